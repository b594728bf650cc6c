/* The one interface between the chunker and the lexical rules of a language, after the fashion of tree-sitter's external
 * scanners. A scanner walks the text once and finds the places at which a statement is lexically certain to be over. */
#ifndef EAGER_SCANNER_H
#define EAGER_SCANNER_H

#include "clauses.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The text a scanner may look at: all that is not yet released, up to what has been fed. Positions are offsets in the stream. */
typedef struct EagerText {
    const uint8_t *bytes; /* bytes[0] lies at offset `base` */
    uint64_t base;
    uint64_t at;  /* the next byte to read */
    uint64_t end; /* one past the last byte fed */
    bool final;   /* nothing follows `end` */
    const EagerClauses *clauses; /* of the language */
} EagerText;

/* Bytes of one statement that the grammar is asked about: it takes some 60 times as much memory. The fuzzer makes do with less. */
#ifndef EAGER_MOST_CONFIRMED
#define EAGER_MOST_CONFIRMED (1u << 20)
#endif

/* A statement that is lexically over. */
typedef struct EagerCut {
    uint64_t start;      /* its first token */
    uint64_t end;        /* one past its last token */
    uint64_t extent_end; /* one past the last byte of its last line */
    uint64_t decided;    /* one past the byte that made it certain */
    const uint32_t *hidden; /* pairs of offsets from `start`: stretches the grammar need not see, read as blank */
    size_t hidden_count;    /* entries, twice the pairs */
    bool shortened;      /* some of them only for their length: what the grammar says of the rest is no reason to hold it */
    bool expression;     /* with EAGER_STEP_CUT_OFF: whole, if it is an expression */
    uint8_t settled;     /* its EagerKind, if the grammar need not be asked: lines that no grammar has to know */
    uint8_t role;        /* its EagerRole; a closed one is empty: start == end == extent_end */
    uint16_t depth;      /* open statements around it */
} EagerCut;

typedef enum EagerStep {
    EAGER_STEP_ON,        /* internal to scanners: go on reading */
    EAGER_STEP_MORE,      /* everything fed was read, or what follows `at` cannot be judged without more */
    EAGER_STEP_STATEMENT, /* a statement is over: the cut is filled in */
    EAGER_STEP_ERROR,     /* no continuation is valid: `at` is the first byte that makes it so */
    EAGER_STEP_NO_MEMORY,
    EAGER_STEP_CUT_OFF    /* only from finish: the text ends inside a statement, the cut says where it began */
} EagerStep;

typedef struct EagerScanner {
    size_t state_size; /* of a state; zero bytes are a valid state for the start of a program */

    /* Reads on from text->at and moves it. Constant work a byte, no allocation; may step back at most to the start of the word
     * or line that decided. After a statement it is called again with the text that follows. */
    EagerStep (*scan)(void *state, EagerText *text, EagerCut *cut);

    /* Called at a clean end of the stream, after scan gave EAGER_STEP_MORE with text->final: EAGER_STEP_STATEMENT, _MORE (nothing
     * is left but blank text), _ERROR or _CUT_OFF. Every cut but a closed one has start < end <= extent_end. */
    EagerStep (*finish)(void *state, EagerText *text, EagerCut *cut);

    /* Makes ready to read the unfinished statement again from its start, in parts; false if it cannot be opened. `ahead`: a function, too. May
     * be NULL. */
    bool (*open)(void *state, bool ahead);

    /* Frees what the state holds beside itself; may be NULL. */
    void (*release)(void *state);
} EagerScanner;

static inline uint8_t eager_text_byte(const EagerText *text, uint64_t at) { return text->bytes[at - text->base]; }

/* Whether `count` bytes can be read from `at` on, or the text is known to end before that. */
static inline bool eager_text_reaches(const EagerText *text, uint64_t count) {
    return text->final || text->end - text->at >= count;
}

/* The byte `ahead` of the next one, or 0 behind the end of the text. */
static inline uint8_t eager_text_peek(const EagerText *text, uint64_t ahead) {
    return text->end - text->at > ahead ? eager_text_byte(text, text->at + ahead) : 0;
}

static inline bool eager_text_is(const EagerText *text, uint64_t start, uint64_t end, const char *word) {
    size_t length = strlen(word);
    return end - start == length && memcmp(text->bytes + (start - text->base), word, length) == 0;
}

/* Whether the whole word lies at text->at, in a language whose words are made of these bytes: 1, 0, or -1 if it is cut. */
static inline int eager_text_word_ahead(const EagerText *text, const char *word, bool (*is_word_byte)(uint8_t)) {
    uint64_t there = text->end - text->at, length = strlen(word);
    if (memcmp(text->bytes + (text->at - text->base), word, there < length ? there : length) != 0) return 0;
    if (there < length) return text->final ? 0 : -1;
    if (there == length) return text->final ? 1 : -1;
    return !is_word_byte(eager_text_peek(text, length));
}

/* The part of a compound statement that begins with the word from `start` to `end`, or 0. */
static inline uint32_t eager_text_first_part(const EagerText *text, uint64_t start, uint64_t end) {
    const char *word = (const char *)text->bytes + (start - text->base);
    for (uint32_t i = 1; i < text->clauses->part_count; i++) {
        const EagerPart *part = &text->clauses->parts[i];
        if (part->first && eager_part_begins_with(part, word, end - start)) return i;
    }
    return 0;
}

/* Whether the word continues statements and begins none. */
static inline bool eager_text_only_continues(const EagerText *text, uint64_t start, uint64_t end) {
    const char *word = (const char *)text->bytes + (start - text->base);
    bool known = false;
    for (uint32_t i = 1; i < text->clauses->part_count; i++) {
        const EagerPart *part = &text->clauses->parts[i];
        if (!eager_part_begins_with(part, word, end - start)) continue;
        if (part->first) return false;
        known = true;
    }
    return known;
}

/* The part that continues `part` and begins with the word from `start` to `end`, or 0. */
static inline uint32_t eager_text_continuation(const EagerText *text, uint32_t part, uint64_t start, uint64_t end) {
    const EagerPart *before = &text->clauses->parts[part];
    for (uint32_t i = 0; i < before->count; i++) {
        uint32_t next = text->clauses->continuations[before->continuations + i];
        if (eager_part_begins_with(&text->clauses->parts[next], (const char *)text->bytes + (start - text->base), end - start)) return next;
    }
    return 0;
}

/* The part at text->at that continues `part`, 0 if there is none; *cut where its word is cut. */
static inline uint32_t eager_text_next_part(const EagerText *text, uint32_t part, bool (*is_word_byte)(uint8_t), bool *cut) {
    const EagerPart *before = &text->clauses->parts[part];
    *cut = false;
    for (uint32_t i = 0; i < before->count; i++) {
        uint32_t next = text->clauses->continuations[before->continuations + i];
        const char *word = text->clauses->parts[next].word;
        bool sign = !is_word_byte((uint8_t)word[0]);
        int ahead = sign ? eager_text_peek(text, 0) == (uint8_t)word[0] : eager_text_word_ahead(text, word, is_word_byte);
        if (ahead > 0) return next;
        *cut |= ahead < 0;
    }
    return 0;
}

#endif
