/*
 * eager_stage: runs a command that sees an overlay of a directory (eager/stage.h), and waits until it is over.
 *
 *   eager_stage FOLDER DIRECTORY -- COMMAND ARGUMENT ...
 */
#define _GNU_SOURCE
#include "eager/stage.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "overlay.h"
#include "process/control.h"
#include "warden/tree.h"

enum { MISUSED = 64, UNAVAILABLE = 71, NOT_FOUND = 127 };

static int refuse(const char *folder, const char *directory, const char *why)
{
    fprintf(stderr, "changes to %s cannot be staged: %s (%s)\n", directory, why, strerror(errno));
    eager_stage_drop(folder);
    return UNAVAILABLE;
}

static _Noreturn void run(char **command, const sigset_t *mask, pid_t parent)
{
    sigprocmask(SIG_SETMASK, mask, NULL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == parent)
        execv(command[0], command);
    fprintf(stderr, "%s cannot be started: %s\n", command[0], strerror(errno));
    _exit(NOT_FOUND);
}

/* Until the command is over. It may have been stopped: whoever wakes this process means it. */
static siginfo_t wait_for(pid_t command, const sigset_t *signals)
{
    siginfo_t how = {0};
    for (;;) {
        siginfo_t seen = {0};
        if (waitid(P_ALL, 0, &seen, WEXITED | WNOHANG) == 0 && seen.si_pid != 0) {
            if (seen.si_pid != command)
                continue;
            how = seen;
            return how;
        }
        if (sigwaitinfo(signals, &seen) == SIGCONT)
            kill(command, SIGCONT);
    }
}

int main(int count, char **arguments)
{
    if (count < 5 || strcmp(arguments[3], "--") != 0)
        return MISUSED;
    const char *folder = arguments[1], *directory = arguments[2];
    pid_t host = getppid();
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    const char *failure = eager_overlay_enter(folder, directory);
    if (failure != NULL)
        return refuse(folder, directory, failure);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t self = getpid();
    pid_t command = fork();
    if (command < 0)
        return refuse(folder, directory, "no process can be made");
    if (command == 0)
        run(arguments + 4, &before, self);
    syscall(SYS_close_range, 0U, ~0U, 0U); /* the pipes are the command's */
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGCONT);
    siginfo_t how = wait_for(command, &signals);
    eager_tree_end(); /* from here on nobody writes */
    /* A host that is gone settles nothing. One that was killed a moment ago may still be the parent: the warden knows better. */
    if (getppid() != host || (how.si_code == CLD_EXITED && how.si_status == EAGER_WARDEN_UNHEARD))
        eager_stage_drop(folder);
    _exit(how.si_code == CLD_EXITED ? how.si_status : 128 + how.si_status);
}
