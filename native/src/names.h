/* The names a statement binds and reads, read off its syntax tree. */
#ifndef EAGER_NAMES_H
#define EAGER_NAMES_H

#include "language.h"

/* A reused list. */
typedef struct EagerNames {
    EagerName *items;
    uint32_t count, capacity;
} EagerNames;

/* Fills the list with the names under `root`, whose bytes lie `offset` further on in the stream. False if memory ran out. */
bool eager_names_collect(EagerNames *self, const EagerLanguage *language, TSQueryCursor *cursor, TSNode root, uint64_t offset);

#endif
