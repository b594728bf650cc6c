/* What a process needs of its poller. */
#ifndef EAGER_POLLER_H
#define EAGER_POLLER_H

#include <stdint.h>

#include "eager/process.h"

/* Arms one wake of `reason` for the process `token` on a descriptor; `events` are epoll's. */
int32_t eager_poller_arm(eager_poller *self, int descriptor, uint32_t events, uint64_t token, uint32_t reason);

void eager_poller_forget(eager_poller *self, int descriptor);

#endif
