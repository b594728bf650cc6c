/* The text that is fed and not yet given up: one growing buffer, UTF-8 validation, line counting. */
#ifndef EAGER_SOURCE_H
#define EAGER_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decoder state between two bytes of one code point. */
typedef struct EagerUtf8 {
    uint64_t start; /* offset of the code point's first byte */
    uint8_t missing;
    uint8_t low, high; /* range of the next byte */
} EagerUtf8;

/* Counts line breaks incrementally; "\r\n" is one, wherever it is cut. */
typedef struct EagerLines {
    uint64_t at;     /* bytes passed */
    uint32_t breaks; /* in them, a '\r' at their end excepted */
    bool after_cr;
} EagerLines;

typedef struct EagerSource {
    uint8_t *bytes;
    size_t length, capacity;
    uint64_t base;       /* offset of bytes[0] */
    uint64_t invalid_at; /* first byte of the first sequence that is not UTF-8, or UINT64_MAX */
    EagerUtf8 utf8;
    EagerLines lines;   /* up to the end */
    uint32_t last_line; /* of the last byte, counted from 1 */
} EagerSource;

/* False if memory ran out. The buffer is freed with free(bytes). */
bool eager_source_init(EagerSource *self);

/* Appends bytes; false if memory ran out. Text before `keep` is given up. */
bool eager_source_append(EagerSource *self, const uint8_t *bytes, size_t length, uint64_t keep);

/* One past the last byte that may be judged: all complete, valid UTF-8. */
uint64_t eager_source_valid_end(const EagerSource *self);

static inline uint64_t eager_source_end(const EagerSource *self) { return self->base + self->length; }

static inline const uint8_t *eager_source_at(const EagerSource *self, uint64_t at) { return self->bytes + (at - self->base); }

/* Moves a line counter forward to `to` and gives the line of the byte there, counted from 1. */
uint32_t eager_lines_advance(EagerLines *self, const EagerSource *source, uint64_t to);

#endif
