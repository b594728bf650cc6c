#include "names.h"

#include <stdlib.h>

/* The walk over the captures of one statement, in source order. */
typedef struct Walk {
    EagerNames *names;
    uint64_t offset;
    uint32_t later_until, local_until; /* ends of the outermost open @scope and @local */

    /* The identifier at hand, until another one comes: the first pattern that names it wins. */
    uint32_t start, end;
    uint16_t pattern;
    uint8_t meaning; /* EagerCapture, 0 if there is none */
} Walk;

static bool append(EagerNames *self, uint64_t start, uint64_t end, EagerNameUse use) {
    if (self->count == self->capacity) {
        uint32_t capacity = self->capacity ? self->capacity * 2 : 256;
        EagerName *items = realloc(self->items, capacity * sizeof *items);
        if (!items) return false;
        self->items = items;
        self->capacity = capacity;
    }
    self->items[self->count++] = (EagerName){.start = start, .end = end, .use = use};
    return true;
}

static bool flush(Walk *self) {
    uint8_t meaning = self->meaning;
    bool later = self->start < self->later_until, inner = later || self->start < self->local_until;
    uint64_t start = self->offset + self->start, end = self->offset + self->end;
    self->meaning = 0;
    bool binds = meaning == EAGER_CAPTURE_BIND || meaning == EAGER_CAPTURE_UPDATE;
    bool reads = meaning == EAGER_CAPTURE_READ || meaning == EAGER_CAPTURE_UPDATE;
    if (binds && !inner && !append(self->names, start, end, EAGER_NAME_BIND)) return false;
    return !reads || append(self->names, start, end, later ? EAGER_NAME_READ_LATER : EAGER_NAME_READ);
}

static bool visit(Walk *self, const EagerQuery *query, const TSQueryMatch *match, uint32_t index) {
    const TSQueryCapture *capture = &match->captures[index];
    uint32_t start = ts_node_start_byte(capture->node), end = ts_node_end_byte(capture->node);
    uint8_t meaning = query->meanings[capture->index];
    if (meaning == EAGER_CAPTURE_SCOPE || meaning == EAGER_CAPTURE_LOCAL) {
        if (!flush(self)) return false;
        uint32_t *until = meaning == EAGER_CAPTURE_SCOPE ? &self->later_until : &self->local_until;
        if (end > *until) *until = end;
        return true;
    }
    bool same = self->meaning && start == self->start && end == self->end;
    if (same && match->pattern_index > self->pattern) return true;
    if (!same && !flush(self)) return false;
    self->start = start;
    self->end = end;
    self->pattern = match->pattern_index;
    self->meaning = meaning;
    return true;
}

bool eager_names_collect(EagerNames *self, const EagerLanguage *language, TSQueryCursor *cursor, TSNode root, uint64_t offset) {
    Walk walk = {.names = self, .offset = offset};
    TSQueryMatch match;
    uint32_t index;
    self->count = 0;
    ts_query_cursor_exec(cursor, language->names.query, root);
    while (ts_query_cursor_next_capture(cursor, &match, &index)) {
        if (!visit(&walk, &language->names, &match, index)) return false;
    }
    return flush(&walk);
}
