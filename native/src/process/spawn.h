/* Starting a program from a process that has many threads. */
#ifndef EAGER_SPAWN_H
#define EAGER_SPAWN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "eager/process.h"

typedef struct eager_program {
    const char *path;
    const char *const *arguments;
    const char *const *environment;
    const char *directory; /* NULL: where the parent is */
    bool dies_with_parent; /* when the thread that started it ends */
    bool filtered;         /* by filter.h */
    int64_t file_bytes;    /* limits; 0: none */
    int64_t open_files;
    int announcement; /* a socket that is told EAGER_REPORT_STARTED before the program runs; 0: none */
} eager_program;

typedef struct eager_child {
    pid_t pid;
    int pidfd;
} eager_child;

/* Starts a program as leader of a session of its own. descriptors[i] becomes its descriptor i; it has no other. */
int32_t eager_child_spawn(
    const eager_program *program, const int *descriptors, int count, eager_child *child, int32_t *failed_step);

#endif
