#include "python.h"

#include "eager/eager.h"

/* Keywords that begin no statement, those of clauses excepted. */
static const char *const misplaced[] = {"in", "is", "and", "or", "as"};

static bool is_word_byte(uint8_t byte) {
    return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static bool word_is(const Python *self, const EagerText *text, const char *word) {
    return eager_text_is(text, self->word_start, self->word_end, word);
}

static bool required(const Python *self, const EagerText *text) { return eager_clauses_required(text->clauses, self->part); }

/* Whether the open statement has only decorators so far. */
static bool decorated(const Python *self, const EagerText *text) {
    return self->part && text->clauses->parts[self->part].word[0] == '@';
}

/* The column of a line in the block of the n-th statement around it, or at the margin. */
static uint32_t column_at(const Python *self, uint32_t depth) { return depth ? self->columns[depth - 1] : 0; }
static uint32_t alternate_at(const Python *self, uint32_t depth) { return depth ? self->alternate_columns[depth - 1] : 0; }

/* Follows CPython's indentation stack; false where it would raise IndentationError or TabError. */
static bool indent_to(Python *self) {
    uint32_t column = self->column, alternate = self->alternate_column;
    uint32_t top = self->indents ? self->columns[self->indents - 1] : 0;
    uint32_t alternate_top = self->indents ? self->alternate_columns[self->indents - 1] : 0;
    if (self->block) {
        if (column <= top || alternate <= alternate_top || self->indents + 1 >= PYTHON_MAX_INDENTS) return false;
        self->columns[self->indents] = column;
        self->alternate_columns[self->indents++] = alternate;
        self->block = false;
        return true;
    }
    while (self->indents && column < self->columns[self->indents - 1]) self->indents--;
    top = self->indents ? self->columns[self->indents - 1] : 0;
    alternate_top = self->indents ? self->alternate_columns[self->indents - 1] : 0;
    return column == top && alternate == alternate_top;
}

static void forget_statement(Python *self) {
    self->open = self->soft = self->begun = self->header = self->ahead = self->async = self->opening = self->in_clause = false;
    self->part = 0;
}

EagerStep python_release(Python *self, EagerText *text, EagerCut *cut) {
    *cut = (EagerCut){.start = self->start, .end = self->end, .extent_end = self->extent_end, .decided = text->at};
    cut->role = self->depth ? EAGER_ROLE_LEAF : EAGER_ROLE_WHOLE;
    cut->depth = (uint16_t)self->depth;
    if (!eager_lists_close(&self->lists)) return EAGER_STEP_NO_MEMORY;
    eager_lists_cut(&self->lists, cut);
    forget_statement(self);
    self->block = false;
    self->indents = self->depth;
    return EAGER_STEP_STATEMENT;
}

/* Gives the line that ends at text->at: the header of the statement of parts[depth - 1], or a clause of it. */
static EagerStep release_line(Python *self, EagerText *text, EagerCut *cut, EagerRole role) {
    uint32_t depth = self->depth - 1;
    *cut = (EagerCut){.start = self->start, .end = self->end, .extent_end = self->extent_end, .decided = text->at};
    cut->role = (uint8_t)role;
    cut->depth = (uint16_t)depth;
    cut->settled = EAGER_KIND_CONTROL_FLOW;
    if (!eager_lists_close(&self->lists)) return EAGER_STEP_NO_MEMORY;
    forget_statement(self);
    self->indents = depth;
    return EAGER_STEP_STATEMENT;
}

/* The innermost opened statement is over. */
static EagerStep release_end(Python *self, EagerText *text, EagerCut *cut) {
    uint64_t end = self->extent_end, decided = text->at < text->end ? text->at + 1 : end + 1;
    self->depth--;
    self->in_function &= self->depth > 0;
    self->indents = self->depth;
    *cut = (EagerCut){.start = end, .end = end, .extent_end = end, .decided = decided};
    cut->role = EAGER_ROLE_CLOSED;
    cut->depth = (uint16_t)self->depth;
    cut->settled = EAGER_KIND_CONTROL_FLOW;
    return EAGER_STEP_STATEMENT;
}

bool python_open(Python *self, bool ahead) {
    bool opens = self->header || (ahead && self->ahead);
    if (!self->open || !opens || self->in_function || self->depth + 1 >= PYTHON_MAX_INDENTS) return false;
    self->in_function = self->ahead;
    forget_statement(self);
    self->mode = PYTHON_INDENT;
    self->top = self->colon = self->had_colon = self->first_word = self->after_async = self->continued = self->block = false;
    self->column = self->alternate_column = 0;
    self->indents = self->depth;
    self->frames = self->brackets = 0;
    self->lists.separators.count = 0;
    self->opening = true;
    return true;
}

EagerStep python_close_last(Python *self, EagerText *text, EagerCut *cut) {
    if (!self->depth || self->block || eager_clauses_required(text->clauses, self->parts[self->depth - 1])) return EAGER_STEP_MORE;
    return release_end(self, text, cut);
}

/* The open statement is over, decided by the byte at text->at, and the line begun there is read again for the next one. */
static EagerStep release_before_line(Python *self, EagerText *text, EagerCut *cut) {
    uint64_t decided = text->at + (text->at < text->end);
    EagerStep step = python_release(self, text, cut);
    cut->decided = decided;
    return step;
}

/* The first token of a line at the margin, while a compound statement is open. */
static EagerStep margin_line(Python *self, EagerText *text, EagerCut *cut, bool *ours) {
    bool undecided;
    uint32_t part = eager_text_next_part(text, self->part, is_word_byte, &undecided);
    *ours = part != 0;
    if (part) {
        self->part = part;
        return EAGER_STEP_ON;
    }
    if (undecided) return EAGER_STEP_MORE;
    return required(self, text) ? python_error(text, text->at) : release_before_line(self, text, cut);
}

/* The first token of a line while a compound statement is open; *ours where it goes on. */
static EagerStep statement_line(Python *self, EagerText *text, EagerCut *cut, bool *ours) {
    uint32_t margin = column_at(self, self->depth);
    bool in_block = self->block || self->indents > self->depth;
    /* `if x: y` has no block; an indented line behind it is an error of its own, and the statement stands. */
    if (self->column < margin || (!in_block && self->column > margin)) {
        return self->block || required(self, text) ? python_error(text, text->at) : release_before_line(self, text, cut);
    }
    if (in_block ? !indent_to(self) : self->alternate_column != alternate_at(self, self->depth)) return python_error(text, text->at);
    return self->indents == self->depth ? margin_line(self, text, cut, ours) : EAGER_STEP_ON;
}

/* The first token of a line in the block of an opened statement, or behind it; *ours where it continues that statement. */
static EagerStep block_line(Python *self, EagerText *text, EagerCut *cut, bool *ours) {
    bool in_suite = self->indents == self->depth;
    if (self->block || (in_suite && self->column >= column_at(self, self->depth))) {
        return indent_to(self) ? EAGER_STEP_ON : python_error(text, text->at);
    }
    uint32_t around = self->depth - 1, *part = &self->parts[around];
    if (self->column > column_at(self, around)) return python_error(text, text->at);
    if (self->column == column_at(self, around)) {
        bool undecided;
        uint32_t next = eager_text_next_part(text, *part, is_word_byte, &undecided);
        if (self->alternate_column != alternate_at(self, around)) return python_error(text, text->at);
        if (next) {
            *part = next;
            self->indents = around;
            self->in_clause = *ours = true;
            return EAGER_STEP_ON;
        }
        if (undecided) return EAGER_STEP_MORE;
    }
    return eager_clauses_required(text->clauses, *part) ? python_error(text, text->at) : release_end(self, text, cut);
}

EagerStep python_line_begin(Python *self, EagerText *text, EagerCut *cut) {
    bool ours = false;
    EagerStep step = EAGER_STEP_ON;
    if (self->open) step = statement_line(self, text, cut, &ours);
    else if (self->depth) step = block_line(self, text, cut, &ours);
    else if (self->column > 0) step = python_error(text, text->at);
    if (step != EAGER_STEP_ON) return step;
    self->top = self->in_clause || self->indents == self->depth;
    /* The lines of a block are a list too. */
    if (self->indents == self->depth + 1) eager_lists_separate(&self->lists, text->at - self->start);
    self->begun = true;
    self->colon = self->had_colon = self->after_async = false;
    self->first_word = self->top && !ours;
    self->mode = PYTHON_CODE;
    if (!self->open) {
        self->start = text->at;
        eager_lists_begin(&self->lists);
        if (!eager_lists_open(&self->lists)) return EAGER_STEP_NO_MEMORY;
        if (!self->in_clause && eager_text_byte(text, text->at) == '@') {
            self->open = true;
            self->part = eager_text_first_part(text, text->at, text->at + 1);
        }
    }
    return EAGER_STEP_ON;
}

EagerStep python_line_word(Python *self, EagerText *text) {
    bool second = self->after_async;
    self->first_word = self->after_async = false;
    if (self->open && !second) return EAGER_STEP_ON;
    uint32_t part = eager_text_first_part(text, self->word_start, self->word_end);
    if (part) {
        self->open = true;
        self->part = part;
        self->after_async = !second && word_is(self, text, "async");
        self->async |= self->after_async;
        return EAGER_STEP_ON;
    }
    if (eager_text_only_continues(text, self->word_start, self->word_end)) return python_error(text, self->word_start);
    if (word_is(self, text, "match")) self->soft = true;
    for (size_t i = 0; i < sizeof misplaced / sizeof *misplaced; i++) {
        if (word_is(self, text, misplaced[i])) return python_error(text, self->word_start);
    }
    return EAGER_STEP_ON;
}

/* Whether the line that was read, up to self->end, is `def name():`, perhaps with `-> None` or another name. */
static bool takes_nothing(const Python *self, const EagerText *text) {
    uint64_t at = self->start;
    while (at < self->end && (eager_text_byte(text, at) == ' ' || is_word_byte(eager_text_byte(text, at)))) at++;
    if (at >= self->end || eager_text_byte(text, at) != '(') return false;
    for (at++; at < self->end && eager_text_byte(text, at) == ' '; at++) continue;
    if (at >= self->end || eager_text_byte(text, at) != ')') return false;
    for (at++; at + 1 < self->end; at++) {
        uint8_t byte = eager_text_byte(text, at);
        if (byte != ' ' && byte != '-' && byte != '>' && !is_word_byte(byte)) return false;
    }
    return true;
}

EagerStep python_line_end(Python *self, EagerText *text, EagerCut *cut, uint64_t line_end) {
    uint64_t newline = text->at;
    bool decorator = decorated(self, text);
    if (self->top) {
        if (self->soft && self->colon) self->open = true;
        /* A colon ends no simple statement, and a compound one has a colon. */
        if (self->open || self->in_clause ? !self->had_colon && !decorator : self->colon) return python_error(text, newline);
    }
    text->at = self->extent_end = line_end;
    self->mode = PYTHON_INDENT;
    bool in_clause = self->in_clause, opening = self->opening;
    self->begun = self->soft = self->opening = false;
    self->column = self->alternate_column = 0;
    self->continued = false;
    self->block = self->colon && !(self->top && decorator);
    if (in_clause) return release_line(self, text, cut, EAGER_ROLE_CLAUSE);
    if (self->top && self->open && self->block && !self->async && eager_clauses_opens(text->clauses, self->part)) self->header = true;
    bool function = eager_clauses_opens_ahead(text->clauses, self->part);
    if (self->top && self->open && self->block && self->depth == 0 && function && !self->async) self->ahead = takes_nothing(self, text);
    if (opening && (self->header || self->ahead)) {
        self->parts[self->depth++] = self->part;
        return release_line(self, text, cut, EAGER_ROLE_OPENED);
    }
    bool over = !self->open || (self->top && !self->block && eager_clauses_closed(text->clauses, self->part));
    return over ? python_release(self, text, cut) : EAGER_STEP_ON;
}
