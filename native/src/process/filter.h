/* System calls that a program in a sandbox has no use for. */
#ifndef EAGER_FILTER_H
#define EAGER_FILTER_H

/* Denies them to this thread and all it starts, for good. -1 with errno where the kernel has no filters. */
int eager_filter_install(void);

#endif
