#define _GNU_SOURCE
#include "trees.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "attributes.h"

enum { PIECE = 1 << 30 };

static int is_entry(const struct dirent *item)
{
    return strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0;
}

int32_t eager_names_read(int folder, eager_names *self)
{
    struct dirent **items;
    *self = (eager_names){0};
    int count = scandirat(folder, ".", &items, is_entry, NULL);
    if (count < 0)
        return -errno;
    self->all = calloc((size_t)count + 1, sizeof *self->all);
    for (int i = 0; i < count; i++) {
        if (self->all != NULL && (self->all[self->count] = strdup(items[i]->d_name)) != NULL)
            self->count++;
        free(items[i]);
    }
    free(items);
    if (self->count == count && self->all != NULL)
        return 0;
    eager_names_free(self);
    return -ENOMEM;
}

void eager_names_free(eager_names *self)
{
    for (int i = 0; i < self->count; i++)
        free(self->all[i]);
    free(self->all);
    *self = (eager_names){0};
}

int eager_folder_open(int folder, const char *name)
{
    int opened = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return opened >= 0 ? opened : -errno;
}

static int32_t remove_contents(int folder)
{
    eager_names names;
    int32_t status = eager_names_read(folder, &names);
    if (status < 0)
        return status;
    for (int i = 0; i < names.count && status == 0; i++)
        status = eager_tree_remove(folder, names.all[i]);
    eager_names_free(&names);
    return status;
}

int32_t eager_tree_remove(int folder, const char *name)
{
    if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
        return 0;
    if (errno != EISDIR && errno != EPERM)
        return -errno;
    if (unlinkat(folder, name, AT_REMOVEDIR) == 0)
        return 0;
    int inner = eager_folder_open(folder, name);
    if (inner == -EACCES && fchmodat(folder, name, 0700, 0) == 0)
        inner = eager_folder_open(folder, name);
    if (inner < 0)
        return inner;
    fchmod(inner, 0700); /* or what is in it could not be removed; it is not for long */
    int32_t status = remove_contents(inner);
    close(inner);
    if (status == 0 && unlinkat(folder, name, AT_REMOVEDIR) != 0)
        return -errno;
    return status;
}

static int32_t copy_bytes(int from, int to)
{
    for (;;) {
        ssize_t count = copy_file_range(from, NULL, to, NULL, PIECE, 0);
        if (count < 0 && (errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP))
            count = sendfile(to, from, NULL, PIECE);
        if (count < 0 && errno != EINTR)
            return -errno;
        if (count == 0)
            return 0;
    }
}

static int32_t copy_file(int from, const char *name, int to, const char *other)
{
    int source = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (source < 0)
        return -errno;
    int target = openat(to, other, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    int32_t status = target < 0 ? -errno : copy_bytes(source, target);
    close(source);
    if (target >= 0 && close(target) != 0 && status == 0)
        status = -errno;
    return status;
}

static int32_t copy_link(int from, const char *name, int to, const char *other)
{
    char target[PATH_MAX + 1];
    ssize_t length = readlinkat(from, name, target, PATH_MAX);
    if (length < 0)
        return -errno;
    target[length] = '\0';
    return symlinkat(target, to, other) == 0 ? 0 : -errno;
}

static int32_t copy_folder(int from, const char *name, int to, const char *other)
{
    if (mkdirat(to, other, 0700) != 0)
        return -errno;
    int source = eager_folder_open(from, name);
    if (source < 0)
        return source;
    int target = eager_folder_open(to, other);
    eager_names names = {0};
    int32_t status = target < 0 ? target : eager_names_read(source, &names);
    for (int i = 0; i < names.count && status == 0; i++)
        status = eager_tree_copy(source, names.all[i], target, names.all[i]);
    eager_names_free(&names);
    close(source);
    if (target >= 0)
        close(target);
    return status;
}

int32_t eager_tree_copy(int from, const char *name, int to, const char *other)
{
    struct stat status;
    if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return -errno;
    int32_t copied;
    if (S_ISREG(status.st_mode))
        copied = copy_file(from, name, to, other);
    else if (S_ISLNK(status.st_mode))
        copied = copy_link(from, name, to, other);
    else if (S_ISDIR(status.st_mode))
        copied = copy_folder(from, name, to, other);
    else
        copied = mknodat(to, other, status.st_mode, status.st_rdev) == 0 ? 0 : -errno;
    return copied < 0 ? copied : eager_attributes_copy_entry(from, name, to, other, &status);
}
