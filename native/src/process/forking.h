/* Asking a process that forks others for one more. The parent's side is executors/python-worker/eager_worker/preload. */
#ifndef EAGER_FORKING_H
#define EAGER_FORKING_H

#include <stdint.h>

#include "eager/process.h"

enum { EAGER_FORK_DESCRIPTORS = 6 };

/*
 * Sends the request: a packet "WARDEN\0LIMITS", the limits as eager_warden takes them, with six descriptors: the process's own five, and the
 * socket of its warden. They stay the caller's.
 */
int32_t eager_fork_ask(int door, const eager_start *start, const int *descriptors);

#endif
