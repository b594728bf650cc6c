#define _GNU_SOURCE
#include "channels.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "eager/process.h"

enum { NO_CHANNEL = -1 };

static int channel_index(uint32_t channel)
{
    switch (channel) {
    case EAGER_READY_STDOUT: return EAGER_OUT;
    case EAGER_READY_STDERR: return EAGER_ERR;
    case EAGER_READY_FRAMES: return EAGER_FRAMES_OUT;
    default: return NO_CHANNEL;
    }
}

void eager_descriptor_close(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

void eager_channels_init(eager_channels *self)
{
    memset(self->host, -1, sizeof self->host);
    self->inbox = -1;
}

static int32_t open_pipes(int *host, int *child, bool takes_input)
{
    if (!takes_input) {
        child[EAGER_IN] = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (child[EAGER_IN] < 0)
            return -errno;
    }
    for (int i = takes_input ? EAGER_IN : EAGER_OUT; i < EAGER_CHANNELS; i++) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            return -errno;
        bool host_writes = i == EAGER_FRAMES_IN || i == EAGER_IN;
        host[i] = ends[host_writes ? 1 : 0];
        child[i] = ends[host_writes ? 0 : 1];
        if (fcntl(host[i], F_SETFL, O_NONBLOCK) != 0)
            return -errno;
    }
    return 0;
}

int32_t eager_channels_watch(eager_channels *self, int descriptor, uint32_t bit)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = bit};
    return epoll_ctl(self->inbox, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : -errno;
}

int32_t eager_channels_open(eager_channels *self, int *child, bool takes_input)
{
    int32_t status = open_pipes(self->host, child, takes_input);
    if (status < 0)
        return status;
    self->inbox = epoll_create1(EPOLL_CLOEXEC);
    if (self->inbox < 0)
        return -errno;
    if ((status = eager_channels_watch(self, self->host[EAGER_OUT], EAGER_READY_STDOUT)) < 0 ||
        (status = eager_channels_watch(self, self->host[EAGER_ERR], EAGER_READY_STDERR)) < 0)
        return status;
    return eager_channels_watch(self, self->host[EAGER_FRAMES_OUT], EAGER_READY_FRAMES);
}

int32_t eager_channels_ready(eager_channels *self)
{
    struct epoll_event events[4];
    int count = epoll_wait(self->inbox, events, 4, 0);
    if (count < 0)
        return errno == EINTR ? 0 : -errno;
    uint32_t bits = 0;
    for (int i = 0; i < count; i++)
        bits |= events[i].data.u32;
    return (int32_t)bits;
}

int32_t eager_channels_available(eager_channels *self, uint32_t channel)
{
    int index = channel_index(channel);
    if (index == NO_CHANNEL)
        return -EINVAL;
    if (self->host[index] < 0)
        return 0;
    int count = 0;
    return ioctl(self->host[index], FIONREAD, &count) == 0 ? count : -errno;
}

ptrdiff_t eager_channels_read(eager_channels *self, uint32_t channel, uint8_t *bytes, size_t capacity)
{
    int index = channel_index(channel);
    if (index == NO_CHANNEL || capacity == 0)
        return -EINVAL;
    int *descriptor = &self->host[index];
    if (*descriptor < 0)
        return 0;
    ssize_t count = read(*descriptor, bytes, capacity);
    if (count > 0)
        return count;
    if (count < 0)
        return errno == EINTR ? -EAGAIN : -errno;
    /* Taken out by name: another thread's child may hold the pipe open between its fork and its exec, and keep it in the set. */
    epoll_ctl(self->inbox, EPOLL_CTL_DEL, *descriptor, NULL);
    eager_descriptor_close(descriptor);
    return 0;
}

void eager_channels_close(eager_channels *self)
{
    eager_descriptor_close(&self->inbox);
    for (int i = 0; i < EAGER_CHANNELS; i++)
        eager_descriptor_close(&self->host[i]);
}
