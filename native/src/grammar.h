/* What the native side knows of a language: its grammar and its scanner. grammars.c lists them. */
#ifndef EAGER_GRAMMAR_H
#define EAGER_GRAMMAR_H

#include "scanner.h"

#include <tree_sitter/api.h>

typedef struct EagerGrammar {
    const char *name;
    const TSLanguage *(*parser)(void);
    const EagerScanner *scanner;

    /* Text around a statement under which the grammar also knows it, or NULL: some languages allow more at the top of a script
     * than their grammar does. `before` ends and `after` begins with a bracket of the node that then stands for the root. */
    const char *before, *after;

    /* Text around an expression that makes a statement of it, or NULL: a script may end with an expression and nothing behind it. */
    const char *expression_before, *expression_after;
} EagerGrammar;

/* The registered grammar of that name, or NULL. */
const EagerGrammar *eager_grammar_find(const char *name, size_t length);

#endif
