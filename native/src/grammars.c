#include "grammar.h"

#include <string.h>

extern const TSLanguage *tree_sitter_c_sharp(void);
extern const TSLanguage *tree_sitter_javascript(void);
extern const TSLanguage *tree_sitter_python(void);
extern const EagerScanner eager_csharp_scanner;
extern const EagerScanner eager_javascript_scanner;
extern const EagerScanner eager_python_scanner;

static const EagerGrammar grammars[] = {
    {"csharp", tree_sitter_c_sharp, &eager_csharp_scanner, "class _{", "}", "_=(", ");"},
    {"javascript", tree_sitter_javascript, &eager_javascript_scanner, NULL, NULL, NULL, NULL},
    {"python", tree_sitter_python, &eager_python_scanner, NULL, NULL, NULL, NULL},
};

const EagerGrammar *eager_grammar_find(const char *name, size_t length) {
    for (size_t i = 0; i < sizeof grammars / sizeof *grammars; i++) {
        if (strlen(grammars[i].name) == length && memcmp(grammars[i].name, name, length) == 0) return &grammars[i];
    }
    return NULL;
}
