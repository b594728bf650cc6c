#define _GNU_SOURCE
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "control.h"
#include "filter.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

enum { STACK_SIZE = 64 * 1024, KERNEL_SIGNALS = 64, MAX_DESCRIPTORS = 64 };

/* The kernel's own set: glibc's sigfillset leaves out the two signals that it uses itself. */
typedef uint64_t kernel_mask;

typedef struct spawn_plan {
    const eager_program *program;
    const int *descriptors;
    int count;
    pid_t parent;
    struct rlimit files;
    int moved[MAX_DESCRIPTORS];
    /* Written by the child, whose memory is ours until it has executed the program. */
    volatile int error;
    volatile int step;
} spawn_plan;

/*
 * The child leaves its stack by executing, not by returning, so a sanitizer would keep the marks it made there and meet them again under the next
 * child's stack, which lies at the same address.
 */
#define ON_CHILD_STACK __attribute__((no_sanitize_address))

ON_CHILD_STACK static int set_mask(kernel_mask mask, kernel_mask *before)
{
    return (int)syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, before, sizeof mask);
}

ON_CHILD_STACK static void reset_dispositions(void)
{
    struct sigaction action = {0};
    action.sa_handler = SIG_DFL;
    for (int number = 1; number <= KERNEL_SIGNALS; number++)
        sigaction(number, &action, NULL); /* SIGKILL, SIGSTOP and glibc's own refuse: they need no reset */
}

/*
 * The limit of open files that the program would have had if the host's own parent had started it. A .NET host raises its soft limit to the hard one
 * before any of its code runs, and what programs do with descriptors (select, closerange) depends on the limit.
 */
static void find_file_limit(struct rlimit *limit)
{
    struct rlimit before;
    getrlimit(RLIMIT_NOFILE, limit);
    if (limit->rlim_cur == limit->rlim_max && prlimit(getppid(), RLIMIT_NOFILE, NULL, &before) == 0 &&
        before.rlim_cur < limit->rlim_cur)
        limit->rlim_cur = before.rlim_cur;
}

/* Lowers a limit, for good. */
ON_CHILD_STACK static void limit(enum __rlimit_resource resource, int64_t most)
{
    struct rlimit lower = {(rlim_t)most, (rlim_t)most};
    if (most != 0)
        setrlimit(resource, &lower);
}

/* False where the parent died before the kernel was told to kill the child with it. */
ON_CHILD_STACK static bool follow_parent(pid_t parent)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent;
}

ON_CHILD_STACK static bool place_descriptors(spawn_plan *plan)
{
    /* First out of the way of the places to be filled, then into place. */
    for (int i = 0; i < plan->count; i++) {
        plan->moved[i] = fcntl(plan->descriptors[i], F_DUPFD, plan->count);
        if (plan->moved[i] < 0)
            return false;
    }
    for (int i = 0; i < plan->count; i++) {
        if (dup2(plan->moved[i], i) < 0)
            return false;
    }
    return syscall(SYS_close_range, (unsigned)plan->count, UINT_MAX, 0) == 0;
}

ON_CHILD_STACK static void announce(int socket)
{
    eager_report started = {.kind = EAGER_REPORT_STARTED, .pid = getpid()};
    syscall(SYS_sendto, socket, &started, sizeof started, MSG_NOSIGNAL, NULL, 0);
}

ON_CHILD_STACK static void fail(spawn_plan *plan, int step)
{
    plan->error = errno;
    plan->step = step;
    /* Past the library's _exit: a sanitizer hooks it, and would shut itself down in the parent's memory. */
    syscall(SYS_exit_group, 127);
    __builtin_unreachable();
}

/* Runs on a stack of its own in the parent's memory, with all signals blocked, while the calling thread stands still. */
ON_CHILD_STACK static int run_child(void *argument)
{
    spawn_plan *plan = argument;
    const eager_program *program = plan->program;

    reset_dispositions();
    if (setsid() < 0 || (program->dies_with_parent && !follow_parent(plan->parent)))
        fail(plan, EAGER_STEP_ISOLATE);
    if (program->announcement != 0)
        announce(program->announcement);
    if (!place_descriptors(plan))
        fail(plan, EAGER_STEP_DESCRIPTORS);
    setrlimit(RLIMIT_NOFILE, &plan->files);
    limit(RLIMIT_NOFILE, program->open_files);
    limit(RLIMIT_FSIZE, program->file_bytes);
    if (program->directory != NULL && chdir(program->directory) != 0)
        fail(plan, EAGER_STEP_DIRECTORY);
    if (set_mask(0, NULL) != 0)
        fail(plan, EAGER_STEP_ISOLATE);

    if (program->filtered && eager_filter_install() != 0)
        fail(plan, EAGER_STEP_ISOLATE);

    execve(program->path, (char *const *)program->arguments, (char *const *)program->environment);
    fail(plan, EAGER_STEP_EXECUTE);
    return 127;
}

int32_t eager_child_spawn(
    const eager_program *program, const int *descriptors, int count, eager_child *child, int32_t *failed_step)
{
    *failed_step = EAGER_STEP_HOST;
    if (count > MAX_DESCRIPTORS)
        return -EINVAL;

    spawn_plan plan = {.program = program, .descriptors = descriptors, .count = count, .parent = getpid()};
    find_file_limit(&plan.files);
    char *stack = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED)
        return -errno;

    kernel_mask before;
    int pidfd = -1;
    set_mask(~(kernel_mask)0, &before);
    pid_t pid = clone(run_child, stack + STACK_SIZE, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &plan, &pidfd);
    int error = errno;
    set_mask(before, NULL);
    munmap(stack, STACK_SIZE);

    if (pid < 0)
        return -error;
    if (plan.error != 0) {
        waitid((idtype_t)P_PIDFD, (id_t)pidfd, &(siginfo_t){0}, WEXITED);
        close(pidfd);
        *failed_step = plan.step;
        return -plan.error;
    }
    child->pid = pid;
    child->pidfd = pidfd;
    *failed_step = EAGER_STEP_NONE;
    return 0;
}
