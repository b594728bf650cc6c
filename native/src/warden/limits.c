#define _GNU_SOURCE
#include "limits.h"

#include <sys/resource.h>
#include <unistd.h>

#include "tree.h"

static int64_t reaped_ms(void)
{
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    return (children.ru_utime.tv_sec + children.ru_stime.tv_sec) * (int64_t)1000 +
        (children.ru_utime.tv_usec + children.ru_stime.tv_usec) / 1000;
}

bool eager_limits_watched(const eager_limits *self)
{
    return self->duration_ms != 0 || self->processor_ms != 0 || self->memory_bytes != 0 || self->processes != 0;
}

static bool reaches(int64_t limit, int64_t amount, int64_t *used)
{
    if (limit == 0 || amount < limit)
        return false;
    *used = amount;
    return true;
}

int32_t eager_limits_reached(const eager_limits *self, int64_t elapsed_ms, int64_t inherited, int64_t *used)
{
    if (reaches(self->duration_ms, elapsed_ms, used))
        return EAGER_LIMIT_DURATION;
    if (self->processor_ms == 0 && self->memory_bytes == 0 && self->processes == 0)
        return EAGER_LIMIT_NONE;
    eager_tree_use use = eager_tree_measure();
    if (self->memory_bytes != 0 && reaches(self->memory_bytes + 1, (use.pages - inherited) * sysconf(_SC_PAGESIZE), used))
        return EAGER_LIMIT_MEMORY;
    if (self->processes != 0 && reaches(self->processes + 1, use.processes, used))
        return EAGER_LIMIT_PROCESSES;
    int64_t processor_ms = use.ticks * 1000 / sysconf(_SC_CLK_TCK) + reaped_ms();
    return reaches(self->processor_ms, processor_ms, used) ? EAGER_LIMIT_PROCESSOR : EAGER_LIMIT_NONE;
}
