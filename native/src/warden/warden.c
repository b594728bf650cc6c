/*
 * eager_warden: the parent of one program, and of whatever the program leaves behind.
 *
 *   eager_warden --descriptors N --adopt PID --limits N,N,N,N,N,N -- NAME
 *   eager_warden --descriptors N --limits N,N,N,N,N,N --enter yes --
 *   eager_warden --descriptors N --limits N,N,N,N,N,N --directory PATH --filter on|off --program PATH -- NAME ARGUMENT ...
 *
 * Descriptors 0 to N - 1 are the program's; N is a socket to the host (control.h). The warden starts the program, and when it is over,
 * or the socket's other end is shut because the host wants that or is gone, ends every process that descends from it, however it left the program's group.
 * Only then does it report how the program ended. With --adopt the program is a child that the warden's process had before it became the warden; with
 * --enter it comes from outside of the warden's sandbox, by the last of the N descriptors (entry.h), and is the warden's child from then on.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "control.h"
#include "entry.h"
#include "limits.h"
#include "spawn.h"
#include "tree.h"

extern char **environ;

enum { MISUSED = 64, MAX_DESCRIPTORS = 64, LOOK_MS = 50, LONGEST_LIMITS = 160 };

typedef struct warden {
    int control;
    int deaths; /* becomes readable when a child is over */
    pid_t program;
    eager_limits limits;
    int64_t started_ms;
    int32_t reached; /* EAGER_LIMIT_ */
    int64_t used;    /* of that limit */
    int64_t inherited; /* resident pages that the program was forked with */
} warden;

typedef struct start_plan {
    int descriptors;
    pid_t adopted; /* 0: the program is to be started, or enters */
    bool enters;
    eager_limits limits;
    eager_program program;
} start_plan;

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * (int64_t)1000 + now.tv_nsec / 1000000;
}

static bool read_limits(const char *text, eager_limits *self)
{
    int64_t *numbers[] = {&self->duration_ms, &self->processor_ms, &self->memory_bytes, &self->processes, &self->file_bytes, &self->open_files};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char *end;
        *numbers[i] = strtoll(text, &end, 10);
        if (end == text)
            return false;
        text = end + (*end == ',');
    }
    return *text == '\0';
}

static bool read_plan(char **arguments, start_plan *self)
{
    for (; arguments[0] != NULL && arguments[1] != NULL; arguments += 2) {
        if (strcmp(arguments[0], "--") == 0) {
            self->program.arguments = (const char *const *)arguments + 1;
            return self->descriptors > 0 && self->descriptors <= MAX_DESCRIPTORS && (self->program.path != NULL || self->adopted > 0 || self->enters);
        }
        if (strcmp(arguments[0], "--descriptors") == 0)
            self->descriptors = atoi(arguments[1]);
        else if (strcmp(arguments[0], "--adopt") == 0)
            self->adopted = (pid_t)atoi(arguments[1]);
        else if (strcmp(arguments[0], "--enter") == 0)
            self->enters = true;
        else if (strcmp(arguments[0], "--directory") == 0)
            self->program.directory = arguments[1];
        else if (strcmp(arguments[0], "--program") == 0)
            self->program.path = arguments[1];
        else if (strcmp(arguments[0], "--limits") == 0 && read_limits(arguments[1], &self->limits))
            continue;
        else if (strcmp(arguments[0], "--filter") == 0)
            self->program.filtered = strcmp(arguments[1], "on") == 0;
        else
            return false;
    }
    return false;
}

static int open_pidfd(pid_t pid)
{
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

/* Gives the host pidfds, which mean the same processes in every namespace. */
static void report_running(const warden *self, int pidfd)
{
    eager_report what = {.kind = EAGER_REPORT_RUNNING};
    struct iovec text = {&what, sizeof what};
    int both[] = {pidfd, open_pidfd(getpid())};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof both)];
    } rights = {.header = {.cmsg_len = CMSG_LEN(sizeof both), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    memcpy(CMSG_DATA(&rights.header), both, sizeof both);
    struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights.bytes};
    sendmsg(self->control, &message, MSG_NOSIGNAL);
    close(both[1]);
}

/* False where the host is gone. */
static bool report(const warden *self, eager_report what)
{
    return send(self->control, &what, sizeof what, MSG_NOSIGNAL) == sizeof what;
}

/* A warden that somebody could end by a signal would be none. */
static int block_signals(void)
{
    sigset_t all, death;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    sigemptyset(&death);
    sigaddset(&death, SIGCHLD);
    return signalfd(-1, &death, SFD_CLOEXEC | SFD_NONBLOCK);
}

static int32_t adopt(const warden *self, pid_t pid, eager_child *child)
{
    *child = (eager_child){pid, open_pidfd(pid)};
    if (child->pidfd < 0)
        return -errno;
    report(self, (eager_report){.kind = EAGER_REPORT_STARTED, .pid = pid});
    return 0;
}

/* Lets a program in. -EPIPE where none comes, or the host does not want it any more. */
static int32_t let_in(const warden *self, int entry, eager_child *child)
{
    int own = open_pidfd(getpid());
    int32_t status = own < 0 ? -errno : eager_entry_offer(entry, own);
    close(own);
    if (status < 0)
        return status;
    struct pollfd sources[] = {{.fd = entry, .events = POLLIN}, {.fd = self->control, .events = POLLIN}};
    while (poll(sources, 2, -1) < 0 && errno == EINTR)
        continue;
    int32_t program = sources[1].revents != 0 ? -EPIPE : eager_entry_answered(entry);
    return program < 0 ? program : adopt(self, program, child);
}

static int32_t find_program(const warden *self, const start_plan *plan, eager_child *child, int32_t *step)
{
    int descriptors[MAX_DESCRIPTORS];
    for (int i = 0; i < plan->descriptors; i++)
        descriptors[i] = i;
    if (plan->adopted > 0)
        return adopt(self, plan->adopted, child);
    if (plan->enters)
        return let_in(self, plan->descriptors - 1, child);
    return eager_child_spawn(&plan->program, descriptors, plan->descriptors, child, step);
}

static bool start(warden *self, const start_plan *plan)
{
    eager_child child = {0, -1};
    int32_t step = EAGER_STEP_HOST;
    int32_t status = find_program(self, plan, &child, &step);
    if (status < 0) {
        report(self, (eager_report){.kind = EAGER_REPORT_FAILED, .error = -status, .step = step});
        return false;
    }
    /* The pipes are the program's: while the warden held them nobody would meet their end. */
    for (int i = 0; i < plan->descriptors; i++)
        close(i);
    self->program = child.pid;
    self->inherited = plan->program.path == NULL ? eager_tree_pages(child.pid) : 0;
    report_running(self, child.pidfd);
    close(child.pidfd);
    return true;
}

/* Reaps orphans that came to the warden. True when the program itself is over; it is left to be reaped. */
static bool program_is_over(const warden *self)
{
    struct signalfd_siginfo ignored;
    while (read(self->deaths, &ignored, sizeof ignored) > 0)
        continue;
    for (;;) {
        siginfo_t seen = {0};
        if (waitid(P_ALL, 0, &seen, WEXITED | WNOHANG | WNOWAIT) != 0 || seen.si_pid == 0)
            return false;
        if (seen.si_pid == self->program)
            return true;
        waitpid(seen.si_pid, NULL, 0);
    }
}

/* Limits that begin now. False where the host wants the program to end, or is gone. */
static bool take_limits(warden *self)
{
    char text[LONGEST_LIMITS];
    ssize_t count = recv(self->control, text, sizeof text - 1, 0);
    if (count <= 0)
        return false;
    text[count] = '\0';
    self->started_ms = now_ms();
    return read_limits(text, &self->limits);
}

/* Until the program is over; a shut socket and a limit that was reached make it so. */
static void watch(warden *self)
{
    struct pollfd sources[] = {{.fd = self->deaths, .events = POLLIN}, {.fd = self->control, .events = POLLIN}};
    while (!program_is_over(self)) {
        bool looks = eager_limits_watched(&self->limits) && self->reached == EAGER_LIMIT_NONE;
        if (poll(sources, 2, looks ? LOOK_MS : -1) > 0 && sources[1].revents != 0 && !take_limits(self)) {
            kill(self->program, SIGKILL);
            sources[1].fd = -1;
        }
        if (looks) {
            self->reached = eager_limits_reached(&self->limits, now_ms() - self->started_ms, self->inherited, &self->used);
            if (self->reached != EAGER_LIMIT_NONE)
                kill(-self->program, SIGKILL);
        }
    }
}

/* Until the program is reaped its number, and so its group's, cannot be another's. */
static eager_report end(const warden *self)
{
    kill(-self->program, SIGKILL);
    siginfo_t how = {0};
    waitid(P_PID, (id_t)self->program, &how, WEXITED);
    eager_tree_end();
    bool exited = how.si_code == CLD_EXITED;
    return (eager_report){
        .kind = EAGER_REPORT_ENDED,
        .status = exited ? how.si_status : 0,
        .signal = exited ? 0 : how.si_status,
        .limit = self->reached,
        .used = self->used,
    };
}

int main(int count, char **arguments)
{
    start_plan plan = {.program = {.environment = (const char *const *)environ, .dies_with_parent = true}};
    if (count < 2 || !read_plan(arguments + 1, &plan))
        return MISUSED;
    plan.program.announcement = plan.descriptors;
    plan.program.file_bytes = plan.limits.file_bytes;
    plan.program.open_files = plan.limits.open_files;
    warden self = {.control = plan.descriptors, .deaths = block_signals(), .limits = plan.limits, .started_ms = now_ms()};
    if (self.deaths < 0 || fcntl(self.control, F_SETFD, FD_CLOEXEC) != 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
        report(&self, (eager_report){.kind = EAGER_REPORT_FAILED, .error = errno, .step = EAGER_STEP_ISOLATE});
        return 0;
    }
    if (!start(&self, &plan))
        return 0;
    watch(&self);
    bool heard = report(&self, end(&self));
    _exit(heard ? 0 : EAGER_WARDEN_UNHEARD); /* nothing is left to be tidied up, and a sanitizer's last look would not stand the signals */
}
