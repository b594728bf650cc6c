#include "language.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *capture;
    EagerKind kind;
} kind_names[] = {
    {"import", EAGER_KIND_IMPORT},         {"definition", EAGER_KIND_DEFINITION}, {"assignment", EAGER_KIND_ASSIGNMENT},
    {"expression", EAGER_KIND_EXPRESSION}, {"control", EAGER_KIND_CONTROL_FLOW},  {"directive", EAGER_KIND_DIRECTIVE},
};

static EagerKind kind_named(const char *name, uint32_t length) {
    for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++) {
        if (strlen(kind_names[i].capture) == length && memcmp(kind_names[i].capture, name, length) == 0) return kind_names[i].kind;
    }
    return EAGER_KIND_UNKNOWN;
}

static int32_t compile_query(EagerLanguage *self, const char *query, uint32_t length, uint32_t *error_at) {
    TSQueryError error = TSQueryErrorNone;
    self->query = ts_query_new(self->grammar->parser(), query, length, error_at, &error);
    if (!self->query) return EAGER_BAD_QUERY;
    uint32_t captures = ts_query_capture_count(self->query);
    self->kinds = calloc(captures ? captures : 1, 1);
    if (!self->kinds) return EAGER_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < captures; i++) {
        uint32_t name_length = 0;
        const char *name = ts_query_capture_name_for_id(self->query, i, &name_length);
        self->kinds[i] = (uint8_t)kind_named(name, name_length);
        if (self->kinds[i] == EAGER_KIND_UNKNOWN) return EAGER_BAD_QUERY;
    }
    return EAGER_OK;
}

int32_t eager_language_load(
    const char *name, size_t name_length, const char *query, size_t query_length, EagerLanguage **out, uint32_t *error_at) {
    *out = NULL;
    *error_at = 0;
    const EagerGrammar *grammar = eager_grammar_find(name, name_length);
    if (!grammar) return EAGER_UNKNOWN_LANGUAGE;
    if (query_length > UINT32_MAX) return EAGER_BAD_QUERY;
    EagerLanguage *self = calloc(1, sizeof *self);
    if (!self) return EAGER_OUT_OF_MEMORY;
    self->grammar = grammar;
    int32_t status = compile_query(self, query, (uint32_t)query_length, error_at);
    if (status < 0) {
        eager_language_delete(self);
        return status;
    }
    *out = self;
    return EAGER_OK;
}

void eager_language_delete(EagerLanguage *self) {
    if (!self) return;
    if (self->query) ts_query_delete(self->query);
    free(self->kinds);
    free(self);
}
