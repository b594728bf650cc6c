#include "command.h"

#include <errno.h>
#include <stdio.h>

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
