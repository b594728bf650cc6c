#include "csharp.h"

#include <string.h>

enum { MOST_NESTING = 100 }; /* of a condition's parentheses; deeper ones count as false */

/* What is left of a directive's line. */
typedef struct Line {
    const CSharp *scanner;
    const EagerText *text;
    uint64_t at, end;
} Line;

static uint8_t peek(const Line *line) { return line->at < line->end ? eager_text_byte(line->text, line->at) : 0; }

static bool is_name_byte(uint8_t byte) {
    return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static void skip_space(Line *line) {
    while (peek(line) == ' ' || peek(line) == '\t') line->at++;
}

/* The name at the start of the line, behind white space: its first byte; the line is left behind it. */
static uint64_t take_name(Line *line) {
    skip_space(line);
    uint64_t start = line->at;
    while (is_name_byte(peek(line))) line->at++;
    return start;
}

static bool take(Line *line, const char *operator) {
    skip_space(line);
    uint64_t end = line->at + strlen(operator);
    if (end > line->end || !eager_text_is(line->text, line->at, end, operator)) return false;
    line->at = end;
    return true;
}

static bool symbol_matches(const CSharp *self, size_t entry, const Line *line, uint64_t start) {
    uint32_t length = self->symbols.entries[entry];
    if (length != line->at - start) return false;
    for (uint32_t i = 0; i < length; i++) {
        if (self->symbols.entries[entry + 1 + i] != eager_text_byte(line->text, start + i)) return false;
    }
    return true;
}

/* The entry of the symbol that lies from `start` to line->at, or the number of entries. */
static size_t find_symbol(const CSharp *self, const Line *line, uint64_t start) {
    size_t entry = 0;
    while (entry < self->symbols.count && !symbol_matches(self, entry, line, start)) entry += self->symbols.entries[entry] + 1;
    return entry;
}

static bool evaluate(Line *line, unsigned depth);

static bool primary(Line *line, unsigned depth) {
    if (depth > MOST_NESTING) return false;
    if (take(line, "!")) return !primary(line, depth + 1);
    if (take(line, "(")) {
        bool value = evaluate(line, depth + 1);
        take(line, ")");
        return value;
    }
    uint64_t start = take_name(line);
    if (eager_text_is(line->text, start, line->at, "true")) return true;
    return line->at > start && find_symbol(line->scanner, line, start) < line->scanner->symbols.count;
}

static bool equality(Line *line, unsigned depth) {
    bool value = primary(line, depth);
    for (;;) {
        if (take(line, "==")) value = primary(line, depth) == value;
        else if (take(line, "!=")) value = primary(line, depth) != value;
        else return value;
    }
}

static bool conjunction(Line *line, unsigned depth) {
    bool value = equality(line, depth);
    while (take(line, "&&")) value = equality(line, depth) && value;
    return value;
}

static bool evaluate(Line *line, unsigned depth) {
    bool value = conjunction(line, depth);
    while (take(line, "||")) value = conjunction(line, depth) || value;
    return value;
}

static EagerStep define(CSharp *self, Line *line, bool undefine) {
    uint64_t start = take_name(line);
    size_t entry = find_symbol(self, line, start);
    bool defined = entry < self->symbols.count;
    if (undefine && defined) self->symbols.entries[entry + 1] = 0;
    if (undefine || defined || line->at == start) return EAGER_STEP_ON;
    EagerStep step = csharp_push(&self->symbols, (uint32_t)(line->at - start));
    for (uint64_t at = start; at < line->at && step == EAGER_STEP_ON; at++) {
        step = csharp_push(&self->symbols, eager_text_byte(line->text, at));
    }
    return step;
}

/* Hides from the grammar what lies from hide_from to the end of the directive, if it interrupts a statement. */
static EagerStep hide(CSharp *self) {
    if (!self->begun) return EAGER_STEP_ON;
    bool hidden = eager_lists_hide(&self->lists, self->hide_from - self->start, self->directive_end - self->start);
    return hidden ? EAGER_STEP_ON : EAGER_STEP_NO_MEMORY;
}

static void skip_branch(CSharp *self) {
    self->mode = CSHARP_SKIP;
    self->nested = 0;
}

/* #if: the region is read when its #endif has come, because nothing in it is certain before. */
static EagerStep begin_condition(CSharp *self, Line *line) {
    if (self->directive_start >= self->horizon) {
        self->mode = CSHARP_SKIM;
        self->skim_from = self->directive_start;
        self->nested = 0;
        return EAGER_STEP_ON;
    }
    bool taken = evaluate(line, 0);
    if (!taken) skip_branch(self);
    return csharp_push(&self->conditions, taken);
}

static EagerStep skimmed(CSharp *self, EagerText *text, const Line *line, uint64_t name) {
    self->mode = CSHARP_SKIM;
    if (eager_text_is(text, name, line->at, "if")) self->nested++;
    if (!eager_text_is(text, name, line->at, "endif") || self->nested-- > 0) return EAGER_STEP_ON;
    self->horizon = text->at;
    self->mode = CSHARP_CODE;
    text->at = self->skim_from;
    return EAGER_STEP_ON;
}

static EagerStep skipped(CSharp *self, EagerText *text, Line *line, uint64_t name) {
    uint32_t *taken = &self->conditions.entries[self->conditions.count - 1];
    self->mode = CSHARP_SKIP;
    if (eager_text_is(text, name, line->at, "if")) self->nested++;
    if (eager_text_is(text, name, line->at, "endif") && self->nested-- == 0) {
        eager_stack_pop(&self->conditions);
        self->mode = CSHARP_CODE;
        return hide(self);
    }
    bool branch = eager_text_is(text, name, line->at, "else")
        || (eager_text_is(text, name, line->at, "elif") && !*taken && evaluate(line, 0));
    if (self->nested == 0 && branch && !*taken) {
        *taken = true;
        self->mode = CSHARP_CODE;
        return hide(self);
    }
    return EAGER_STEP_ON;
}

/* #r and #load are statements of their own; Roslyn allows them only before the first other one. */
static EagerStep reference(CSharp *self, EagerText *text, EagerCut *cut) {
    uint64_t end = self->directive_end;
    while (eager_text_byte(text, end - 1) == ' ' || eager_text_byte(text, end - 1) == '\t') end--;
    if (self->begun || self->brackets.count) return EAGER_STEP_ON;
    *cut = (EagerCut){.start = self->directive_start, .end = end, .extent_end = text->at, .decided = text->at};
    cut->settled = EAGER_KIND_DIRECTIVE;
    return EAGER_STEP_STATEMENT;
}

static EagerStep active(CSharp *self, EagerText *text, EagerCut *cut, Line *line, uint64_t name) {
    self->mode = CSHARP_CODE;
    if (eager_text_is(text, name, line->at, "if")) return begin_condition(self, line);
    if (eager_text_is(text, name, line->at, "define")) return define(self, line, false);
    if (eager_text_is(text, name, line->at, "undef")) return define(self, line, true);
    if (eager_text_is(text, name, line->at, "r") || eager_text_is(text, name, line->at, "load")) return reference(self, text, cut);
    bool last = eager_text_is(text, name, line->at, "endif");
    if (!last && !eager_text_is(text, name, line->at, "else") && !eager_text_is(text, name, line->at, "elif")) return EAGER_STEP_ON;
    if (self->conditions.count == 0) return csharp_error(text, self->directive_start);
    if (last) eager_stack_pop(&self->conditions);
    else skip_branch(self);
    return EAGER_STEP_ON;
}

static EagerStep end_directive(CSharp *self, EagerText *text, EagerCut *cut, uint32_t newline) {
    self->directive_end = text->at;
    Line line = {.scanner = self, .text = text, .at = self->directive_start + 1, .end = text->at};
    uint64_t name = take_name(&line);
    text->at += newline;
    self->mid_line = false;
    if (self->resume == CSHARP_SKIM) return skimmed(self, text, &line, name);
    if (self->resume == CSHARP_SKIP) return skipped(self, text, &line, name);
    self->hide_from = self->directive_start;
    EagerStep step = active(self, text, cut, &line, name);
    return step == EAGER_STEP_ON && self->mode == CSHARP_CODE ? hide(self) : step;
}

EagerStep csharp_read_directive(CSharp *self, EagerText *text, EagerCut *cut) {
    while (text->at < text->end) {
        int newline = csharp_newline(text);
        if (newline < 0) return EAGER_STEP_MORE;
        if (newline > 0) return end_directive(self, text, cut, (uint32_t)newline);
        text->at++;
    }
    return text->final ? end_directive(self, text, cut, 0) : EAGER_STEP_MORE;
}

EagerStep csharp_read_skipped(CSharp *self, EagerText *text) {
    while (text->at < text->end) {
        uint8_t byte = eager_text_byte(text, text->at);
        int newline = csharp_newline(text);
        if (newline < 0) return EAGER_STEP_MORE;
        if (newline > 0) {
            self->mid_line = false;
            text->at += (uint32_t)newline;
            continue;
        }
        if (byte == '#' && !self->mid_line) {
            self->resume = self->mode;
            self->mode = CSHARP_DIRECTIVE;
            self->directive_start = text->at;
            return EAGER_STEP_ON;
        }
        self->mid_line |= byte != ' ' && byte != '\t';
        text->at++;
    }
    return EAGER_STEP_MORE;
}
