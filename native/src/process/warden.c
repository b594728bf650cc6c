/*
 * eager_warden: outlives a host that was killed, and ends what it left behind.
 *
 * The kernel kills each worker with its host, but not the processes that the worker's program started. The host therefore tells the warden of each
 * worker's process group, as 4-byte integers of the machine's order on descriptor 3: `group` begins to be watched, `-group` ends. When the host is
 * gone, and with it the other end of the pipe, the warden kills the groups that are still watched, and exits.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

enum { ORDERS = 3, GROWTH = 64 };

typedef struct watch_list {
    int32_t *groups;
    size_t count;
    size_t capacity;
} watch_list;

static void add(watch_list *self, int32_t group)
{
    if (self->count == self->capacity) {
        int32_t *grown = realloc(self->groups, (self->capacity + GROWTH) * sizeof *grown);
        if (grown == NULL)
            return;
        self->groups = grown;
        self->capacity += GROWTH;
    }
    self->groups[self->count++] = group;
}

static void drop(watch_list *self, int32_t group)
{
    for (size_t i = 0; i < self->count; i++) {
        if (self->groups[i] == group) {
            self->groups[i] = self->groups[--self->count];
            return;
        }
    }
}

/* Reads one order. 0 when the host is gone. */
static int read_order(int32_t *order)
{
    size_t held = 0;
    while (held < sizeof *order) {
        ssize_t count = read(ORDERS, (char *)order + held, sizeof *order - held);
        if (count > 0)
            held += (size_t)count;
        else if (count == 0 || errno != EINTR)
            return 0;
    }
    return 1;
}

int main(void)
{
    watch_list watched = {0};
    int32_t order;
    while (read_order(&order)) {
        /* 0, 1 and -1 are no groups of workers: kill(2) would take them for its own group or for everyone. */
        if (order > 1)
            add(&watched, order);
        else if (order < -1)
            drop(&watched, -order);
    }
    for (size_t i = 0; i < watched.count; i++)
        kill(-watched.groups[i], SIGKILL);
    free(watched.groups);
    return 0;
}
