/* The descendants of a process that is their subreaper: whoever of them loses its parent becomes its child. */
#ifndef EAGER_TREE_H
#define EAGER_TREE_H

/* Kills the children of this process, and theirs as they become its own, until none is left. */
void eager_tree_end(void);

#endif
