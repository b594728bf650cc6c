/* The descendants of a process that is their subreaper: whoever of them loses its parent becomes its child. */
#ifndef EAGER_TREE_H
#define EAGER_TREE_H

#include <stdint.h>
#include <sys/types.h>

/* What the descendants take together at this moment. A page that several of them share counts for each. */
typedef struct eager_tree_use {
    int64_t processes;
    int64_t pages; /* resident memory */
    int64_t ticks; /* processor time, that of the children they have waited for included */
} eager_tree_use;

eager_tree_use eager_tree_measure(void);

/* Resident pages of one process; 0 where there is none. */
int64_t eager_tree_pages(pid_t pid);

/* Kills the children of this process, and theirs as they become its own, until none is left. */
void eager_tree_end(void);

#endif
