#define _GNU_SOURCE
#include "poller.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { BATCH = 64, REASON_BITS = 2, REASON_MASK = 3 };

struct eager_poller {
    int epoll;
};

int32_t eager_poller_new(eager_poller **poller)
{
    eager_poller *self = malloc(sizeof *self);
    if (self == NULL)
        return -ENOMEM;
    self->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (self->epoll < 0) {
        int error = errno;
        free(self);
        return -error;
    }
    *poller = self;
    return 0;
}

int32_t eager_poller_wait(eager_poller *self, eager_wake *wakes, int32_t capacity, int32_t timeout_ms)
{
    struct epoll_event events[BATCH];
    int count = epoll_wait(self->epoll, events, capacity < BATCH ? capacity : BATCH, timeout_ms);
    if (count < 0)
        return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < count; i++) {
        wakes[i] = (eager_wake){
            .token = events[i].data.u64 >> REASON_BITS,
            .reason = (uint32_t)(events[i].data.u64 & REASON_MASK),
        };
    }
    return count;
}

void eager_poller_free(eager_poller *self)
{
    if (self == NULL)
        return;
    close(self->epoll);
    free(self);
}

int32_t eager_poller_arm(eager_poller *self, int descriptor, uint32_t events, uint64_t token, uint32_t reason)
{
    struct epoll_event event = {
        .events = events | EPOLLONESHOT,
        .data.u64 = token << REASON_BITS | reason,
    };
    if (epoll_ctl(self->epoll, EPOLL_CTL_MOD, descriptor, &event) == 0)
        return 0;
    /* Added at the first arming only: a descriptor added unarmed would report errors and hang-ups all the same. */
    if (errno == ENOENT && epoll_ctl(self->epoll, EPOLL_CTL_ADD, descriptor, &event) == 0)
        return 0;
    return -errno;
}

void eager_poller_forget(eager_poller *self, int descriptor)
{
    epoll_ctl(self->epoll, EPOLL_CTL_DEL, descriptor, NULL);
}
