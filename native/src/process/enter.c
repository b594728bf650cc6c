/*
 * A process outside of a sandbox becomes one that is inside, with all its memory: it enters the namespaces of the sandbox's warden, and what it
 * forks there is, once the process between has ended, the warden's own child, as if the warden had started it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "eager/process.h"
#include "entry.h"
#include "filter.h"

enum {
    NAMESPACES = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWCGROUP,
    HIGHEST_CAPABILITY = 63,
    WARDEN = 1 /* the first process of its namespace */
};

/* Entering a user namespace gives every capability in it. */
static int drop_capabilities(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    for (int capability = 0; capability <= HIGHEST_CAPABILITY; capability++) {
        if (prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) != 0 && errno != EINVAL)
            return -1;
    }
    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0)
        return -1;
    return (int)syscall(SYS_capset, &header, none);
}

/*
 * Forks a process whose parent ends at once. The one between shares this process's memory and stands on its stack, so that memory is copied once;
 * this process waits until it has ended. Its number in the sandbox is told to both.
 */
static pid_t fork_orphan(volatile pid_t *number)
{
    volatile pid_t orphan = -1;
    pid_t between = vfork();
    if (between == 0) {
        *number = getpid();
        orphan = fork();
        if (orphan == 0)
            return 0;
        _exit(0);
    }
    if (between < 0)
        return -1;
    waitpid(between, NULL, 0);
    return orphan;
}

int32_t eager_sandbox_enter(int32_t entry)
{
    int warden = eager_entry_take(entry);
    if (warden < 0)
        return warden;
    if (setns(warden, NAMESPACES) != 0) {
        int32_t status = -errno;
        eager_entry_answer(entry, status);
        return status;
    }
    close(warden);
    volatile pid_t between = 0;
    pid_t program = fork_orphan(&between);
    if (program == 0) {
        while (getppid() != WARDEN || kill(between, 0) == 0)
            sched_yield(); /* until the one between is gone: its parent would not be told of its end before, and the program would see it */
        int confined = drop_capabilities() == 0 ? eager_filter_install() : -1;
        eager_entry_answer(entry, confined == 0 ? getpid() : -errno);
        if (confined != 0)
            _exit(1);
        return 0;
    }
    if (program < 0)
        eager_entry_answer(entry, -EAGAIN);
    _exit(0);
}
