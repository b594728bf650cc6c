#include "csharp.h"

static bool at_word(const EagerText *text, uint64_t start, const char *word) { return eager_text_is(text, start, text->at, word); }

static bool is_one_of(const EagerText *text, uint64_t start, const char *const *words) {
    for (; *words; words++) {
        if (at_word(text, start, *words)) return true;
    }
    return false;
}

static void begin_part(CSharp *self) {
    self->phase = PHASE_START;
    self->tokens = 0;
    self->expression = self->called = self->constrained = self->block_word = self->delegate_word = false;
    self->pending_record = self->pending_await = self->pending_using = self->pending_with = false;
    self->modifiers = true;
}

static EagerStep release(CSharp *self, EagerText *text, EagerCut *cut, uint64_t decided) {
    *cut = (EagerCut){.start = self->start, .end = self->end, .extent_end = self->end, .decided = decided};
    eager_lists_cut(&self->lists, cut);
    self->begun = false;
    self->frames.count = 0;
    begin_part(self);
    (void)text;
    return EAGER_STEP_STATEMENT;
}

/* An embedded statement is over. Ends what it is the last part of; leaves the phase at what may or must follow. */
static EagerStep statement_over(CSharp *self, EagerText *text, EagerCut *cut, bool before_token, bool *released) {
    *released = false;
    while (eager_stack_top(&self->frames) == FRAME_PLAIN) eager_stack_pop(&self->frames);
    if (self->frames.count == 0) {
        *released = true;
        return release(self, text, cut, text->at + (before_token && text->at < text->end));
    }
    self->phase = PHASE_AFTER;
    return EAGER_STEP_ON;
}

static EagerStep part_over(CSharp *self, EagerText *text, EagerCut *cut) {
    bool released;
    return statement_over(self, text, cut, false, &released);
}

/* Judges the token at text->at against what may follow the part before it. */
static EagerStep after_part(CSharp *self, EagerText *text, EagerCut *cut) {
    while (self->phase == PHASE_AFTER) {
        bool undecided, released;
        uint32_t part = eager_stack_top(&self->frames);
        if (eager_text_next_part(text, part, csharp_is_word_byte, &undecided)) return EAGER_STEP_ON;
        if (undecided) return EAGER_STEP_MORE;
        if (eager_clauses_required(text->clauses, part)) return csharp_error(text, text->at);
        eager_stack_pop(&self->frames);
        EagerStep step = statement_over(self, text, cut, true, &released);
        if (released) return step;
    }
    return EAGER_STEP_ON;
}

EagerStep csharp_before_token(CSharp *self, EagerText *text, EagerCut *cut) {
    if (self->phase == PHASE_AFTER) {
        EagerStep step = after_part(self, text, cut);
        if (step != EAGER_STEP_ON) return step;
    }
    if (self->phase == PHASE_INITIAL && eager_text_byte(text, text->at) != '=') {
        bool released;
        return statement_over(self, text, cut, true, &released);
    }
    if (!self->begun) {
        self->begun = true;
        self->start = text->at;
        eager_lists_begin(&self->lists);
        begin_part(self);
    }
    return EAGER_STEP_ON;
}

static EagerStep open_frame(CSharp *self, uint32_t frame, CSharpPhase next) {
    begin_part(self);
    self->phase = (uint8_t)next;
    return csharp_push(&self->frames, frame);
}

static EagerStep open_part(CSharp *self, const EagerText *text, uint32_t part, CSharpPhase next) {
    bool plain = !part || eager_clauses_closed(text->clauses, part);
    return open_frame(self, plain ? FRAME_PLAIN : part, next);
}

/* A word that continues the part on top of the frames, from `start` to text->at. */
static EagerStep clause(CSharp *self, const EagerText *text, uint64_t start) {
    uint32_t part = eager_text_continuation(text, eager_stack_top(&self->frames), start, text->at);
    eager_stack_pop(&self->frames);
    if (!at_word(text, start, "while")) return open_part(self, text, part, at_word(text, start, "catch") ? PHASE_CATCH : PHASE_START);
    /* The condition of a do ends with its semicolon. */
    begin_part(self);
    self->phase = PHASE_SIMPLE;
    self->expression = true;
    return EAGER_STEP_ON;
}

static const char *const headers[] = {"if", "while", "for", "foreach", "lock", "fixed", "switch", NULL};
static const char *const misplaced[] = {"in", "is", "as", NULL};
static const char *const expressions[] = {
    "yield", "return", "throw", "goto", "break", "continue", "delegate", "new", "is", "as", "switch", "stackalloc", NULL};
static const char *const types[] = {"class", "struct", "interface", "enum", NULL};
static const char *const block_words[] = {"checked", "unchecked", "unsafe", NULL};
static const char *const modifier_words[] = {
    "public", "private", "protected", "internal", "static", "readonly", "abstract", "sealed", "partial", "unsafe", "async",
    "extern", "virtual", "override", "new", "ref", "file", "required", NULL};

/* The first word of a statement; *done if it decides what the statement is. */
static EagerStep first_word(CSharp *self, EagerText *text, uint64_t start, bool *done) {
    *done = true;
    bool header = is_one_of(text, start, headers);
    uint32_t part = eager_text_first_part(text, start, text->at);
    if (part || header) return open_part(self, text, part, header ? PHASE_HEADER : PHASE_START);
    if (is_one_of(text, start, misplaced) || eager_text_only_continues(text, start, text->at)) return csharp_error(text, start);
    if (at_word(text, start, "namespace")) {
        self->phase = PHASE_NAMESPACE;
        return EAGER_STEP_ON;
    }
    *done = false;
    self->phase = PHASE_SIMPLE;
    self->block_word = is_one_of(text, start, block_words);
    self->delegate_word = at_word(text, start, "delegate");
    self->pending_await = at_word(text, start, "await");
    self->pending_using = at_word(text, start, "using");
    return EAGER_STEP_ON;
}

/* A word of a simple statement, its first included. */
static EagerStep simple_word(CSharp *self, EagerText *text, uint64_t start) {
    bool first = self->tokens == 0;
    if (self->pending_await && !first) {
        self->pending_await = false;
        if (at_word(text, start, "foreach")) return open_frame(self, FRAME_PLAIN, PHASE_HEADER);
        self->pending_using = at_word(text, start, "using");
        self->expression = !self->pending_using;
        return EAGER_STEP_ON;
    }
    if (!first) self->pending_using = false;
    if (self->pending_record && !self->expression) {
        self->phase = PHASE_TYPE;
        return EAGER_STEP_ON;
    }
    self->pending_with = at_word(text, start, "with");
    if (self->expression || self->constrained) return EAGER_STEP_ON;
    if (is_one_of(text, start, types)) {
        self->phase = PHASE_TYPE;
        return EAGER_STEP_ON;
    }
    self->pending_record = self->modifiers && at_word(text, start, "record");
    bool modifier = is_one_of(text, start, modifier_words);
    bool event = at_word(text, start, "event");
    if (event || (self->called && at_word(text, start, "where"))) self->constrained = true;
    else if (is_one_of(text, start, expressions) && !(first && modifier)) self->expression = true;
    if (first && at_word(text, start, "new")) self->expression = true;
    self->modifiers = self->modifiers && modifier;
    return EAGER_STEP_ON;
}

static EagerStep word(CSharp *self, EagerText *text, uint64_t start) {
    bool done;
    EagerStep step;
    switch ((CSharpPhase)self->phase) {
    case PHASE_AFTER:
        return clause(self, text, start);
    case PHASE_START:
        step = first_word(self, text, start, &done);
        if (done || step != EAGER_STEP_ON) return step;
        step = simple_word(self, text, start);
        break;
    case PHASE_SIMPLE:
        step = simple_word(self, text, start);
        break;
    default:
        return EAGER_STEP_ON;
    }
    self->called = false;
    self->tokens += self->tokens < 3;
    return step;
}

static EagerStep punctuation(CSharp *self, EagerText *text, EagerCut *cut, uint64_t start) {
    uint8_t byte = eager_text_byte(text, start);
    bool label = byte == ':' && text->at == start + 1 && self->phase == PHASE_SIMPLE && self->tokens == 1;
    if (label && !self->expression) return open_frame(self, FRAME_PLAIN, PHASE_START);
    if (byte == ';') {
        if (self->phase == PHASE_NAMESPACE) self->phase = PHASE_REST;
        bool ends = self->phase == PHASE_START || self->phase == PHASE_SIMPLE || self->phase == PHASE_TYPE;
        return ends ? part_over(self, text, cut) : EAGER_STEP_ON;
    }
    if (self->phase == PHASE_INITIAL || self->phase == PHASE_START) self->phase = PHASE_SIMPLE;
    if (self->phase != PHASE_SIMPLE) return EAGER_STEP_ON;
    /* `delegate*` is a type. */
    if (byte == '*' && self->delegate_word && self->tokens == 1) self->expression = false;
    if (byte == '=') self->expression = true;
    self->called = self->pending_record = self->pending_using = self->pending_with = false;
    self->modifiers = false;
    if (self->pending_await) self->expression = true;
    self->pending_await = false;
    self->tokens += self->tokens < 3;
    return EAGER_STEP_ON;
}

static EagerStep opened(CSharp *self, EagerText *text, uint64_t start) {
    uint8_t byte = eager_text_byte(text, start);
    switch ((CSharpPhase)self->phase) {
    case PHASE_START:
        self->attribute = start + 1;
        self->phase = byte == '{' ? PHASE_BLOCK : byte == '[' ? PHASE_ATTRIBUTE : PHASE_SIMPLE;
        break;
    case PHASE_HEADER:
        return byte == '(' ? EAGER_STEP_ON : csharp_error(text, start);
    case PHASE_CATCH:
        if (byte == '{') self->phase = PHASE_BLOCK;
        return EAGER_STEP_ON;
    case PHASE_SIMPLE:
        if (self->pending_using && byte == '(') return open_frame(self, FRAME_PLAIN, PHASE_HEADER);
        if (self->pending_await || self->pending_with) self->expression = true;
        if (byte != '{' || self->expression) break;
        self->phase = (self->block_word && self->tokens == 1) || self->called || self->constrained ? PHASE_BLOCK : PHASE_PROPERTY;
        break;
    default:
        return EAGER_STEP_ON;
    }
    self->called = self->pending_record = self->pending_await = self->pending_using = self->pending_with = false;
    self->modifiers = false;
    return EAGER_STEP_ON;
}

/* Whether the attribute list that just closed is one of the program: `[assembly: …]`. */
static bool is_global_attribute(const CSharp *self, const EagerText *text) {
    uint64_t at = self->attribute, start;
    while (at < text->at && (eager_text_byte(text, at) == ' ' || eager_text_byte(text, at) == '\t')) at++;
    for (start = at; at < text->at && (eager_text_byte(text, at) | 0x20) >= 'a' && (eager_text_byte(text, at) | 0x20) <= 'z';) at++;
    if (!eager_text_is(text, start, at, "assembly") && !eager_text_is(text, start, at, "module")) return false;
    while (at < text->at && (eager_text_byte(text, at) == ' ' || eager_text_byte(text, at) == '\t')) at++;
    return eager_text_byte(text, at) == ':';
}

static EagerStep closed(CSharp *self, EagerText *text, EagerCut *cut, uint64_t start) {
    uint8_t byte = eager_text_byte(text, start);
    switch ((CSharpPhase)self->phase) {
    case PHASE_HEADER:
        begin_part(self);
        return EAGER_STEP_ON;
    case PHASE_ATTRIBUTE:
        if (self->frames.count == 0 && is_global_attribute(self, text)) return part_over(self, text, cut);
        begin_part(self);
        return EAGER_STEP_ON;
    case PHASE_SIMPLE:
        self->called = byte == ')';
        self->tokens += self->tokens < 3;
        return EAGER_STEP_ON;
    case PHASE_PROPERTY:
        self->phase = PHASE_INITIAL;
        return EAGER_STEP_ON;
    case PHASE_BLOCK:
        return part_over(self, text, cut);
    case PHASE_TYPE:
    case PHASE_NAMESPACE:
        return byte == '}' ? part_over(self, text, cut) : EAGER_STEP_ON;
    default:
        return EAGER_STEP_ON;
    }
}

EagerStep csharp_token(CSharp *self, EagerText *text, EagerCut *cut, CSharpToken token, uint64_t start) {
    switch (token) {
    case TOKEN_WORD:
        return word(self, text, start);
    case TOKEN_PUNCTUATION:
        return punctuation(self, text, cut, start);
    case TOKEN_OPEN:
        return opened(self, text, start);
    case TOKEN_CLOSE:
        return closed(self, text, cut, start);
    case TOKEN_LITERAL:
        if (self->phase == PHASE_START) self->phase = PHASE_SIMPLE;
        self->called = self->modifiers = false;
        self->tokens += self->tokens < 3;
        return EAGER_STEP_ON;
    }
    return EAGER_STEP_ON;
}

EagerStep csharp_end(CSharp *self, EagerText *text, EagerCut *cut) {
    if (self->mode == CSHARP_BLOCK_COMMENT) return csharp_error(text, text->end);
    if (!self->begun) return EAGER_STEP_MORE;
    bool in_code = self->mode == CSHARP_CODE || self->mode == CSHARP_LINE_COMMENT;
    bool outside = in_code && self->brackets.count == 0 && text->at == text->end;
    bool over = self->phase == PHASE_REST || self->phase == PHASE_INITIAL || self->phase == PHASE_AFTER;
    while (outside && over && self->phase == PHASE_AFTER) {
        if (eager_clauses_required(text->clauses, eager_stack_top(&self->frames))) break;
        eager_stack_pop(&self->frames);
        bool released;
        EagerStep step = statement_over(self, text, cut, true, &released);
        if (released) return step;
    }
    if (outside && over && self->phase != PHASE_AFTER) return release(self, text, cut, text->at);
    bool in_literal = self->mode >= CSHARP_CHARACTER && self->mode <= CSHARP_FORMAT;
    uint64_t end = in_literal ? text->end : self->end;
    *cut = (EagerCut){.start = self->start, .end = end, .extent_end = text->end, .decided = text->end};
    cut->expression = outside && self->phase == PHASE_SIMPLE && self->frames.count == 0;
    eager_lists_cut(&self->lists, cut);
    self->begun = false;
    return EAGER_STEP_CUT_OFF;
}
