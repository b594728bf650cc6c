/* The parts of compound statements and what continues them, as the language's query file tells it:
 * `((try_statement) (#continue! "try" "except" "finally") (#continue? "except" "except" "finally"))`. One pattern a statement, its first
 * directive for the word that begins it. Behind the part that begins with the directive's first word one of the others may follow, or has
 * to where it ends with `!`. `(#opens? "try")` says that the statement can run in parts, `(#opens-ahead? "def")` that it can be given in parts
 * to one who runs its body ahead of its call. */
#ifndef EAGER_CLAUSES_H
#define EAGER_CLAUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tree_sitter/api.h>

enum { EAGER_MOST_PARTS = 64, EAGER_MOST_CONTINUATIONS = 128 };

typedef struct EagerPart {
    const char *word; /* that begins it; owned by the query */
    uint32_t length;
    uint32_t statement; /* parts of one statement have the same */
    bool first;         /* the statement begins with it */
    bool required;      /* a continuation has to follow */
    bool opens;         /* the statement that begins with it can run in parts */
    bool opens_ahead;   /* its body can run ahead of a call */
    uint16_t continuations, count; /* a range of EagerClauses.continuations */
} EagerPart;

/* A part is known by its index; 0 is no part, which nothing continues. */
typedef struct EagerClauses {
    EagerPart parts[EAGER_MOST_PARTS];
    uint32_t continuations[EAGER_MOST_CONTINUATIONS];
    uint32_t part_count, continuation_count;
} EagerClauses;

/* Reads the directives of a query and disables the patterns that carry them. False, with *error_at, where one makes no sense or names a
 * word that is no token of the grammar. */
bool eager_clauses_read(EagerClauses *self, TSQuery *query, const TSLanguage *grammar, uint32_t *error_at);

static inline bool eager_part_begins_with(const EagerPart *self, const char *word, size_t length) {
    if (self->length != length) return false;
    for (size_t i = 0; i < length; i++) {
        if (self->word[i] != word[i]) return false;
    }
    return true;
}

static inline bool eager_clauses_required(const EagerClauses *self, uint32_t part) { return self->parts[part].required; }

static inline bool eager_clauses_opens(const EagerClauses *self, uint32_t part) { return self->parts[part].opens; }

static inline bool eager_clauses_opens_ahead(const EagerClauses *self, uint32_t part) { return self->parts[part].opens_ahead; }

static inline bool eager_clauses_closed(const EagerClauses *self, uint32_t part) { return self->parts[part].count == 0; }

#endif
