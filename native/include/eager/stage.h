/*
 * Staging: a program's changes to its working directory stand in a layer of their own until it is known whether they are to stay.
 *
 *   eager_stage FOLDER DIRECTORY -- COMMAND ...
 *
 * runs a command that sees an overlay of DIRECTORY (overlayfs, in a mount namespace of its own) whose changes land in FOLDER, which is empty and
 * private. When the command and all that descends from it are over, the caller takes the changes over or drops them, by the functions below. Where
 * the caller is gone by then, eager_stage drops them itself. A command that cannot be run so is not run: one line on standard error, status 71.
 *
 * The functions block. They follow no symbolic link beneath the two folders.
 */
#ifndef EAGER_STAGE_H
#define EAGER_STAGE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EAGER_STAGE_API __attribute__((visibility("default")))

typedef struct eager_stage_result {
    int64_t moved;    /* files, links and folders that were put into the directory or removed from it; what a new folder holds counts with it */
    int64_t replaced; /* of those, how many somebody else had changed there meanwhile */
} eager_stage_result;

/*
 * Moves the changes in `folder` into `directory`, each file at once: others see the old one or the new one. Returns 0, or -errno, and what was not
 * moved is still in the folder.
 */
EAGER_STAGE_API int32_t eager_stage_commit(const char *folder, const char *directory, eager_stage_result *result);

/* Removes the folder with all that is in it, whatever its permissions. Success where there is none. */
EAGER_STAGE_API int32_t eager_stage_drop(const char *folder);

#ifdef __cplusplus
}
#endif

#endif
