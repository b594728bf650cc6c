/**
 * libeager: cuts a stream of program text into statements, each released as soon as no continuation of the stream
 * can change it.
 *
 * Conventions
 *  - Functions are named `eager_<noun>_<verb>` and take the object first.
 *  - A negative status is an error; see EagerStatus. Every size is explicit, nothing is NUL-terminated by contract.
 *  - Offsets count bytes from 0 at the start of the stream; lines count from 1. "\n", "\r\n" and a lone "\r" each end a line.
 *  - There is no global state. An EagerLanguage is immutable and may be shared between threads; an EagerChunker belongs to
 *    one thread at a time.
 */
#ifndef EAGER_EAGER_H
#define EAGER_EAGER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define EAGER_API __attribute__((visibility("default")))
#else
#define EAGER_API
#endif

typedef struct EagerLanguage EagerLanguage;
typedef struct EagerChunker EagerChunker;

typedef enum EagerStatus {
    EAGER_OK = 0,
    EAGER_OUT_OF_MEMORY = -1,
    EAGER_UNKNOWN_LANGUAGE = -2, /* no language of that name is registered */
    EAGER_BAD_QUERY = -3,        /* the statement query does not compile, or names an unknown capture */
    EAGER_TOO_LONG = -4,         /* an unfinished statement is longer than the limit; nothing more is accepted */
    EAGER_ENDED = -5             /* fed after the end of the stream */
} EagerStatus;

/** What a statement is. A line that chains several statements has the kind of the one that does most work. */
typedef enum EagerKind {
    EAGER_KIND_UNKNOWN = 0, /* the grammar did not recognise the text; it is still cut where the language cuts it */
    EAGER_KIND_IMPORT = 1,
    EAGER_KIND_DEFINITION = 2,
    EAGER_KIND_ASSIGNMENT = 3,
    EAGER_KIND_EXPRESSION = 4,
    EAGER_KIND_CONTROL_FLOW = 5,
    EAGER_KIND_DIRECTIVE = 6
} EagerKind;

typedef struct EagerSpan {
    uint64_t start;    /* first byte */
    uint64_t end;      /* one past the last byte */
    uint32_t line;     /* line of the first byte */
    uint32_t end_line; /* line of the last byte, inclusive */
} EagerSpan;

/** What a released piece of the program is. All but the first come only where a statement was opened: see eager_chunker_open. */
typedef enum EagerRole {
    EAGER_ROLE_WHOLE = 0,  /* a whole top-level statement */
    EAGER_ROLE_OPENED = 1, /* the header of a compound statement: its block follows */
    EAGER_ROLE_LEAF = 2,   /* a whole statement inside of an open block */
    EAGER_ROLE_CLAUSE = 3, /* a further header of the open statement, with its suite where that is on the same line */
    EAGER_ROLE_CLOSED = 4  /* nothing more belongs to the open statement: an empty stretch */
} EagerRole;

typedef struct EagerStatement {
    EagerSpan extent;     /* everything since the previous statement, up to the end of this one's last line */
    EagerSpan code;       /* from its first to its last token */
    uint64_t released_at; /* bytes that had been fed when it was released */
    uint32_t kind;        /* EagerKind */
    uint16_t role;        /* EagerRole */
    uint16_t depth;       /* open statements around it, itself not counted */
} EagerStatement;

/** How a statement uses a name. */
typedef enum EagerNameUse {
    EAGER_NAME_BIND = 0,      /* binds or changes it at top level */
    EAGER_NAME_READ = 1,      /* reads it when the statement runs; may be a name of a scope inside the statement */
    EAGER_NAME_READ_LATER = 2 /* reads it when a function or type defined here is used */
} EagerNameUse;

typedef struct EagerName {
    uint64_t start, end; /* bytes of the name */
    uint32_t use;        /* EagerNameUse */
    uint32_t reserved;
} EagerName;

/** No such position: see EagerProgress. */
#define EAGER_NOWHERE UINT64_MAX

typedef struct EagerProgress {
    uint64_t position;   /* bytes fed */
    uint64_t error_at;   /* first byte at which no continuation is a valid program, or EAGER_NOWHERE */
    uint64_t suspect_at; /* first byte of a finished statement that the grammar, perhaps wrongly, rejects, or EAGER_NOWHERE */
    uint64_t unfinished_at; /* end of the last released extent: there the statement begins that waits for its end */
    EagerSpan pending;   /* fed, and in no statement taken with eager_chunker_next */
    EagerSpan suspect;   /* extent of the statement at suspect_at, empty if there is none */
} EagerProgress;

/**
 * Loads a registered language with two tree-sitter queries. Of several patterns for one node the first in the query wins.
 *
 * @param statements names what the children of the root are: `@import`, `@definition`, `@assignment`, `@expression`, `@control`,
 *                   `@directive`; what continues compound statements: `(#continue? "if" "elif" "else")`; and which of them can be opened:
 *                   `(#opens? "if")`, or `(#opens-ahead? "def")`; see src/clauses.h
 * @param names      names identifiers: `@bind`, `@read`, `@update` (both), `@skip` (no name), and stretches of text: `@scope` (runs later),
 *                   `@local` (binds names of its own). May be empty: then no names are given.
 * @param out        receives the language, owned by the caller and freed with eager_language_delete
 * @param error_at   receives the byte at which a query failed to compile, if the status is EAGER_BAD_QUERY
 */
EAGER_API int32_t eager_language_load(
    const char *name, size_t name_length,
    const char *statements, size_t statements_length,
    const char *names, size_t names_length,
    EagerLanguage **out, uint32_t *error_at);

/** Frees a language. Every chunker that uses it must have been deleted before. */
EAGER_API void eager_language_delete(EagerLanguage *self);

/**
 * Creates a chunker for one stream.
 *
 * @param limit largest number of bytes that may wait for the end of one statement; bounds the memory of the chunker
 * @param out   receives the chunker, owned by the caller and freed with eager_chunker_delete
 */
EAGER_API int32_t eager_chunker_create(const EagerLanguage *language, size_t limit, EagerChunker **out);

EAGER_API void eager_chunker_delete(EagerChunker *self);

/**
 * Feeds the next bytes, cut anywhere. The bytes are copied. Text of statements that were taken is given up.
 *
 * @return the number of statements ready to be taken with eager_chunker_next, or a negative status
 */
EAGER_API int32_t eager_chunker_feed(EagerChunker *self, const uint8_t *bytes, size_t length);

/**
 * Says that the stream ended cleanly: what is held, if it is a statement, can no longer change and is released.
 *
 * @return as eager_chunker_feed
 */
EAGER_API int32_t eager_chunker_complete(EagerChunker *self);

/**
 * Releases the suspect statement of EagerProgress as it stands, kind unknown, and goes on behind it: for a caller who asked the
 * language's own compiler. Without it, everything from the suspect on is held until the end of the stream.
 *
 * @return as eager_chunker_feed
 */
EAGER_API int32_t eager_chunker_accept(EagerChunker *self);

/**
 * Opens the statement that waits for its end, if its header is complete and the language opens such blocks: it is read again from its start and
 * given in parts, each as soon as it is certain. A compound statement among them is gathered in its turn, until it is opened, too. Does
 * nothing where there is nothing to open, and where the language opens no blocks.
 *
 * @param ahead not 0 to open functions, too, whose body may run ahead of a call: those at top level without decorators and parameters. What is in
 *              them is gathered whole.
 * @return as eager_chunker_feed
 */
EAGER_API int32_t eager_chunker_open(EagerChunker *self, int32_t ahead);

/** Takes the next released statement, in source order: 1, or 0 if there is none. */
EAGER_API int32_t eager_chunker_next(EagerChunker *self, EagerStatement *out);

/**
 * The names of the statement that eager_chunker_next gave last, in source order; none for kind unknown and for statements over
 * 1 MiB, which the grammar sees in part. They are collected when they are asked for, from the tree that confirmed the statement.
 *
 * @param out receives the names, owned by the chunker and valid until the next call that takes a chunker that is not const
 * @return how many there are, or a negative status
 */
EAGER_API int32_t eager_chunker_names(EagerChunker *self, const EagerName **out);

EAGER_API void eager_chunker_report(const EagerChunker *self, EagerProgress *out);

/**
 * Text from `start` to `end`, which lie in a statement taken since the last feed or in what is pending. Owned by the chunker,
 * valid until the next feed. NULL if any of it was given up or not fed yet.
 */
EAGER_API const uint8_t *eager_chunker_text(const EagerChunker *self, uint64_t start, uint64_t end);

#ifdef __cplusplus
}
#endif

#endif
