#include "javascript.h"

static void begin_part(JavaScript *self) {
    self->phase = JS_START;
    self->tokens = 0;
    self->exported = self->operand = self->module = false;
    self->ending = JS_OPEN;
}

static EagerStep release(JavaScript *self, EagerCut *cut, uint64_t decided) {
    *cut = (EagerCut){.start = self->start, .end = self->end, .extent_end = self->end, .decided = decided};
    eager_lists_cut(&self->lists, cut);
    self->begun = false;
    self->frames.count = 0;
    begin_part(self);
    return EAGER_STEP_STATEMENT;
}

/* Ends what the statement that is over is the last part of. */
static EagerStep part_over(JavaScript *self, EagerCut *cut, uint64_t decided) {
    while (eager_stack_top(&self->frames) == JS_PLAIN) eager_stack_pop(&self->frames);
    self->operand = false;
    if (self->frames.count == 0) return release(self, cut, decided);
    self->phase = JS_AFTER;
    return EAGER_STEP_ON;
}

static int word_ahead(const EagerText *text, const char *word) { return eager_text_word_ahead(text, word, js_is_word_byte); }

/* Whether the token at text->at, first of its line, continues the expression before it: 1, 0, or -1 if it is cut. */
static int continues(const JavaScript *self, const EagerText *text) {
    uint8_t byte = eager_text_byte(text, text->at);
    if (self->ending == JS_ENDED && byte != ',' && byte != ';' && byte != ':') return self->module ? word_ahead(text, "with") : 0;
    if (js_is_word_byte(byte)) {
        int in = word_ahead(text, "in"), instance = word_ahead(text, "instanceof");
        return in < 0 || instance < 0 ? -1 : in || instance;
    }
    bool begins = byte == '{' || byte == '"' || byte == '\'' || byte == '}' || byte == '@' || byte == '~';
    if (byte != '+' && byte != '-' && byte != '!') return !begins;
    if (!eager_text_reaches(text, 2)) return -1;
    return byte == '!' ? eager_text_peek(text, 1) == '=' : eager_text_peek(text, 1) != byte;
}

static EagerStep after_part(JavaScript *self, EagerText *text, EagerCut *cut) {
    bool undecided;
    uint32_t part = eager_stack_top(&self->frames);
    if (eager_text_next_part(text, part, js_is_word_byte, &undecided)) return EAGER_STEP_ON;
    if (undecided) return EAGER_STEP_MORE;
    if (eager_clauses_required(text->clauses, part)) return js_error(text, text->at);
    eager_stack_pop(&self->frames);
    return part_over(self, cut, text->at + 1);
}

EagerStep js_before_token(JavaScript *self, EagerText *text, EagerCut *cut) {
    for (;;) {
        EagerStep step = EAGER_STEP_ON;
        uint8_t phase = self->phase;
        size_t frames = self->frames.count;
        if (phase == JS_AFTER) {
            step = after_part(self, text, cut);
        } else if (phase == JS_TAIL && eager_text_byte(text, text->at) != ';') {
            step = part_over(self, cut, text->at + 1);
        } else if (phase == JS_SIMPLE && self->new_line && self->operand) {
            int goes_on = continues(self, text);
            if (goes_on <= 0) step = goes_on < 0 ? EAGER_STEP_MORE : part_over(self, cut, text->at + 1);
        }
        if (step != EAGER_STEP_ON) return step;
        if (self->phase == phase && self->frames.count == frames) break;
    }
    if (!self->begun) {
        self->begun = true;
        self->start = text->at;
        eager_lists_begin(&self->lists);
        begin_part(self);
    }
    return EAGER_STEP_ON;
}

static EagerStep open_frame(JavaScript *self, uint32_t frame, JsPhase next) {
    begin_part(self);
    self->phase = (uint8_t)next;
    return eager_stack_push(&self->frames, frame) ? EAGER_STEP_ON : EAGER_STEP_NO_MEMORY;
}

static EagerStep open_part(JavaScript *self, const EagerText *text, uint32_t part, JsPhase next) {
    bool plain = !part || eager_clauses_closed(text->clauses, part);
    return open_frame(self, plain ? JS_PLAIN : part, next);
}

static EagerStep first_word(JavaScript *self, EagerText *text, uint64_t start) {
    static const char *const headers[] = {"if", "for", "while", "switch", "with", NULL};
    uint32_t part = eager_text_first_part(text, start, text->at);
    for (const char *const *word = headers; *word; word++) {
        if (eager_text_is(text, start, text->at, *word)) return open_part(self, text, part, JS_HEADER);
    }
    if (part) return open_part(self, text, part, JS_START);
    self->phase = JS_SIMPLE;
    return EAGER_STEP_ON;
}

/* A word that continues the part on top of the frames, from `start` to text->at. */
static EagerStep clause(JavaScript *self, const EagerText *text, uint64_t start) {
    uint32_t part = eager_text_continuation(text, eager_stack_top(&self->frames), start, text->at);
    eager_stack_pop(&self->frames);
    if (!eager_text_is(text, start, text->at, "while")) {
        return open_part(self, text, part, eager_text_is(text, start, text->at, "catch") ? JS_CATCH : JS_START);
    }
    begin_part(self);
    self->phase = JS_CONDITION;
    return EAGER_STEP_ON;
}

static EagerStep word(JavaScript *self, EagerText *text, uint64_t start) {
    switch ((JsPhase)self->phase) {
    case JS_AFTER:
        return clause(self, text, start);
    case JS_START:
        if (first_word(self, text, start) != EAGER_STEP_ON) return EAGER_STEP_NO_MEMORY;
        if (self->phase != JS_SIMPLE) return EAGER_STEP_ON;
        break;
    case JS_SIMPLE:
        break;
    default:
        return EAGER_STEP_ON;
    }
    bool import = eager_text_is(text, start, text->at, "import"), from = eager_text_is(text, start, text->at, "from");
    if (self->tokens == 0) self->module = import || eager_text_is(text, start, text->at, "export");
    self->ending = self->module && (import || from) ? JS_FROM : JS_OPEN;
    bool first = self->tokens == 0 || self->exported;
    bool exports = eager_text_is(text, start, text->at, "export") || eager_text_is(text, start, text->at, "default")
        || eager_text_is(text, start, text->at, "async");
    self->exported = first && exports;
    if (first && (eager_text_is(text, start, text->at, "function") || eager_text_is(text, start, text->at, "class"))) self->phase = JS_BODY;
    self->tokens += self->tokens < 3;
    return EAGER_STEP_ON;
}

static EagerStep opened(JavaScript *self, const EagerText *text, uint64_t start) {
    bool brace = eager_text_byte(text, start) == '{';
    self->ending = self->ending == JS_ARROW && brace ? JS_ARROW_BODY : JS_OPEN;
    if (self->phase == JS_START) self->phase = brace ? JS_BLOCK : JS_SIMPLE;
    else if (self->phase == JS_CATCH && brace) self->phase = JS_BLOCK;
    return EAGER_STEP_ON;
}

static EagerStep closed(JavaScript *self, const EagerText *text, EagerCut *cut, uint64_t start) {
    bool brace = eager_text_byte(text, start) == '}';
    if (self->phase == JS_HEADER) begin_part(self);
    else if (self->phase == JS_CONDITION) self->phase = JS_TAIL;
    else if (self->phase == JS_BLOCK || (self->phase == JS_BODY && brace)) return part_over(self, cut, text->at);
    self->tokens = 3;
    self->ending = self->ending == JS_ARROW_BODY ? JS_ENDED : JS_OPEN;
    return EAGER_STEP_ON;
}

EagerStep js_token(JavaScript *self, EagerText *text, EagerCut *cut, JsToken token, uint64_t start) {
    switch (token) {
    case JS_TOKEN_WORD:
        return word(self, text, start);
    case JS_TOKEN_OPEN:
        return opened(self, text, start);
    case JS_TOKEN_CLOSE:
        return closed(self, text, cut, start);
    default:
        break;
    }
    uint8_t byte = eager_text_byte(text, start);
    if (token == JS_TOKEN_PUNCTUATION && byte == ';') {
        bool ends = self->phase == JS_START || self->phase == JS_SIMPLE || self->phase == JS_TAIL;
        return ends ? part_over(self, cut, text->at) : EAGER_STEP_ON;
    }
    bool label = token == JS_TOKEN_PUNCTUATION && byte == ':' && self->phase == JS_SIMPLE && self->tokens == 1;
    if (label) return open_frame(self, JS_PLAIN, JS_START);
    if (self->phase == JS_START) self->phase = JS_SIMPLE;
    bool arrow = byte == '>' && start > self->start && eager_text_byte(text, start - 1) == '=';
    bool source = token == JS_TOKEN_LITERAL && self->ending == JS_FROM && (byte == '"' || byte == '\'');
    self->ending = arrow ? JS_ARROW : source ? JS_ENDED : JS_OPEN;
    self->exported = false;
    self->tokens = 3;
    return EAGER_STEP_ON;
}

EagerStep js_end(JavaScript *self, EagerText *text, EagerCut *cut) {
    if (self->mode == JS_BLOCK_COMMENT) return js_error(text, text->end);
    if (!self->begun) return EAGER_STEP_MORE;
    bool outside = self->brackets.count == 0 && (self->mode == JS_CODE || self->mode == JS_LINE_COMMENT);
    bool over = self->phase == JS_SIMPLE || self->phase == JS_TAIL;
    while (outside && (over || self->phase == JS_AFTER)) {
        if (!over && eager_clauses_required(text->clauses, eager_stack_top(&self->frames))) break;
        if (!over) eager_stack_pop(&self->frames);
        over = false;
        EagerStep step = part_over(self, cut, text->end);
        if (step == EAGER_STEP_STATEMENT) return step;
    }
    uint64_t end = self->mode >= JS_STRING ? text->end : self->end;
    *cut = (EagerCut){.start = self->start, .end = end, .extent_end = text->end, .decided = text->end};
    self->begun = false;
    return EAGER_STEP_CUT_OFF;
}
