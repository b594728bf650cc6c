/*
 * The changes that overlayfs has gathered, put where they belong. In its upper layer a device 0/0 stands for a name that was removed, and a folder
 * adds to the one beneath unless it says that it hides it; everything else stands for itself. Each change is one rename, after which it is gone from
 * the layer: what is left at any moment is what is still to do.
 */
#define _GNU_SOURCE
#include "eager/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attributes.h"
#include "layout.h"
#include "trees.h"

typedef struct commit {
    struct timespec begun;
    eager_stage_result result;
    char temporary[64]; /* a name that nobody else uses, where a change has to be copied */
} commit;

typedef struct change {
    const char *name;
    struct stat here;    /* in the layer */
    struct stat there;   /* in the directory */
    bool replaces;       /* there is something in the directory */
} change;

static int32_t move_all(commit *self, int layer, int beneath);

static bool is_removal(const struct stat *status)
{
    return S_ISCHR(status->st_mode) && status->st_rdev == 0;
}

static bool is_later(struct timespec one, struct timespec other)
{
    return one.tv_sec != other.tv_sec ? one.tv_sec > other.tv_sec : one.tv_nsec > other.tv_nsec;
}

/* Rids a tree that goes over whole of what only overlayfs needs. Times of folders are kept. */
static int32_t clean(int folder, const char *name, const struct stat *status)
{
    int32_t cleaned = eager_attributes_clean(folder, name);
    if (cleaned < 0 || !S_ISDIR(status->st_mode))
        return cleaned;
    int inner = eager_folder_open(folder, name);
    if (inner < 0)
        return inner;
    eager_names names;
    cleaned = eager_names_read(inner, &names);
    for (int i = 0; i < names.count && cleaned == 0; i++) {
        struct stat found;
        if (fstatat(inner, names.all[i], &found, AT_SYMLINK_NOFOLLOW) != 0)
            cleaned = -errno;
        else if (is_removal(&found))
            cleaned = unlinkat(inner, names.all[i], 0) == 0 ? 0 : -errno;
        else
            cleaned = clean(inner, names.all[i], &found);
    }
    eager_names_free(&names);
    futimens(inner, (const struct timespec[]){status->st_atim, status->st_mtim});
    close(inner);
    return cleaned;
}

/* Where the layer lies on another file system: a copy beside the place, then a rename as everywhere. */
static int32_t copy_over(commit *self, int layer, int beneath, const change *what)
{
    int32_t status = eager_tree_remove(beneath, self->temporary);
    if (status == 0)
        status = eager_tree_copy(layer, what->name, beneath, self->temporary);
    bool swaps = what->replaces && (S_ISDIR(what->here.st_mode) || S_ISDIR(what->there.st_mode));
    if (status == 0 && renameat2(beneath, self->temporary, beneath, what->name, swaps ? RENAME_EXCHANGE : 0) != 0)
        status = -errno;
    eager_tree_remove(beneath, self->temporary); /* what was replaced, or what is left of a copy that failed */
    return status < 0 ? status : eager_tree_remove(layer, what->name);
}

static int32_t place(commit *self, int layer, int beneath, const change *what)
{
    int32_t status = clean(layer, what->name, &what->here);
    if (status < 0)
        return status;
    bool swaps = what->replaces && (S_ISDIR(what->here.st_mode) || S_ISDIR(what->there.st_mode));
    if (renameat2(layer, what->name, beneath, what->name, swaps ? RENAME_EXCHANGE : 0) == 0)
        return swaps ? eager_tree_remove(layer, what->name) : 0;
    return errno == EXDEV ? copy_over(self, layer, beneath, what) : -errno;
}

/*
 * Gives the folder in the directory the mode, the owner and the times of the one in the layer, as both were before anything was moved. Somebody
 * else's later changes keep it young.
 */
static int32_t take_over(const commit *self, int layer, int beneath, const struct stat *wanted, const struct stat *before)
{
    int32_t status = eager_attributes_copy(layer, beneath);
    bool younger = is_later(before->st_ctim, self->begun) && is_later(before->st_mtim, wanted->st_mtim);
    const struct timespec times[] = {wanted->st_atim, younger ? before->st_mtim : wanted->st_mtim};
    return status < 0 ? status : futimens(beneath, times) == 0 ? 0 : -errno;
}

static int32_t merge(commit *self, int layer, int beneath, const change *what)
{
    int from = eager_folder_open(layer, what->name);
    if (from < 0)
        return from;
    int to = eager_folder_open(beneath, what->name);
    int32_t status = to < 0 ? to : move_all(self, from, to);
    if (status == 0)
        status = take_over(self, from, to, &what->here, &what->there);
    close(from);
    if (to >= 0)
        close(to);
    return status < 0 ? status : eager_tree_remove(layer, what->name);
}

static int32_t move_entry(commit *self, int layer, int beneath, const char *name)
{
    change what = {.name = name};
    if (fstatat(layer, name, &what.here, AT_SYMLINK_NOFOLLOW) != 0)
        return -errno;
    what.replaces = fstatat(beneath, name, &what.there, AT_SYMLINK_NOFOLLOW) == 0;
    if (S_ISDIR(what.here.st_mode) && what.replaces && S_ISDIR(what.there.st_mode) && !eager_attributes_hides(layer, name))
        return merge(self, layer, beneath, &what);
    bool meanwhile = what.replaces && is_later(what.there.st_ctim, self->begun);
    int32_t status;
    if (!is_removal(&what.here))
        status = place(self, layer, beneath, &what);
    else if ((status = eager_tree_remove(beneath, name)) == 0)
        status = unlinkat(layer, name, 0) == 0 ? 0 : -errno;
    if (status == 0) {
        self->result.moved++;
        self->result.replaced += meanwhile;
    }
    return status;
}

static int32_t move_all(commit *self, int layer, int beneath)
{
    eager_names names;
    int32_t status = eager_names_read(layer, &names);
    for (int i = 0; i < names.count && status == 0; i++)
        status = move_entry(self, layer, beneath, names.all[i]);
    eager_names_free(&names);
    return status;
}

static int32_t commit_layer(commit *self, int folder, int beneath)
{
    struct stat marker, wanted, before;
    if (fstatat(folder, EAGER_STAGE_BEGUN, &marker, AT_SYMLINK_NOFOLLOW) != 0 || fstat(beneath, &before) != 0)
        return -errno;
    self->begun = marker.st_mtim;
    int layer = eager_folder_open(folder, EAGER_STAGE_LAYER);
    if (layer < 0)
        return layer;
    int32_t status = fstat(layer, &wanted) != 0 ? -errno : move_all(self, layer, beneath);
    if (status == 0)
        status = take_over(self, layer, beneath, &wanted, &before);
    close(layer);
    return status;
}

int32_t eager_stage_commit(const char *folder, const char *directory, eager_stage_result *result)
{
    commit self = {0};
    snprintf(self.temporary, sizeof self.temporary, ".eager-stage-%d.part", getpid());
    int from = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (from < 0)
        return -errno;
    int to = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int32_t status = to < 0 ? -errno : commit_layer(&self, from, to);
    close(from);
    if (to >= 0)
        close(to);
    *result = self.result;
    return status;
}

int32_t eager_stage_drop(const char *folder)
{
    return eager_tree_remove(AT_FDCWD, folder);
}
