#include "source.h"
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

/* Why the scanner is not asked to go on. */
typedef enum Halt {
    HALT_NONE,
    HALT_SUSPECT, /* the grammar rejects a finished statement: all is held until it is accepted or the stream ends */
    HALT_ERROR,
    HALT_TOO_LONG,
    HALT_ENDED
} Halt;

typedef struct Released {
    EagerStatement statement;
    EagerLines after; /* at the end of its extent */
    TSTree *tree;     /* its tree, or NULL */
} Released;

struct EagerChunker {
    const EagerLanguage *language;
    const EagerScanner *scanner;
    EagerSource source;
    EagerSyntax syntax;
    size_t limit;

    void *state;          /* of the scanner */
    uint64_t at;          /* read by the scanner up to here */
    Halt halt;
    bool complete;        /* the stream ended cleanly */
    uint64_t error_at;    /* or EAGER_NOWHERE */
    EagerCut suspect;     /* while halted for it */
    EagerLines released;  /* up to the end of the last released extent */
    EagerLines taken;     /* up to the end of the last taken one */

    Released *queue; /* released, not taken: a ring */
    uint32_t head, count, capacity;
    Released last; /* taken last; its tree is owned here */
    bool named;    /* its names were collected */
};

int32_t eager_chunker_create(const EagerLanguage *language, size_t limit, EagerChunker **out) {
    *out = NULL;
    EagerChunker *self = calloc(1, sizeof *self);
    if (!self) return EAGER_OUT_OF_MEMORY;
    self->language = language;
    self->scanner = language->grammar->scanner;
    self->limit = limit;
    self->error_at = EAGER_NOWHERE;
    self->state = calloc(1, self->scanner->state_size);
    if (!self->state || !eager_source_init(&self->source) || !eager_syntax_init(&self->syntax, language)) {
        eager_chunker_delete(self);
        return EAGER_OUT_OF_MEMORY;
    }
    *out = self;
    return EAGER_OK;
}

static void delete_tree(TSTree *tree) {
    if (tree) ts_tree_delete(tree);
}

void eager_chunker_delete(EagerChunker *self) {
    if (!self) return;
    for (uint32_t i = 0; i < self->count; i++) delete_tree(self->queue[(self->head + i) % self->capacity].tree);
    delete_tree(self->last.tree);
    if (self->state && self->scanner->release) self->scanner->release(self->state);
    eager_syntax_release(&self->syntax);
    free(self->state);
    free(self->source.bytes);
    free(self->queue);
    free(self);
}

/* Bytes that are not UTF-8, or half a code point at the end of the stream, are no program whatever follows. */
static bool badly_encoded(const EagerChunker *self) {
    if (self->source.invalid_at != UINT64_MAX) return true;
    return self->complete && eager_source_valid_end(&self->source) < eager_source_end(&self->source);
}

static EagerText text_of(const EagerChunker *self) {
    return (EagerText){
        .bytes = self->source.bytes,
        .base = self->source.base,
        .at = self->at,
        .end = eager_source_valid_end(&self->source),
        .final = self->complete && !badly_encoded(self),
        .clauses = &self->language->clauses,
    };
}

static bool grow_queue(EagerChunker *self) {
    if (self->count < self->capacity) return true;
    uint32_t capacity = self->capacity ? self->capacity * 2 : 16;
    Released *queue = malloc(capacity * sizeof *queue);
    if (!queue) return false;
    for (uint32_t i = 0; i < self->count; i++) queue[i] = self->queue[(self->head + i) % self->capacity];
    free(self->queue);
    self->queue = queue;
    self->head = 0;
    self->capacity = capacity;
    return true;
}

/* Extent and code of a cut, their lines counted on from the end of the statement before; `lines` is left at the end. */
static void place(EagerLines *lines, const EagerSource *source, const EagerCut *cut, EagerSpan *extent, EagerSpan *code) {
    *extent = (EagerSpan){.start = lines->at, .end = cut->extent_end};
    *code = (EagerSpan){.start = cut->start, .end = cut->end};
    extent->line = eager_lines_advance(lines, source, extent->start);
    if (extent->start == extent->end) {
        extent->end_line = extent->line;
        *code = *extent;
        return;
    }
    code->line = eager_lines_advance(lines, source, code->start);
    extent->end_line = code->end_line = eager_lines_advance(lines, source, code->end - 1);
    if (extent->end > code->end) extent->end_line = eager_lines_advance(lines, source, extent->end - 1);
    eager_lines_advance(lines, source, extent->end);
}

/* Takes the tree, which may be NULL. */
static int32_t release(EagerChunker *self, const EagerCut *cut, EagerKind kind, TSTree *tree) {
    if (!grow_queue(self)) {
        delete_tree(tree);
        return EAGER_OUT_OF_MEMORY;
    }
    Released *released = &self->queue[(self->head + self->count++) % self->capacity];
    released->statement =
        (EagerStatement){.released_at = eager_source_end(&self->source), .kind = kind, .role = cut->role, .depth = cut->depth};
    place(&self->released, &self->source, cut, &released->statement.extent, &released->statement.code);
    released->after = self->released;
    released->tree = tree;
    return EAGER_OK;
}

/* Whether the statement waited for longer than the limit allows, however the stream was cut. */
static bool too_long(const EagerChunker *self, uint64_t waited_until) {
    return waited_until - self->released.at > self->limit;
}

static int32_t halt_too_long(EagerChunker *self) {
    self->halt = HALT_TOO_LONG;
    return EAGER_TOO_LONG;
}

static int32_t confirm(EagerChunker *self, const EagerCut *cut) {
    EagerKind kind;
    if (too_long(self, cut->decided - 1) || cut->extent_end - cut->start > UINT32_MAX) return halt_too_long(self);
    if (cut->settled) return release(self, cut, (EagerKind)cut->settled, NULL);
    TSTree *tree;
    const uint8_t *bytes = eager_source_at(&self->source, cut->start);
    if (eager_syntax_accepts(&self->syntax, bytes, cut, &kind, &tree)) return release(self, cut, kind, tree);
    /* In an open block each part is compiled by itself anyway, so that nothing has to be held. */
    if (cut->shortened || cut->depth) return release(self, cut, EAGER_KIND_UNKNOWN, NULL);
    self->suspect = *cut;
    self->halt = HALT_SUSPECT;
    return EAGER_OK;
}

/* The stream ended inside a statement, which may be whole if it is an expression. */
static int32_t release_last(EagerChunker *self, EagerCut *cut) {
    const uint8_t *bytes = eager_source_at(&self->source, cut->start);
    bool whole = cut->expression && !too_long(self, cut->end) && eager_syntax_accepts_expression(&self->syntax, bytes, cut);
    if (whole) cut->extent_end = cut->end;
    self->halt = HALT_ENDED;
    return release(self, cut, whole ? EAGER_KIND_EXPRESSION : EAGER_KIND_UNKNOWN, NULL);
}

static void halt_at_error(EagerChunker *self, uint64_t at) {
    self->error_at = at;
    self->halt = HALT_ERROR;
}

static EagerStep step(EagerChunker *self, EagerCut *cut) {
    EagerText text = text_of(self);
    EagerStep step = self->scanner->scan(self->state, &text, cut);
    if (step == EAGER_STEP_MORE && text.final) step = self->scanner->finish(self->state, &text, cut);
    self->at = text.at;
    if (step != EAGER_STEP_MORE || !badly_encoded(self)) return step;
    self->at = text.end;
    return EAGER_STEP_ERROR;
}

/* At the end of the stream, joins a suspect statement and all that follows it, up to what is certainly wrong. */
static int32_t release_suspect_and_rest(EagerChunker *self) {
    EagerCut whole = self->suspect, cut;
    EagerStep last;
    while ((last = step(self, &cut)) == EAGER_STEP_STATEMENT || last == EAGER_STEP_CUT_OFF) {
        whole.end = cut.end;
        whole.extent_end = cut.extent_end;
        if (last == EAGER_STEP_CUT_OFF) break;
    }
    self->halt = HALT_ENDED;
    if (last == EAGER_STEP_ERROR) halt_at_error(self, self->at);
    return release(self, &whole, EAGER_KIND_UNKNOWN, NULL);
}

static void forget_last(EagerChunker *self) {
    delete_tree(self->last.tree);
    self->last.tree = NULL;
    self->named = false;
    self->syntax.names.count = 0;
}

/* Takes one step of the scanner; false when it has read what there is. */
static bool advance(EagerChunker *self, int32_t *status) {
    EagerCut cut;
    switch (step(self, &cut)) {
    case EAGER_STEP_STATEMENT:
        *status = confirm(self, &cut);
        return true;
    case EAGER_STEP_CUT_OFF:
        *status = release_last(self, &cut);
        return true;
    case EAGER_STEP_ERROR:
        halt_at_error(self, self->at);
        return true;
    case EAGER_STEP_NO_MEMORY:
        *status = EAGER_OUT_OF_MEMORY;
        return false;
    default:
        if (self->complete) self->halt = HALT_ENDED;
        return false;
    }
}

static int32_t scan_on(EagerChunker *self) {
    int32_t status = EAGER_OK;
    forget_last(self);
    while (status == EAGER_OK && self->halt == HALT_NONE && advance(self, &status)) continue;
    if (status == EAGER_OK && self->complete && self->halt == HALT_SUSPECT) status = release_suspect_and_rest(self);
    if (status == EAGER_OK && self->halt != HALT_ENDED && too_long(self, eager_source_end(&self->source))) status = halt_too_long(self);
    return status < 0 ? status : (int32_t)self->count;
}

int32_t eager_chunker_feed(EagerChunker *self, const uint8_t *bytes, size_t length) {
    if (self->complete) return EAGER_ENDED;
    if (self->halt == HALT_TOO_LONG) return EAGER_TOO_LONG;
    if (!eager_source_append(&self->source, bytes, length, self->taken.at)) return EAGER_OUT_OF_MEMORY;
    return scan_on(self);
}

int32_t eager_chunker_complete(EagerChunker *self) {
    if (self->halt == HALT_TOO_LONG) return EAGER_TOO_LONG;
    self->complete = true;
    return scan_on(self);
}

int32_t eager_chunker_accept(EagerChunker *self) {
    if (self->halt != HALT_SUSPECT) return (int32_t)self->count;
    self->halt = HALT_NONE;
    int32_t status = release(self, &self->suspect, EAGER_KIND_UNKNOWN, NULL);
    return status < 0 ? status : scan_on(self);
}

int32_t eager_chunker_open(EagerChunker *self, int32_t ahead) {
    bool opened = self->halt == HALT_NONE && !self->complete && self->scanner->open && self->scanner->open(self->state, ahead != 0);
    if (!opened) return (int32_t)self->count;
    self->at = self->released.at;
    return scan_on(self);
}

int32_t eager_chunker_next(EagerChunker *self, EagerStatement *out) {
    forget_last(self);
    if (self->count == 0) return 0;
    self->last = self->queue[self->head];
    self->taken = self->last.after;
    *out = self->last.statement;
    self->head = (self->head + 1) % self->capacity;
    self->count--;
    return 1;
}

int32_t eager_chunker_names(EagerChunker *self, const EagerName **out) {
    bool wanted = self->last.tree && !self->named;
    if (wanted && !eager_syntax_name(&self->syntax, self->last.tree, self->last.statement.code.start)) return EAGER_OUT_OF_MEMORY;
    self->named = self->last.tree != NULL;
    *out = self->syntax.names.items;
    return (int32_t)self->syntax.names.count;
}

void eager_chunker_report(const EagerChunker *self, EagerProgress *out) {
    EagerLines lines = self->taken;
    uint64_t end = eager_source_end(&self->source);
    *out = (EagerProgress){.position = end, .error_at = self->error_at, .suspect_at = EAGER_NOWHERE};
    out->unfinished_at = self->released.at;
    out->pending = (EagerSpan){.start = lines.at, .end = end};
    out->pending.line = out->pending.end_line = eager_lines_advance(&lines, &self->source, lines.at);
    if (end > lines.at) out->pending.end_line = self->source.last_line;
    if (self->halt != HALT_SUSPECT) return;
    EagerSpan code;
    out->suspect_at = self->suspect.start;
    lines = self->released;
    place(&lines, &self->source, &self->suspect, &out->suspect, &code);
}

const uint8_t *eager_chunker_text(const EagerChunker *self, uint64_t start, uint64_t end) {
    if (start > end || end > eager_source_end(&self->source) || start < self->source.base) return NULL;
    return eager_source_at(&self->source, start);
}
