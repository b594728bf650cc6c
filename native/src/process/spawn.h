/* Starting a program from a process that has many threads. */
#ifndef EAGER_SPAWN_H
#define EAGER_SPAWN_H

#include <stdint.h>
#include <sys/types.h>

#include "eager/process.h"

typedef struct eager_child {
    pid_t pid;
    int pidfd;
} eager_child;

/* descriptors[i] becomes descriptor i of the program. */
int32_t eager_child_spawn(
    const eager_start *start, const int *descriptors, int count, eager_child *child, int32_t *failed_step);

#endif
