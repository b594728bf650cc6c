#include "source.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 4096 };

static bool begin_sequence(EagerUtf8 *state, uint8_t lead, uint64_t at) {
    *state = (EagerUtf8){.start = at, .low = 0x80, .high = 0xBF};
    if (lead >= 0xC2 && lead <= 0xDF) state->missing = 1;
    else if (lead >= 0xE0 && lead <= 0xEF) state->missing = 2;
    else if (lead >= 0xF0 && lead <= 0xF4) state->missing = 3;
    else return false;
    if (lead == 0xE0) state->low = 0xA0;       /* overlong */
    else if (lead == 0xED) state->high = 0x9F; /* surrogates */
    else if (lead == 0xF0) state->low = 0x90;  /* overlong */
    else if (lead == 0xF4) state->high = 0x8F; /* above U+10FFFF */
    return true;
}

static void validate(EagerSource *self, const uint8_t *bytes, size_t length, uint64_t offset) {
    EagerUtf8 state = self->utf8;
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        bool valid = true;
        if (state.missing == 0) {
            if (byte < 0x80) continue;
            valid = begin_sequence(&state, byte, offset + i);
        } else if (byte < state.low || byte > state.high) {
            valid = false;
        } else {
            state.missing--;
            state.low = 0x80;
            state.high = 0xBF;
        }
        if (!valid) {
            self->invalid_at = state.start;
            return;
        }
    }
    self->utf8 = state;
}

/* Makes room for `length` more bytes. Moving what is kept is paid for by the bytes given up, so it is constant work a byte. */
static bool make_room(EagerSource *self, size_t length, uint64_t keep) {
    size_t gone = (size_t)(keep - self->base), kept = self->length - gone;
    if (gone > 0 && gone >= kept) {
        memmove(self->bytes, self->bytes + gone, kept);
        self->base = keep;
        self->length = kept;
    }
    if (self->capacity - self->length >= length) return true;
    size_t capacity = self->capacity;
    while (capacity - self->length < length) {
        if (capacity > SIZE_MAX / 2) return false;
        capacity *= 2;
    }
    uint8_t *bytes = realloc(self->bytes, capacity);
    if (!bytes) return false;
    self->bytes = bytes;
    self->capacity = capacity;
    return true;
}

bool eager_source_init(EagerSource *self) {
    *self = (EagerSource){.bytes = malloc(FIRST_CAPACITY), .capacity = FIRST_CAPACITY, .invalid_at = UINT64_MAX};
    return self->bytes != NULL;
}

bool eager_source_append(EagerSource *self, const uint8_t *bytes, size_t length, uint64_t keep) {
    if (length == 0) return true;
    if (!make_room(self, length, keep)) return false;
    uint64_t offset = eager_source_end(self);
    memcpy(self->bytes + self->length, bytes, length);
    self->length += length;
    if (self->invalid_at == UINT64_MAX) validate(self, bytes, length, offset);
    self->last_line = eager_lines_advance(&self->lines, self, offset + length - 1);
    eager_lines_advance(&self->lines, self, offset + length);
    return true;
}

uint64_t eager_source_valid_end(const EagerSource *self) {
    if (self->invalid_at != UINT64_MAX) return self->invalid_at;
    return self->utf8.missing ? self->utf8.start : eager_source_end(self);
}

uint32_t eager_lines_advance(EagerLines *self, const EagerSource *source, uint64_t to) {
    const uint8_t *byte = eager_source_at(source, self->at);
    const uint8_t *end = eager_source_at(source, to);
    uint32_t breaks = self->breaks;
    bool after_cr = self->after_cr;
    for (; byte < end; byte++) {
        breaks += *byte == '\n' || after_cr;
        after_cr = *byte == '\r';
    }
    self->breaks = breaks;
    self->after_cr = after_cr;
    self->at = to;
    bool inside_crlf = to < eager_source_end(source) && *end == '\n';
    return breaks + 1 + (after_cr && !inside_crlf);
}
