#include "python.h"

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

EagerStep python_release(Python *self, EagerText *text, EagerCut *cut) {
    *cut = (EagerCut){.start = self->start, .end = self->end, .extent_end = self->extent_end, .decided = text->at};
    if (!eager_lists_close(&self->lists)) return EAGER_STEP_NO_MEMORY;
    eager_lists_cut(&self->lists, cut);
    self->open = self->block = self->soft = self->begun = false;
    self->part = 0;
    self->indents = 0;
    return EAGER_STEP_STATEMENT;
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

EagerStep python_line_begin(Python *self, EagerText *text, EagerCut *cut) {
    bool ours = false;
    if (self->open) {
        /* `if x: y` has no block; an indented line behind it is an error of its own, and the statement stands. */
        bool in_block = self->block || self->indents;
        if (!in_block && self->column > 0) return required(self, text) ? python_error(text, text->at) : release_before_line(self, text, cut);
        if (in_block && !indent_to(self)) return python_error(text, text->at);
        if (self->indents == 0) {
            EagerStep step = margin_line(self, text, cut, &ours);
            if (step != EAGER_STEP_ON) return step;
        }
    } else if (self->column > 0) {
        return python_error(text, text->at);
    }
    self->top = self->indents == 0;
    /* The lines of a block are a list too. */
    if (self->indents == 1) eager_lists_separate(&self->lists, text->at - self->start);
    self->begun = true;
    self->colon = self->had_colon = self->after_async = false;
    self->first_word = self->top && !ours;
    self->mode = PYTHON_CODE;
    if (!self->open) {
        self->start = text->at;
        eager_lists_begin(&self->lists);
        if (!eager_lists_open(&self->lists)) return EAGER_STEP_NO_MEMORY;
        if (eager_text_byte(text, text->at) == '@') {
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
        return EAGER_STEP_ON;
    }
    if (eager_text_only_continues(text, self->word_start, self->word_end)) return python_error(text, self->word_start);
    if (word_is(self, text, "match")) self->soft = true;
    for (size_t i = 0; i < sizeof misplaced / sizeof *misplaced; i++) {
        if (word_is(self, text, misplaced[i])) return python_error(text, self->word_start);
    }
    return EAGER_STEP_ON;
}

EagerStep python_line_end(Python *self, EagerText *text, EagerCut *cut, uint64_t line_end) {
    uint64_t newline = text->at;
    bool decorator = decorated(self, text);
    if (self->top) {
        if (self->soft && self->colon) self->open = true;
        /* A colon ends no simple statement, and a compound one has a colon. */
        if (self->open ? !self->had_colon && !decorator : self->colon) return python_error(text, newline);
    }
    text->at = self->extent_end = line_end;
    self->mode = PYTHON_INDENT;
    self->begun = self->soft = false;
    self->column = self->alternate_column = 0;
    self->continued = false;
    self->block = self->colon && !(self->top && decorator);
    bool over = !self->open || (self->top && !self->block && eager_clauses_closed(text->clauses, self->part));
    return over ? python_release(self, text, cut) : EAGER_STEP_ON;
}
