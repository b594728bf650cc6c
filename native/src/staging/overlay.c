#define _GNU_SOURCE
#include "overlay.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attributes.h"
#include "layout.h"
#include "trees.h"

static bool write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool written = write(file, text, strlen(text)) == (ssize_t)strlen(text);
    close(file);
    return written;
}

/* A mount namespace; one for users around it where that needs a privilege. Everybody keeps the number that they have. */
static const char *leave_mounts(void)
{
    if (unshare(CLONE_NEWNS) == 0)
        return NULL;
    if (errno != EPERM)
        return "no namespace for mounts can be made";
    char users[64], groups[64];
    snprintf(users, sizeof users, "%u %u 1", geteuid(), geteuid());
    snprintf(groups, sizeof groups, "%u %u 1", getegid(), getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return "the system lets only root have a namespace for mounts";
    if (!write_file("/proc/self/setgroups", "deny") || !write_file("/proc/self/uid_map", users) || !write_file("/proc/self/gid_map", groups))
        return "the namespace for users cannot be set up";
    return NULL;
}

/* The root of the layer is what the directory itself looks like in the overlay. */
static const char *make_layers(int folder, int directory)
{
    if (mkdirat(folder, EAGER_STAGE_LAYER, 0700) != 0 || mkdirat(folder, EAGER_STAGE_WORK, 0700) != 0)
        return "its folder cannot be laid out";
    int layer = eager_folder_open(folder, EAGER_STAGE_LAYER);
    if (layer < 0)
        return "its folder cannot be laid out";
    struct stat status;
    const char *failure = NULL;
    if (!eager_attributes_supported(layer))
        failure = "the file system of its folder has no extended attributes for users";
    else if (fstat(directory, &status) != 0 || eager_attributes_copy(directory, layer) < 0 ||
             futimens(layer, (const struct timespec[]){status.st_atim, status.st_mtim}) != 0)
        failure = "its folder cannot be laid out";
    close(layer);
    return failure;
}

static const char *mark_beginning(int folder)
{
    int marker = openat(folder, EAGER_STAGE_BEGUN, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (marker < 0)
        return "its folder cannot be laid out";
    close(marker);
    return NULL;
}

/* By descriptors: a path may hold what means something in a mount's options. */
static const char *cover(int folder, int directory, const char *path)
{
    char options[256];
    snprintf(options, sizeof options, "userxattr,lowerdir=/proc/self/fd/%d,upperdir=/proc/self/fd/%d/" EAGER_STAGE_LAYER
        ",workdir=/proc/self/fd/%d/" EAGER_STAGE_WORK, directory, folder, folder);
    return mount("overlay", path, "overlay", MS_NOSUID | MS_NODEV, options) == 0 ? NULL : "the system mounts no overlay over it";
}

const char *eager_overlay_enter(const char *folder, const char *directory)
{
    const char *failure = leave_mounts();
    if (failure != NULL)
        return failure;
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
        return "its mounts cannot be parted from the system's";
    int layers = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int covered = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (layers < 0 || covered < 0)
        failure = "its folders cannot be opened";
    else if ((failure = make_layers(layers, covered)) == NULL && (failure = mark_beginning(layers)) == NULL)
        failure = cover(layers, covered, directory);
    if (layers >= 0)
        close(layers);
    if (covered >= 0)
        close(covered);
    return failure;
}
