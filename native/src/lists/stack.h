/* A growing stack of 32-bit entries for scanners whose language bounds no nesting. It grows by doubling and is never shrunk,
 * so feeding a warm chunker allocates nothing. */
#ifndef EAGER_STACK_H
#define EAGER_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct EagerStack {
    uint32_t *entries;
    size_t count, capacity;
} EagerStack;

static inline bool eager_stack_push(EagerStack *self, uint32_t entry) {
    if (self->count == self->capacity) {
        size_t capacity = self->capacity ? self->capacity * 2 : 64;
        uint32_t *entries = realloc(self->entries, capacity * sizeof *entries);
        if (!entries) return false;
        self->entries = entries;
        self->capacity = capacity;
    }
    self->entries[self->count++] = entry;
    return true;
}

/* The entry on top, or 0. */
static inline uint32_t eager_stack_top(const EagerStack *self) { return self->count ? self->entries[self->count - 1] : 0; }

static inline void eager_stack_pop(EagerStack *self) { self->count -= self->count > 0; }

static inline void eager_stack_free(EagerStack *self) { free(self->entries); }

#endif
