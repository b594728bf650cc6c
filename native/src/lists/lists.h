/* Finds what is too long for the grammar to be asked about: long lists, from behind the first to the last separator of one bracket or
 * block, and long literals. Such text is hidden from it, so that a statement of any length is confirmed in little memory. Positions are
 * offsets from the start of the statement. */
#ifndef EAGER_LISTS_H
#define EAGER_LISTS_H

#include "../scanner.h"
#include "stack.h"

enum { EAGER_LITERAL_MARGIN = 1024 }; /* of a long literal, seen at either end */

typedef struct EagerLists {
    EagerStack separators; /* two entries an open bracket or block: one past its first and its last separator, 0 if there is none */
    EagerStack hidden;     /* pairs, ascending and apart */
    bool shortened;        /* something was hidden for its length */
} EagerLists;

static inline void eager_lists_begin(EagerLists *self) {
    self->hidden.count = 0;
    self->shortened = false;
}

static inline void eager_lists_cut(const EagerLists *self, EagerCut *cut) {
    cut->hidden = self->hidden.entries;
    cut->hidden_count = self->hidden.count;
    cut->shortened = self->shortened;
}

/* Hides a stretch, and what was hidden in it. False if memory ran out, as below. */
static inline bool eager_lists_hide(EagerLists *self, uint64_t start, uint64_t end) {
    EagerStack *hidden = &self->hidden;
    while (hidden->count && hidden->entries[hidden->count - 2] >= start) hidden->count -= 2;
    return eager_stack_push(hidden, (uint32_t)start) && eager_stack_push(hidden, (uint32_t)end);
}

static inline bool eager_lists_hide_long(EagerLists *self, uint64_t start, uint64_t end) {
    if (end < start + EAGER_MOST_CONFIRMED) return true;
    self->shortened = true;
    return eager_lists_hide(self, start, end);
}

static inline bool eager_lists_literal(EagerLists *self, uint64_t start, uint64_t end) {
    return end < start + 2 * EAGER_LITERAL_MARGIN || eager_lists_hide_long(self, start + EAGER_LITERAL_MARGIN, end - EAGER_LITERAL_MARGIN);
}

static inline bool eager_lists_open(EagerLists *self) {
    return eager_stack_push(&self->separators, 0) && eager_stack_push(&self->separators, 0);
}

/* A separator of the innermost bracket ends at `end`. */
static inline void eager_lists_separate(EagerLists *self, uint64_t end) {
    if (self->separators.count == 0) return;
    uint32_t *entries = &self->separators.entries[self->separators.count - 2];
    entries[1] = (uint32_t)end;
    if (entries[0] == 0) entries[0] = (uint32_t)end;
}

static inline bool eager_lists_close(EagerLists *self) {
    if (self->separators.count == 0) return true;
    self->separators.count -= 2;
    const uint32_t *entries = &self->separators.entries[self->separators.count];
    return eager_lists_hide_long(self, entries[0], entries[1]);
}

static inline void eager_lists_free(EagerLists *self) {
    eager_stack_free(&self->separators);
    eager_stack_free(&self->hidden);
}

#endif
