#define _GNU_SOURCE
#include "eager/process.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "channels.h"
#include "command.h"
#include "control.h"
#include "poller.h"
#include "spawn.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

enum { MAX_GIVEN = 32, WAKE_MS = 20, MOST_WAKES = 500 };

struct eager_process {
    eager_poller *poller;
    uint64_t token;
    pid_t pid;       /* of the program, as its warden sees it */
    bool wrapped;    /* its number means nothing here */
    int program;     /* its pidfd; -1 where it has none any more */
    int warden;      /* pidfd of the warden, or of what wraps it */
    int control;
    int door;        /* asks a process that forks others for one; -1: it does not */
    bool forked;     /* its warden is no child of this process */
    bool asked;      /* another process forks it, which may hang */
    eager_channels channels;

    pthread_mutex_t lock; /* guards what follows */
    bool reaped;
    int32_t reap_status;
    eager_exit how;
};

/* Starts the warden; `child` holds the program's descriptors, and behind them room for one more. */
static int32_t start_warden(eager_process *self, const eager_start *start, int *child, int count)
{
    eager_warden_command command;
    int32_t status = eager_warden_command_write(&command, start, count);
    if (status < 0)
        return status;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -errno;
    self->control = ends[0];
    child[count] = ends[1];
    eager_program warden = {.path = command.parts[0], .arguments = command.parts, .environment = start->environment};
    eager_child started = {0, -1};
    int32_t step;
    status = eager_child_spawn(&warden, child, count + 1, &started, &step);
    close(ends[1]);
    self->pid = started.pid;
    self->warden = started.pidfd;
    self->wrapped = start->wrapper != NULL;
    return status;
}

/* As start_warden, by a parent that forks both. */
static int32_t ask_parent(eager_process *self, const eager_start *start, int *child)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -errno;
    self->control = ends[0];
    self->forked = self->asked = true;
    child[EAGER_CHANNELS] = ends[1];
    int32_t status = eager_fork_ask(start->parent->door, start, child);
    close(ends[1]);
    return status;
}

/* The parent forks while the sandbox is being made; the two meet at the entry. */
static int32_t start_entered(eager_process *self, const eager_start *start, int *child)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return -errno;
    self->asked = true;
    child[EAGER_CHANNELS] = ends[1];
    int32_t status = eager_fork_ask(start->parent->door, start, child);
    close(ends[1]);
    child[EAGER_CHANNELS] = ends[0];
    if (status == 0)
        status = start_warden(self, start, child, EAGER_CHANNELS + 1);
    close(ends[0]);
    return status;
}

static int32_t send_signal(int pidfd, int signal)
{
    return syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0) == 0 ? 0 : -errno;
}

/* Takes a report, and the pidfd that comes with it. False where there is none. */
static bool take_report(eager_process *self, eager_report *report, int flags)
{
    struct iovec text = {report, sizeof *report};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(2 * sizeof(int))];
    } rights;
    struct msghdr message = {.msg_iov = &text, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights.bytes};
    if (recvmsg(self->control, &message, flags | MSG_CMSG_CLOEXEC) != sizeof *report)
        return false;
    const struct cmsghdr *given = CMSG_FIRSTHDR(&message);
    if (given != NULL && given->cmsg_type == SCM_RIGHTS && given->cmsg_len == CMSG_LEN(2 * sizeof(int))) {
        int both[2];
        memcpy(both, CMSG_DATA(given), sizeof both);
        self->program = both[0];
        if (self->warden < 0)
            self->warden = both[1];
        else
            close(both[1]);
    }
    return true;
}

/* Waits for a report. The program may have stopped its warden: it is woken until it has reported. */
static bool await_report(eager_process *self, eager_report *report)
{
    struct pollfd control = {.fd = self->control, .events = POLLIN};
    for (int wakes = 0; poll(&control, 1, WAKE_MS) <= 0; wakes++) {
        if (self->asked && wakes == MOST_WAKES)
            return false; /* the parent hangs */
        if (!self->forked)
            send_signal(self->warden, SIGCONT);
    }
    return take_report(self, report, 0);
}

/* Waits until the program runs, or will not. */
static int32_t await_program(eager_process *self, int32_t *failed_step)
{
    eager_report report;
    while (await_report(self, &report) && report.kind != EAGER_REPORT_RUNNING) {
        if (report.kind == EAGER_REPORT_STARTED) {
            self->pid = report.pid;
            continue;
        }
        *failed_step = report.step;
        waitid((idtype_t)P_PIDFD, (id_t)self->warden, &(siginfo_t){0}, WEXITED);
        eager_descriptor_close(&self->warden);
        return -report.error;
    }
    return self->warden < 0 ? -ECHILD : 0;
}

static int32_t start_executed(eager_process *self, const eager_start *start, int *child)
{
    int count = EAGER_CHANNELS;
    int theirs = -1;
    if (start->forks != 0) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
            return -errno;
        self->door = ends[0];
        child[count++] = theirs = ends[1];
    }
    for (int i = 0; i < start->descriptor_count; i++)
        child[count++] = start->descriptors[i];
    int32_t status = start_warden(self, start, child, count);
    eager_descriptor_close(&theirs);
    return status;
}

static int32_t start_any(eager_process *self, const eager_start *start, int *child)
{
    if (start->parent == NULL)
        return start_executed(self, start, child);
    return start->wrapper != NULL ? start_entered(self, start, child) : ask_parent(self, start, child);
}

int32_t eager_process_start(
    eager_poller *poller, uint64_t token, const eager_start *start, eager_process **process, int32_t *failed_step)
{
    int32_t ignored;
    int32_t *step = failed_step != NULL ? failed_step : &ignored;
    *step = EAGER_STEP_HOST;
    if (start->descriptor_count < 0 || start->descriptor_count > MAX_GIVEN)
        return -EINVAL;
    eager_process *self = calloc(1, sizeof *self);
    if (self == NULL)
        return -ENOMEM;

    int child[EAGER_CHANNELS + MAX_GIVEN + 2];
    memset(child, -1, sizeof child);
    eager_channels_init(&self->channels);
    self->program = self->warden = self->control = self->door = -1;
    self->poller = poller;
    self->token = token;
    pthread_mutex_init(&self->lock, NULL);

    int32_t status = eager_channels_open(&self->channels, child, start->takes_input != 0);
    if (status == 0)
        status = start_any(self, start, child);
    for (int i = 0; i < EAGER_CHANNELS; i++)
        eager_descriptor_close(&child[i]);
    if (status == 0 && (status = await_program(self, step)) == 0)
        status = eager_channels_watch(&self->channels, self->warden, EAGER_READY_EXIT);
    if (status < 0) {
        eager_process_free(self);
        return status;
    }
    *step = EAGER_STEP_NONE;
    *process = self;
    return 0;
}

int32_t eager_process_pid(const eager_process *self)
{
    return self->pid;
}

int32_t eager_process_arm(eager_process *self, uint32_t reason)
{
    switch (reason) {
    case EAGER_WAKE_READABLE: return eager_poller_arm(self->poller, self->channels.inbox, EPOLLIN, self->token, reason);
    case EAGER_WAKE_WRITABLE: return eager_poller_arm(self->poller, self->channels.host[EAGER_FRAMES_IN], EPOLLOUT, self->token, reason);
    case EAGER_WAKE_EXITED: return eager_poller_arm(self->poller, self->warden, EPOLLIN, self->token, reason);
    case EAGER_WAKE_INPUT: return eager_poller_arm(self->poller, self->channels.host[EAGER_IN], EPOLLOUT, self->token, reason);
    default: return -EINVAL;
    }
}

int32_t eager_process_ready(eager_process *self)
{
    return eager_channels_ready(&self->channels);
}

int32_t eager_process_available(eager_process *self, uint32_t channel)
{
    return eager_channels_available(&self->channels, channel);
}

ptrdiff_t eager_process_read(eager_process *self, uint32_t channel, uint8_t *bytes, size_t capacity)
{
    return eager_channels_read(&self->channels, channel, bytes, capacity);
}

static ptrdiff_t write_some(int descriptor, const uint8_t *bytes, size_t count)
{
    ssize_t written = write(descriptor, bytes, count);
    if (written >= 0)
        return written;
    return errno == EINTR ? -EAGAIN : -errno;
}

static void hang_up(eager_process *self, int channel)
{
    int *descriptor = &self->channels.host[channel];
    if (*descriptor >= 0)
        eager_poller_forget(self->poller, *descriptor);
    eager_descriptor_close(descriptor);
}

ptrdiff_t eager_process_write(eager_process *self, const uint8_t *bytes, size_t count)
{
    return write_some(self->channels.host[EAGER_FRAMES_IN], bytes, count);
}

ptrdiff_t eager_process_write_input(eager_process *self, const uint8_t *bytes, size_t count)
{
    return write_some(self->channels.host[EAGER_IN], bytes, count);
}

void eager_process_end_input(eager_process *self)
{
    hang_up(self, EAGER_IN);
}

void eager_process_hang_up(eager_process *self)
{
    hang_up(self, EAGER_FRAMES_IN);
}

int32_t eager_process_signal(eager_process *self, int32_t signal)
{
    return self->program < 0 ? -ESRCH : send_signal(self->program, signal);
}

int32_t eager_process_kill(eager_process *self)
{
    shutdown(self->control, SHUT_WR);
    /* The program may have stopped its warden. */
    int32_t status = send_signal(self->warden, SIGCONT);
    return status == -ESRCH ? 0 : status;
}

int32_t eager_process_limit(eager_process *self, const eager_limits *limits)
{
    char text[EAGER_LIMITS_TEXT];
    if (limits->file_bytes != 0 || limits->open_files != 0)
        return -EINVAL;
    eager_limits_write(limits, text);
    return send(self->control, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT) < 0 ? -errno : 0;
}

/* A warden that somebody killed tells nothing: the kernel has killed its program, and the group is ended here. */
static void take_end(eager_process *self, const siginfo_t *warden)
{
    eager_report last = {0};
    if (take_report(self, &last, MSG_DONTWAIT) && last.kind == EAGER_REPORT_ENDED) {
        self->how = (eager_exit){.status = last.status, .signal = last.signal, .limit = last.limit, .used = last.used};
        return;
    }
    if (!self->wrapped)
        kill(-self->pid, SIGKILL);
    if (warden->si_code == CLD_EXITED)
        self->how.status = warden->si_status;
    else
        self->how.signal = warden->si_status;
}

static int32_t take_status(eager_process *self)
{
    siginfo_t warden = {.si_code = CLD_KILLED, .si_status = SIGKILL};
    struct pollfd over = {.fd = self->warden, .events = POLLIN};
    if (self->forked) {
        if (poll(&over, 1, 0) <= 0)
            return -EAGAIN;
        take_end(self, &warden);
        return 0;
    }
    warden = (siginfo_t){0};
    if (waitid((idtype_t)P_PIDFD, (id_t)self->warden, &warden, WEXITED | WNOHANG) != 0)
        return -errno;
    if (warden.si_pid == 0)
        return -EAGAIN;
    take_end(self, &warden);
    return 0;
}

int32_t eager_process_reap(eager_process *self, eager_exit *how)
{
    pthread_mutex_lock(&self->lock);
    if (!self->reaped) {
        self->reap_status = take_status(self);
        self->reaped = self->reap_status != -EAGAIN;
    }
    int32_t status = self->reap_status;
    *how = self->how;
    pthread_mutex_unlock(&self->lock);
    return status;
}

void eager_process_free(eager_process *self)
{
    if (self == NULL)
        return;
    if (self->warden >= 0) {
        eager_exit ignored;
        eager_process_kill(self);
        eager_process_reap(self, &ignored);
        eager_poller_forget(self->poller, self->warden);
        eager_poller_forget(self->poller, self->channels.inbox);
        hang_up(self, EAGER_FRAMES_IN);
        hang_up(self, EAGER_IN);
    }
    eager_descriptor_close(&self->program);
    eager_descriptor_close(&self->warden);
    eager_descriptor_close(&self->control);
    eager_descriptor_close(&self->door);
    eager_channels_close(&self->channels);
    pthread_mutex_destroy(&self->lock);
    free(self);
}
