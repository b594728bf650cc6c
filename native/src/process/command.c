#define _GNU_SOURCE
#include "command.h"

#include <errno.h>
#include <stdbool.h>
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
    const char *both[] = {start->warden, "--descriptors", self->descriptors, "--limits", self->limits, NULL};
    const char *entered[] = {"--enter", "yes", "--", NULL};
    const char *started[] = {"--directory", place, "--filter", filter, "--program", start->path, "--", NULL};
    self->count = 0;
    append_all(self, start->wrapper);
    append_all(self, both);
    append_all(self, start->parent != NULL ? entered : started);
    append_all(self, start->arguments);
    append(self, NULL);
    return self->count <= EAGER_MAX_ARGUMENTS ? 0 : -E2BIG;
}

/* Each part ends with a zero byte. False where it does not fit. */
static bool append_text(char text[static EAGER_FORK_TEXT], size_t *length, const char *part)
{
    size_t size = strlen(part) + 1;
    if (size > EAGER_FORK_TEXT - *length)
        return false;
    memcpy(text + *length, part, size);
    *length += size;
    return true;
}

int32_t eager_fork_ask(int door, const eager_start *start, const int *descriptors)
{
    char text[EAGER_FORK_TEXT], limits[EAGER_LIMITS_TEXT];
    eager_limits_write(&start->limits, limits);
    size_t length = 0;
    if (!append_text(text, &length, start->warden) || !append_text(text, &length, limits))
        return -E2BIG;
    for (const char *const *variable = start->environment; variable != NULL && *variable != NULL; variable++) {
        if (!append_text(text, &length, *variable))
            return -E2BIG;
    }
    struct iovec whole = {text, length - 1};
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(EAGER_FORK_DESCRIPTORS * sizeof(int))];
    } rights = {.header = {.cmsg_len = CMSG_LEN(EAGER_FORK_DESCRIPTORS * sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS}};
    memcpy(CMSG_DATA(&rights.header), descriptors, EAGER_FORK_DESCRIPTORS * sizeof(int));
    struct msghdr message = {.msg_iov = &whole, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights.bytes};
    return sendmsg(door, &message, MSG_NOSIGNAL | MSG_DONTWAIT) < 0 ? -errno : 0;
}
