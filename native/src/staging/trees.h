/* Entries of folders, whole trees where they are folders themselves. Links are not followed. Less than 0 is -errno. */
#ifndef EAGER_STAGE_TREES_H
#define EAGER_STAGE_TREES_H

#include <stdint.h>
#include <sys/stat.h>

typedef struct eager_names {
    char **all;
    int count;
} eager_names;

/* What a folder holds at this moment. To be freed. */
int32_t eager_names_read(int folder, eager_names *self);
void eager_names_free(eager_names *self);

/* Opens a folder to be read; less than 0 is -errno. */
int eager_folder_open(int folder, const char *name);

/* Removes an entry. Success where there is none. */
int32_t eager_tree_remove(int folder, const char *name);

/* Copies an entry to a name that is free. What was copied of one that failed is left. */
int32_t eager_tree_copy(int from, const char *name, int to, const char *other);

#endif
