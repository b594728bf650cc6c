#include "clauses.h"

#include <string.h>

/* The directives of one pattern, read one after the other. */
typedef struct Reader {
    const TSQuery *query;
    const TSQueryPredicateStep *steps;
    uint32_t count, at;
} Reader;

/* The next word of the directive at hand, or NULL at its end. Captures are no words. */
static const char *next_word(Reader *self, uint32_t *length) {
    if (self->at >= self->count) return NULL;
    const TSQueryPredicateStep *step = &self->steps[self->at++];
    return step->type == TSQueryPredicateStepTypeString ? ts_query_string_value_for_id(self->query, step->value_id, length) : NULL;
}

static uint32_t find_part(const EagerClauses *self, uint32_t statement, const char *word, uint32_t length) {
    for (uint32_t i = 1; i < self->part_count; i++) {
        if (self->parts[i].statement == statement && eager_part_begins_with(&self->parts[i], word, length)) return i;
    }
    return 0;
}

/* The part of that word, made where there is none yet; 0 if there is no room or the grammar has no such token. */
static uint32_t make_part(EagerClauses *self, const TSLanguage *grammar, uint32_t statement, const char *word, uint32_t length) {
    uint32_t found = find_part(self, statement, word, length);
    if (found || self->part_count == EAGER_MOST_PARTS || length == 0) return found;
    if (!ts_language_symbol_for_name(grammar, word, length, false)) return 0;
    self->parts[self->part_count] = (EagerPart){.word = word, .length = length, .statement = statement};
    return self->part_count++;
}

static bool read_opening(EagerClauses *self, Reader *reader, const TSLanguage *grammar, uint32_t statement, bool ahead) {
    uint32_t length = 0, end = 0;
    const char *word = next_word(reader, &length);
    uint32_t part = word ? make_part(self, grammar, statement, word, length) : 0;
    if (!part || next_word(reader, &end)) return false;
    self->parts[part].first = true;
    self->parts[part].opens |= !ahead;
    self->parts[part].opens_ahead |= ahead;
    return true;
}

static bool read_directive(EagerClauses *self, Reader *reader, const TSLanguage *grammar, uint32_t statement, bool first) {
    uint32_t length = 0;
    const char *word = next_word(reader, &length);
    if (word && length == 6 && memcmp(word, "opens?", 6) == 0) return read_opening(self, reader, grammar, statement, false);
    if (word && length == 12 && memcmp(word, "opens-ahead?", 12) == 0) return read_opening(self, reader, grammar, statement, true);
    bool required = word && length == 9 && memcmp(word, "continue!", 9) == 0;
    if (!required && !(word && length == 9 && memcmp(word, "continue?", 9) == 0)) return false;
    if (!(word = next_word(reader, &length))) return false;
    uint32_t part = make_part(self, grammar, statement, word, length);
    if (!part || self->parts[part].count) return false;
    self->parts[part].first = first;
    self->parts[part].required = required;
    self->parts[part].continuations = (uint16_t)self->continuation_count;
    while ((word = next_word(reader, &length))) {
        uint32_t next = make_part(self, grammar, statement, word, length);
        if (!next || self->continuation_count == EAGER_MOST_CONTINUATIONS) return false;
        self->continuations[self->continuation_count++] = next;
        self->parts[part].count++;
    }
    return !required || self->parts[part].count;
}

bool eager_clauses_read(EagerClauses *self, TSQuery *query, const TSLanguage *grammar, uint32_t *error_at) {
    self->part_count = 1;
    for (uint32_t pattern = 0; pattern < ts_query_pattern_count(query); pattern++) {
        Reader reader = {.query = query};
        reader.steps = ts_query_predicates_for_pattern(query, pattern, &reader.count);
        if (reader.count == 0) continue;
        while (reader.at < reader.count) {
            if (read_directive(self, &reader, grammar, pattern, reader.at == 0)) continue;
            *error_at = ts_query_start_byte_for_pattern(query, pattern);
            return false;
        }
        ts_query_disable_pattern(query, pattern);
    }
    return true;
}
