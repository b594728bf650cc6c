#ifndef EAGER_PROCESS_COMMAND_H
#define EAGER_PROCESS_COMMAND_H

#include "eager/process.h"

enum { EAGER_MAX_ARGUMENTS = 256, EAGER_LIMITS_TEXT = 160, EAGER_FORK_DESCRIPTORS = 6, EAGER_FORK_TEXT = 8192 };

/* The command that starts a program's warden. It points into the start that it was written from, and into itself. */
typedef struct eager_warden_command {
    const char *parts[EAGER_MAX_ARGUMENTS]; /* ends with NULL */
    int count;                              /* more than fit where it is too long */
    char descriptors[16];
    char limits[EAGER_LIMITS_TEXT];
} eager_warden_command;

/* Limits as the warden takes them. */
void eager_limits_write(const eager_limits *self, char text[static EAGER_LIMITS_TEXT]);

/* `descriptors`: how many the program is given. -E2BIG where there are too many arguments. */
int32_t eager_warden_command_write(eager_warden_command *self, const eager_start *start, int descriptors);

/*
 * Asks a process that forks others for one more (executors/python-worker/eager_worker/preload): a packet "WARDEN\0LIMITS\0NAME=VALUE\0...", the limits
 * as eager_warden takes them, with six descriptors: the process's own five, and the socket of its warden, or of the entry to its sandbox (entry.h).
 * They stay the caller's.
 */
int32_t eager_fork_ask(int door, const eager_start *start, const int *descriptors);

#endif
