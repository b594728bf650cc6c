/* Tree-sitter's verdict on the text of one statement. */
#ifndef EAGER_SYNTAX_H
#define EAGER_SYNTAX_H

#include "names.h"

typedef struct EagerSyntax {
    const EagerLanguage *language;
    TSParser *parser;
    TSQueryCursor *statement_cursor, *name_cursor;
    EagerNames names;
    uint8_t *blanked; /* text with stretches blanked out, for the few statements that need it */
    size_t capacity;
} EagerSyntax;

/* False if memory ran out; eager_syntax_release frees what was made. */
bool eager_syntax_init(EagerSyntax *self, const EagerLanguage *language);

void eager_syntax_release(EagerSyntax *self);

/* Parses the text of a cut, which `bytes` points at, once, as a program of its own. False if the grammar does not accept it whole. What
 * is longer than EAGER_MOST_CONFIRMED without its hidden stretches is accepted unseen, as one of unknown kind.
 * `tree` receives the tree, which the caller deletes, or NULL if it has no names to give. */
bool eager_syntax_accepts(EagerSyntax *self, const uint8_t *bytes, const EagerCut *cut, EagerKind *kind, TSTree **tree);

/* Whether the code of a cut, up to its last token, is an expression in a language where one may end the program unterminated. */
bool eager_syntax_accepts_expression(EagerSyntax *self, const uint8_t *bytes, const EagerCut *cut);

/* Collects in self->names the names of a statement that starts at `start`. False if memory ran out. */
bool eager_syntax_name(EagerSyntax *self, const TSTree *tree, uint64_t start);

#endif
