/* What a file has besides its contents. Names are relative to a folder's descriptor; links are not followed. Less than 0 is -errno. */
#ifndef EAGER_STAGE_ATTRIBUTES_H
#define EAGER_STAGE_ATTRIBUTES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* Owner, mode and extended attributes, but for overlayfs's own, of one folder to another; times are the caller's. Who may not give a file away keeps it. */
int32_t eager_attributes_copy(int from, int to);

/* As eager_attributes_copy, times included, for anything that a folder can hold. */
int32_t eager_attributes_copy_entry(int from, const char *name, int to, const char *other, const struct stat *status);

/* Takes away what overlayfs has noted on an entry of its upper layer. */
int32_t eager_attributes_clean(int folder, const char *name);

/* True for a folder of the upper layer that hides the one beneath instead of adding to it. */
bool eager_attributes_hides(int folder, const char *name);

/* True where the layer's file system can hold overlayfs's notes. */
bool eager_attributes_supported(int folder);

#endif
