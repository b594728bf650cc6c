#define _GNU_SOURCE
#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void append(eager_warden_command *self, const char *part)
{
    if (self->count < EAGER_MAX_ARGUMENTS)
        self->parts[self->count] = part;
    self->count++;
}

static void append_all(eager_warden_command *self, const char *const *parts)
{
    while (parts != NULL && *parts != NULL)
        append(self, *parts++);
}

void eager_limits_write(const eager_limits *self, char text[static EAGER_LIMITS_TEXT])
{
    snprintf(text, EAGER_LIMITS_TEXT, "%lld,%lld,%lld,%lld,%lld,%lld", (long long)self->duration_ms, (long long)self->processor_ms,
        (long long)self->memory_bytes, (long long)self->processes, (long long)self->file_bytes, (long long)self->open_files);
}

int32_t eager_warden_command_write(eager_warden_command *self, const eager_start *start, int descriptors)
{
    snprintf(self->descriptors, sizeof self->descriptors, "%d", descriptors);
    eager_limits_write(&start->limits, self->limits);
    const char *place = start->directory != NULL ? start->directory : ".";
    const char *filter = start->filtered != 0 ? "on" : "off";
    const char *own[] = {start->warden, "--descriptors", self->descriptors, "--directory", place, "--filter", filter, "--limits",
        self->limits, "--program", start->path, "--", NULL};
    self->count = 0;
    append_all(self, start->wrapper);
    append_all(self, own);
    append_all(self, start->arguments);
    append(self, NULL);
    return self->count <= EAGER_MAX_ARGUMENTS ? 0 : -E2BIG;
}

int32_t eager_fork_ask(int door, const eager_start *start, const int *descriptors)
{
    char limits[EAGER_LIMITS_TEXT];
    eager_limits_write(&start->limits, limits);
    /* The zero byte that ends the warden's path parts it from the limits. */
    struct iovec text[] = {{(void *)(uintptr_t)start->warden, strlen(start->warden) + 1}, {limits, strlen(limits)}};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(EAGER_FORK_DESCRIPTORS * sizeof(int))];
    } rights = {.header = {.cmsg_len = CMSG_LEN(EAGER_FORK_DESCRIPTORS * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    memcpy(CMSG_DATA(&rights.header), descriptors, EAGER_FORK_DESCRIPTORS * sizeof(int));
    struct msghdr message = {.msg_iov = text, .msg_iovlen = 2, .msg_control = &rights, .msg_controllen = sizeof rights.bytes};
    return sendmsg(door, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 ? -errno : 0;
}
