/* A grammar together with its compiled statement query: immutable, shared by chunkers. */
#ifndef EAGER_LANGUAGE_H
#define EAGER_LANGUAGE_H

#include "eager/eager.h"
#include "clauses.h"
#include "grammar.h"

/* What a capture of the names query says. */
typedef enum EagerCapture {
    EAGER_CAPTURE_BIND = 1,
    EAGER_CAPTURE_READ,
    EAGER_CAPTURE_UPDATE,
    EAGER_CAPTURE_SKIP,
    EAGER_CAPTURE_SCOPE,
    EAGER_CAPTURE_LOCAL
} EagerCapture;

/* A query and the meaning of each of its captures. */
typedef struct EagerQuery {
    TSQuery *query; /* NULL if there is none */
    uint8_t *meanings;
} EagerQuery;

struct EagerLanguage {
    const EagerGrammar *grammar;
    EagerQuery statements; /* meanings are of EagerKind */
    EagerQuery names;      /* meanings are of EagerCapture */
    EagerClauses clauses;
};

#endif
