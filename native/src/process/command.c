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

int32_t eager_warden_command_write(eager_warden_command *self, const eager_start *start, int descriptors)
{
    snprintf(self->descriptors, sizeof self->descriptors, "%d", descriptors);
    const eager_limits *most = &start->limits;
    snprintf(self->limits, sizeof self->limits, "%lld,%lld,%lld,%lld,%lld,%lld", (long long)most->duration_ms,
        (long long)most->processor_ms, (long long)most->memory_bytes, (long long)most->processes, (long long)most->file_bytes,
        (long long)most->open_files);
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
