#include "language.h"

#include <stdlib.h>
#include <string.h>

typedef struct Meaning {
    const char *capture;
    uint8_t value;
} Meaning;

static const Meaning statement_meanings[] = {
    {"import", EAGER_KIND_IMPORT},         {"definition", EAGER_KIND_DEFINITION}, {"assignment", EAGER_KIND_ASSIGNMENT},
    {"expression", EAGER_KIND_EXPRESSION}, {"control", EAGER_KIND_CONTROL_FLOW},  {"directive", EAGER_KIND_DIRECTIVE},
    {NULL, 0},
};

static const Meaning name_meanings[] = {
    {"bind", EAGER_CAPTURE_BIND}, {"read", EAGER_CAPTURE_READ},   {"update", EAGER_CAPTURE_UPDATE},
    {"skip", EAGER_CAPTURE_SKIP}, {"scope", EAGER_CAPTURE_SCOPE}, {"local", EAGER_CAPTURE_LOCAL},
    {NULL, 0},
};

/* The meaning of a capture, or 0. */
static uint8_t meaning_of(const Meaning *meanings, const char *name, uint32_t length) {
    for (; meanings->capture; meanings++) {
        if (strlen(meanings->capture) == length && memcmp(meanings->capture, name, length) == 0) return meanings->value;
    }
    return 0;
}

static int32_t compile(
    EagerQuery *self, const EagerGrammar *grammar, const char *query, size_t length, const Meaning *meanings, uint32_t *error_at) {
    TSQueryError error = TSQueryErrorNone;
    if (length > UINT32_MAX) return EAGER_BAD_QUERY;
    self->query = ts_query_new(grammar->parser(), query, (uint32_t)length, error_at, &error);
    if (!self->query) return EAGER_BAD_QUERY;
    uint32_t captures = ts_query_capture_count(self->query);
    self->meanings = calloc(captures ? captures : 1, 1);
    if (!self->meanings) return EAGER_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < captures; i++) {
        uint32_t name_length = 0;
        const char *name = ts_query_capture_name_for_id(self->query, i, &name_length);
        self->meanings[i] = meaning_of(meanings, name, name_length);
        if (!self->meanings[i]) return EAGER_BAD_QUERY;
    }
    return EAGER_OK;
}

int32_t eager_language_load(
    const char *name, size_t name_length, const char *statements, size_t statements_length, const char *names, size_t names_length,
    EagerLanguage **out, uint32_t *error_at) {
    *out = NULL;
    *error_at = 0;
    const EagerGrammar *grammar = eager_grammar_find(name, name_length);
    if (!grammar) return EAGER_UNKNOWN_LANGUAGE;
    EagerLanguage *self = calloc(1, sizeof *self);
    if (!self) return EAGER_OUT_OF_MEMORY;
    self->grammar = grammar;
    int32_t status = compile(&self->statements, grammar, statements, statements_length, statement_meanings, error_at);
    bool known = status < 0 || eager_clauses_read(&self->clauses, self->statements.query, grammar->parser(), error_at);
    if (!known) status = EAGER_BAD_QUERY;
    if (status == EAGER_OK && names_length) status = compile(&self->names, grammar, names, names_length, name_meanings, error_at);
    if (status < 0) {
        eager_language_delete(self);
        return status;
    }
    *out = self;
    return EAGER_OK;
}

static void release(EagerQuery *self) {
    if (self->query) ts_query_delete(self->query);
    free(self->meanings);
}

void eager_language_delete(EagerLanguage *self) {
    if (!self) return;
    release(&self->statements);
    release(&self->names);
    free(self);
}
