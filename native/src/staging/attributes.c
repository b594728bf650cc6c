#define _GNU_SOURCE
#include "attributes.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

/* The longest list and the largest value that the kernel has. */
enum { LIST_SIZE = 64 * 1024, VALUE_SIZE = 64 * 1024, PATH_SIZE = NAME_MAX + 64 };

static const char OWN[] = "user.overlay.";
static const char HIDES[] = "user.overlay.opaque";
static const char TRIAL[] = "user.overlay.eager";

/* The calls for attributes take paths alone; this one leads through the descriptor. */
static const char *path_of(int folder, const char *name, char text[static PATH_SIZE])
{
    snprintf(text, PATH_SIZE, "/proc/self/fd/%d/%s", folder, name);
    return text;
}

static bool is_own(const char *attribute)
{
    return strncmp(attribute, OWN, sizeof OWN - 1) == 0;
}

/* An attribute that may not be set here (security labels) or means nothing on this file system is left out, as cp leaves it out. */
static int32_t copy_attributes(const char *from, const char *to)
{
    char names[LIST_SIZE], value[VALUE_SIZE];
    ssize_t size = llistxattr(from, names, sizeof names);
    for (ssize_t at = 0; at < size; at += (ssize_t)strlen(names + at) + 1) {
        if (is_own(names + at))
            continue;
        ssize_t length = lgetxattr(from, names + at, value, sizeof value);
        if (length >= 0 && lsetxattr(to, names + at, value, (size_t)length, 0) != 0 && errno == ENOSPC)
            return -ENOSPC;
    }
    return 0;
}

/* Attributes that were taken away from a folder go where it stands as well. */
static void remove_attributes(const char *from, const char *to)
{
    char names[LIST_SIZE];
    ssize_t size = llistxattr(to, names, sizeof names);
    for (ssize_t at = 0; at < size; at += (ssize_t)strlen(names + at) + 1) {
        if (lgetxattr(from, names + at, NULL, 0) < 0 && errno == ENODATA)
            lremovexattr(to, names + at);
    }
}

int32_t eager_attributes_copy(int from, int to)
{
    struct stat wanted, given;
    if (fstat(from, &wanted) != 0 || fstat(to, &given) != 0)
        return -errno;
    if ((wanted.st_uid != given.st_uid || wanted.st_gid != given.st_gid) && fchown(to, wanted.st_uid, wanted.st_gid) != 0 && errno != EPERM)
        return -errno;
    char source[PATH_SIZE], target[PATH_SIZE];
    path_of(from, ".", source);
    path_of(to, ".", target);
    int32_t status = copy_attributes(source, target);
    remove_attributes(source, target);
    if (status == 0 && wanted.st_mode != given.st_mode && fchmod(to, wanted.st_mode & 07777) != 0)
        return -errno;
    return status;
}

int32_t eager_attributes_copy_entry(int from, const char *name, int to, const char *other, const struct stat *status)
{
    char source[PATH_SIZE], target[PATH_SIZE];
    if (fchownat(to, other, status->st_uid, status->st_gid, AT_SYMLINK_NOFOLLOW) != 0 && errno != EPERM)
        return -errno;
    int32_t copied = copy_attributes(path_of(from, name, source), path_of(to, other, target));
    if (copied < 0)
        return copied;
    if (!S_ISLNK(status->st_mode) && fchmodat(to, other, status->st_mode & 07777, 0) != 0)
        return -errno;
    const struct timespec times[] = {status->st_atim, status->st_mtim};
    return utimensat(to, other, times, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : -errno;
}

int32_t eager_attributes_clean(int folder, const char *name)
{
    char path[PATH_SIZE], names[LIST_SIZE];
    path_of(folder, name, path);
    ssize_t size = llistxattr(path, names, sizeof names);
    for (ssize_t at = 0; at < size; at += (ssize_t)strlen(names + at) + 1) {
        if (is_own(names + at) && lremovexattr(path, names + at) != 0 && errno != ENODATA)
            return -errno;
    }
    return 0;
}

bool eager_attributes_hides(int folder, const char *name)
{
    char path[PATH_SIZE], value[2];
    return lgetxattr(path_of(folder, name, path), HIDES, value, sizeof value) == 1 && value[0] == 'y';
}

bool eager_attributes_supported(int folder)
{
    char path[PATH_SIZE];
    path_of(folder, ".", path);
    return lsetxattr(path, TRIAL, "y", 1, 0) == 0 && lremovexattr(path, TRIAL) == 0;
}
