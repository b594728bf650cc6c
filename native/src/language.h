/* A grammar together with its compiled statement query: immutable, shared by chunkers. */
#ifndef EAGER_LANGUAGE_H
#define EAGER_LANGUAGE_H

#include "eager/eager.h"
#include "grammar.h"

struct EagerLanguage {
    const EagerGrammar *grammar;
    TSQuery *query;
    uint8_t *kinds; /* EagerKind of each capture of the query */
};

#endif
