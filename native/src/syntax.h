/* Tree-sitter's verdict on the text of one statement. */
#ifndef EAGER_SYNTAX_H
#define EAGER_SYNTAX_H

#include "language.h"

typedef struct EagerSyntax {
    const EagerLanguage *language;
    TSParser *parser;
    TSQueryCursor *cursor;
    uint8_t *blanked; /* text with stretches blanked out, for the few statements that need it */
    size_t capacity;
} EagerSyntax;

/* False if memory ran out; eager_syntax_release frees what was made. */
bool eager_syntax_init(EagerSyntax *self, const EagerLanguage *language);

void eager_syntax_release(EagerSyntax *self);

/* Parses the text of a cut, which `bytes` points at, once, as a program of its own. False if the grammar does not accept it whole. */
bool eager_syntax_accepts(EagerSyntax *self, const uint8_t *bytes, const EagerCut *cut, EagerKind *kind);

#endif
