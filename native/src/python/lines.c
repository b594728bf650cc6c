#include "python.h"

typedef struct Clause {
    const char *word;
    uint8_t bit;
    uint8_t then;  /* what may follow this clause */
    bool satisfies; /* the statement may end with it */
} Clause;

static const Clause clauses[] = {
    {"elif", PYTHON_ELIF, PYTHON_ELIF | PYTHON_ELSE, true},
    {"else", PYTHON_ELSE, 0, true}, /* of a try: also finally, see continue_with */
    {"except", PYTHON_EXCEPT, PYTHON_EXCEPT | PYTHON_ELSE | PYTHON_FINALLY, true},
    {"finally", PYTHON_FINALLY, 0, true},
    {"@", PYTHON_DECORATED, PYTHON_DECORATED, false},
    {"def", PYTHON_DECORATED, 0, true},
    {"class", PYTHON_DECORATED, 0, true},
    {"async", PYTHON_DECORATED, 0, true},
};

typedef struct Head {
    const char *word;
    uint8_t then;
    bool required;
} Head;

static const Head heads[] = {
    {"def", 0, false},
    {"class", 0, false},
    {"with", 0, false},
    {"async", 0, false},
    {"if", PYTHON_ELIF | PYTHON_ELSE, false},
    {"for", PYTHON_ELSE, false},
    {"while", PYTHON_ELSE, false},
    {"try", PYTHON_EXCEPT | PYTHON_FINALLY, true},
};

/* Keywords that begin no statement. */
static const char *const misplaced[] = {"else", "elif", "except", "finally", "in", "is", "and", "or", "as"};

static bool is_word_byte(uint8_t byte) {
    return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static bool word_is(const Python *self, const EagerText *text, const char *word) {
    return eager_text_is(text, self->word_start, self->word_end, word);
}

/* The clause that the token at text->at begins, if the open statement allows it; NULL with *undecided where the token is cut. */
static const Clause *clause_at(const Python *self, const EagerText *text, bool *undecided) {
    *undecided = false;
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        if (!(clauses[i].bit & self->clauses)) continue;
        bool decorator = clauses[i].word[0] == '@';
        int ahead = decorator ? eager_text_peek(text, 0) == '@' : eager_text_word_ahead(text, clauses[i].word, is_word_byte);
        if (ahead > 0) return &clauses[i];
        *undecided |= ahead < 0;
    }
    return NULL;
}

static void continue_with(Python *self, const Clause *clause) {
    bool of_try = self->clauses & (PYTHON_EXCEPT | PYTHON_FINALLY);
    self->clauses = clause->then;
    if (clause->bit == PYTHON_ELSE && of_try) self->clauses = PYTHON_FINALLY;
    self->required = !clause->satisfies;
    /* What is decorated may be `async def`; nothing else matters of it. */
    self->after_async = false;
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
    self->open = self->required = self->block = self->soft = self->begun = false;
    self->clauses = 0;
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
    const Clause *clause = clause_at(self, text, &undecided);
    if (undecided) return EAGER_STEP_MORE;
    *ours = clause != NULL;
    if (clause) {
        continue_with(self, clause);
        return EAGER_STEP_ON;
    }
    return self->required ? python_error(text, text->at) : release_before_line(self, text, cut);
}

EagerStep python_line_begin(Python *self, EagerText *text, EagerCut *cut) {
    bool ours = false;
    if (self->open) {
        /* `if x: y` has no block; an indented line behind it is an error of its own, and the statement stands. */
        bool in_block = self->block || self->indents;
        if (!in_block && self->column > 0) return self->required ? python_error(text, text->at) : release_before_line(self, text, cut);
        if (in_block && !indent_to(self)) return python_error(text, text->at);
        if (self->indents == 0) {
            EagerStep step = margin_line(self, text, cut, &ours);
            if (step != EAGER_STEP_ON) return step;
        }
    } else if (self->column > 0) {
        return python_error(text, text->at);
    }
    self->top = self->indents == 0;
    self->begun = true;
    self->colon = self->had_colon = self->after_async = false;
    self->first_word = self->top && !ours;
    self->mode = PYTHON_CODE;
    if (!self->open) {
        self->start = text->at;
        if (eager_text_byte(text, text->at) == '@') {
            self->open = self->required = true;
            self->clauses = PYTHON_DECORATED;
        }
    }
    return EAGER_STEP_ON;
}

EagerStep python_line_word(Python *self, EagerText *text) {
    bool second = self->after_async;
    self->first_word = self->after_async = false;
    if (self->open && !second) return EAGER_STEP_ON;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (!word_is(self, text, heads[i].word)) continue;
        self->open = true;
        self->clauses = heads[i].then;
        self->required = heads[i].required;
        self->after_async = !second && heads[i].word[0] == 'a';
        return EAGER_STEP_ON;
    }
    if (word_is(self, text, "match")) self->soft = true;
    for (size_t i = 0; i < sizeof misplaced / sizeof *misplaced; i++) {
        if (word_is(self, text, misplaced[i])) return python_error(text, self->word_start);
    }
    return EAGER_STEP_ON;
}

EagerStep python_line_end(Python *self, EagerText *text, EagerCut *cut, uint64_t line_end) {
    uint64_t newline = text->at;
    bool decorator = self->clauses & PYTHON_DECORATED;
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
    bool over = !self->open || (self->top && !self->block && self->clauses == 0);
    return over ? python_release(self, text, cut) : EAGER_STEP_ON;
}
