/* The pipes between the host and a program, seen from the host. */
#ifndef EAGER_CHANNELS_H
#define EAGER_CHANNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A program's own descriptors, in the order of their numbers there. */
enum { EAGER_IN, EAGER_OUT, EAGER_ERR, EAGER_FRAMES_IN, EAGER_FRAMES_OUT, EAGER_CHANNELS };

typedef struct eager_channels {
    int host[EAGER_CHANNELS]; /* the host's ends; -1 where closed */
    int inbox;                /* epoll over all that can be read, level-triggered */
} eager_channels;

/* Nothing is open. */
void eager_channels_init(eager_channels *self);

/* Opens the program's descriptors and the host's other ends. Where it fails some of `child` may be open. Returns 0 or -errno. */
int32_t eager_channels_open(eager_channels *self, int *child, bool takes_input);

/* Adds a descriptor to what eager_channels_ready() tells of, as `bit`. Returns 0 or -errno. */
int32_t eager_channels_watch(eager_channels *self, int descriptor, uint32_t bit);

/* As the functions of eager/process.h. */
int32_t eager_channels_ready(eager_channels *self);
int32_t eager_channels_available(eager_channels *self, uint32_t channel);
ptrdiff_t eager_channels_read(eager_channels *self, uint32_t channel, uint8_t *bytes, size_t capacity);

void eager_channels_close(eager_channels *self);

/* Closes a descriptor where it is open, and makes it -1. */
void eager_descriptor_close(int *descriptor);

#endif
