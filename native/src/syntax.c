#include "syntax.h"

#include <stdlib.h>
#include <string.h>

/* Depth down to which names are collected: the cursor counts in 16 bits and is not linear beyond. */
enum { MOST_NESTED = 10000 };

/* Three pieces that are parsed as one text. */
typedef struct Input {
    const char *pieces[3];
    uint32_t lengths[3];
} Input;

/* How much work a statement of a kind does: a line that chains several has the kind of the busiest. */
static const uint8_t work[] = {
    [EAGER_KIND_UNKNOWN] = 0,    [EAGER_KIND_DEFINITION] = 1, [EAGER_KIND_DIRECTIVE] = 2,    [EAGER_KIND_IMPORT] = 3,
    [EAGER_KIND_ASSIGNMENT] = 4, [EAGER_KIND_EXPRESSION] = 5, [EAGER_KIND_CONTROL_FLOW] = 6,
};

bool eager_syntax_init(EagerSyntax *self, const EagerLanguage *language) {
    self->language = language;
    self->parser = ts_parser_new();
    self->statement_cursor = ts_query_cursor_new();
    self->name_cursor = ts_query_cursor_new();
    if (!self->parser || !self->statement_cursor || !self->name_cursor) return false;
    ts_query_cursor_set_max_start_depth(self->statement_cursor, 0);
    ts_query_cursor_set_max_start_depth(self->name_cursor, MOST_NESTED);
    return ts_parser_set_language(self->parser, language->grammar->parser());
}

void eager_syntax_release(EagerSyntax *self) {
    if (self->parser) ts_parser_delete(self->parser);
    if (self->statement_cursor) ts_query_cursor_delete(self->statement_cursor);
    if (self->name_cursor) ts_query_cursor_delete(self->name_cursor);
    free(self->names.items);
    free(self->blanked);
}

static const char *read_input(void *payload, uint32_t at, TSPoint point, uint32_t *length) {
    const Input *input = payload;
    (void)point;
    for (int i = 0; i < 3; i++) {
        if (at < input->lengths[i]) {
            *length = input->lengths[i] - at;
            return input->pieces[i] + at;
        }
        at -= input->lengths[i];
    }
    *length = 0;
    return "";
}

/* Error recovery is not wanted, and it is the one part of the parser that is not linear. */
static bool stop_at_error(TSParseState *state) { return state->has_error; }

static TSTree *parse(EagerSyntax *self, Input *input) {
    TSInput reader = {.payload = input, .read = read_input, .encoding = TSInputEncodingUTF8};
    TSParseOptions options = {.progress_callback = stop_at_error};
    TSTree *tree = ts_parser_parse_with_options(self->parser, NULL, reader, options);
    if (!tree) ts_parser_reset(self->parser);
    return tree;
}

static EagerKind busier(EagerKind left, EagerKind right) { return work[right] > work[left] ? right : left; }

/* The busiest kind of the root's children. Of several patterns for one child, the first in the query wins. */
static EagerKind kind_of(EagerSyntax *self, TSNode root) {
    EagerKind kind = EAGER_KIND_UNKNOWN, current = EAGER_KIND_UNKNOWN;
    const void *node = NULL;
    uint16_t pattern = 0;
    TSQueryMatch match;
    ts_query_cursor_exec(self->statement_cursor, self->language->statements.query, root);
    while (ts_query_cursor_next_match(self->statement_cursor, &match)) {
        if (match.capture_count == 0) continue;
        const TSQueryCapture *capture = &match.captures[0];
        if (capture->node.id == node && match.pattern_index > pattern) continue;
        if (capture->node.id != node) kind = busier(kind, current);
        node = capture->node.id;
        pattern = match.pattern_index;
        current = (EagerKind)self->language->statements.meanings[capture->index];
    }
    return busier(kind, current);
}

static bool judge(EagerSyntax *self, Input *input, EagerKind *kind, TSTree **kept) {
    TSTree *tree = parse(self, input);
    if (!tree) return false;
    TSNode root = ts_tree_root_node(tree);
    uint32_t before = input->lengths[0], length = input->lengths[1];
    bool accepted = !ts_node_has_error(root);
    if (accepted) *kind = kind_of(self, before ? ts_node_descendant_for_byte_range(root, before - 1, before + length + 1) : root);
    if (accepted && self->language->names.query && !before && length <= EAGER_MOST_CONFIRMED) *kept = tree;
    else ts_tree_delete(tree);
    return accepted;
}

/* A copy of the text with its hidden stretches blank, line breaks excepted; the text itself if there are none or memory ran out. */
static const uint8_t *blank(EagerSyntax *self, const uint8_t *bytes, uint32_t length, const EagerCut *cut) {
    if (cut->hidden_count == 0) return bytes;
    if (self->capacity < length) {
        uint8_t *larger = realloc(self->blanked, length);
        if (!larger) return bytes;
        self->blanked = larger;
        self->capacity = length;
    }
    memcpy(self->blanked, bytes, length);
    for (size_t i = 0; i + 1 < cut->hidden_count; i += 2) {
        for (uint32_t at = cut->hidden[i]; at < cut->hidden[i + 1] && at < length; at++) {
            if (bytes[at] != '\n' && bytes[at] != '\r') self->blanked[at] = ' ';
        }
    }
    return self->blanked;
}

static uint64_t visible(const EagerCut *cut) {
    uint64_t length = cut->extent_end - cut->start;
    for (size_t i = 0; i + 1 < cut->hidden_count; i += 2) length -= cut->hidden[i + 1] - cut->hidden[i];
    return length;
}

static bool judge_between(EagerSyntax *self, Input *input, const char *before, const char *after, EagerKind *kind, TSTree **tree) {
    input->pieces[0] = before;
    input->lengths[0] = (uint32_t)strlen(before);
    input->pieces[2] = after;
    input->lengths[2] = (uint32_t)strlen(after);
    return judge(self, input, kind, tree);
}

bool eager_syntax_accepts(EagerSyntax *self, const uint8_t *bytes, const EagerCut *cut, EagerKind *kind, TSTree **tree) {
    const EagerGrammar *grammar = self->language->grammar;
    uint32_t length = (uint32_t)(cut->extent_end - cut->start);
    *kind = EAGER_KIND_UNKNOWN;
    *tree = NULL;
    if (visible(cut) > EAGER_MOST_CONFIRMED) return true;
    Input input = {.pieces = {"", (const char *)blank(self, bytes, length, cut), ""}, .lengths = {0, length, 0}};
    if (judge(self, &input, kind, tree)) return true;
    return grammar->before && judge_between(self, &input, grammar->before, grammar->after, kind, tree);
}

bool eager_syntax_accepts_expression(EagerSyntax *self, const uint8_t *bytes, const EagerCut *cut) {
    const EagerGrammar *grammar = self->language->grammar;
    uint32_t length = (uint32_t)(cut->end - cut->start);
    EagerKind kind;
    TSTree *tree = NULL;
    if (!grammar->expression_before || visible(cut) > EAGER_MOST_CONFIRMED) return false;
    Input input = {.pieces = {"", (const char *)blank(self, bytes, length, cut), ""}, .lengths = {0, length, 0}};
    return judge_between(self, &input, grammar->expression_before, grammar->expression_after, &kind, &tree);
}

bool eager_syntax_name(EagerSyntax *self, const TSTree *tree, uint64_t start) {
    return eager_names_collect(&self->names, self->language, self->name_cursor, ts_tree_root_node(tree), start);
}
