#include "csharp.h"

enum { MOST_PREFIX = 256 }; /* dollars, or quotes, in front of one string */

static uint32_t run(const EagerText *text, uint64_t ahead, uint8_t byte) {
    uint32_t count = 0;
    while (count <= MOST_PREFIX && text->end - text->at > ahead + count && eager_text_peek(text, ahead + count) == byte) count++;
    return count;
}

/* Whether a run that ends `ahead` bytes on may still grow. */
static bool cut_off(const EagerText *text, uint64_t ahead) { return !text->final && text->end - text->at <= ahead; }

/* A '@' that begins a name, or a '$' or '@' that begins nothing. */
static EagerStep no_string(CSharp *self, EagerText *text, uint32_t prefix) {
    if (prefix != 1 || eager_text_byte(text, text->at) != '@') return csharp_error(text, text->at);
    self->mode = CSHARP_WORD;
    self->word_start = text->at++;
    return EAGER_STEP_ON;
}

EagerStep csharp_begin_string(CSharp *self, EagerText *text) {
    bool at_first = eager_text_byte(text, text->at) == '@';
    uint32_t dollars = run(text, at_first, '$'), prefix = dollars + at_first;
    bool verbatim = at_first;
    if (cut_off(text, prefix)) return EAGER_STEP_MORE;
    if (!at_first && dollars == 1 && eager_text_peek(text, 1) == '@') {
        verbatim = true;
        prefix++;
        if (cut_off(text, prefix)) return EAGER_STEP_MORE;
    }
    uint32_t quotes = run(text, prefix, '"');
    if (quotes == 0) return no_string(self, text, prefix);
    if (!verbatim && quotes != MOST_PREFIX && cut_off(text, prefix + quotes)) return EAGER_STEP_MORE;
    if (dollars > MOST_PREFIX || (!verbatim && quotes > MOST_PREFIX)) return csharp_error(text, text->at);
    bool raw = !verbatim && quotes >= 3;
    self->word_start = text->at;
    self->quotes = raw ? quotes : 0;
    text->at += prefix + (raw ? quotes : 1);
    if (dollars == 0) {
        self->mode = raw ? CSHARP_RAW : verbatim ? CSHARP_VERBATIM : CSHARP_STRING;
        return EAGER_STEP_ON;
    }
    self->mode = CSHARP_TEXT;
    uint32_t written = (self->quotes << BRACKET_RAW_SHIFT) | (dollars << BRACKET_DOLLARS_SHIFT);
    uint32_t frame = BRACKET_STRING | (verbatim ? BRACKET_VERBATIM : 0) | written;
    return csharp_push(&self->brackets, frame);
}

/* The interpolated string on top of the brackets is closed. */
static EagerStep end_interpolated(CSharp *self, EagerText *text, EagerCut *cut) {
    eager_stack_pop(&self->brackets);
    return csharp_end_literal(self, text, cut);
}

static EagerStep skip_escape(EagerText *text) {
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    uint8_t next = eager_text_peek(text, 1);
    if (next == '\n' || next == '\r') return csharp_error(text, text->at + 1);
    text->at += text->end - text->at < 2 ? 1 : 2;
    return EAGER_STEP_ON;
}

/* Quotes in a verbatim string: two are one, one closes. */
static EagerStep verbatim_quote(EagerText *text, bool *closed) {
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    *closed = eager_text_peek(text, 1) != '"';
    text->at += *closed ? 1 : 2;
    return EAGER_STEP_ON;
}

static EagerStep raw_quotes(EagerText *text, uint32_t quotes, bool *closed) {
    uint32_t count = run(text, 0, '"');
    if (count < quotes && cut_off(text, count)) return EAGER_STEP_MORE;
    *closed = count >= quotes;
    text->at += *closed ? quotes : count;
    return EAGER_STEP_ON;
}

/* One byte of a string without holes, or of a character literal. */
static EagerStep read_plain(CSharp *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    bool closed = false;
    EagerStep step = EAGER_STEP_ON;
    uint8_t quote = self->mode == CSHARP_CHARACTER ? '\'' : '"';
    if (self->mode == CSHARP_CHARACTER || self->mode == CSHARP_STRING) {
        if (byte == '\\') return skip_escape(text);
        if (byte == '\n' || byte == '\r') return csharp_error(text, text->at);
        closed = byte == quote;
        text->at++;
    } else if (byte != '"') {
        text->at++;
    } else if (self->mode == CSHARP_RAW) {
        step = raw_quotes(text, self->quotes, &closed);
    } else {
        step = verbatim_quote(text, &closed);
    }
    return closed && step == EAGER_STEP_ON ? csharp_end_literal(self, text, cut) : step;
}

static EagerStep open_hole(CSharp *self, EagerText *text, uint32_t frame, uint32_t braces) {
    text->at += braces;
    self->mode = CSHARP_CODE;
    return csharp_push(&self->brackets, (frame & ~(uint32_t)BRACKET_STRING) | BRACKET_HOLE);
}

/* Braces in the text of a raw string: as many as it has dollars open a hole, the ones before them are text. */
static EagerStep raw_braces(CSharp *self, EagerText *text, uint32_t frame, uint8_t byte) {
    uint32_t dollars = frame >> BRACKET_DOLLARS_SHIFT, count = run(text, 0, byte);
    if (count < 2 * dollars && cut_off(text, count)) return EAGER_STEP_MORE;
    if (count < dollars) {
        text->at += count;
        return EAGER_STEP_ON;
    }
    return byte == '{' && count < 2 * dollars ? open_hole(self, text, frame, count) : csharp_error(text, text->at);
}

static EagerStep text_braces(CSharp *self, EagerText *text, uint32_t frame, uint8_t byte) {
    if ((frame >> BRACKET_RAW_SHIFT) & 0x1FF) return raw_braces(self, text, frame, byte);
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    if (eager_text_peek(text, 1) == byte) {
        text->at += 2;
        return EAGER_STEP_ON;
    }
    return byte == '{' ? open_hole(self, text, frame, 1) : csharp_error(text, text->at);
}

static EagerStep text_quote(CSharp *self, EagerText *text, EagerCut *cut, uint32_t frame) {
    bool closed = true;
    EagerStep step = EAGER_STEP_ON;
    uint32_t quotes = (frame >> BRACKET_RAW_SHIFT) & 0x1FF;
    if (quotes) step = raw_quotes(text, quotes, &closed);
    else if (frame & BRACKET_VERBATIM) step = verbatim_quote(text, &closed);
    else text->at++;
    return closed && step == EAGER_STEP_ON ? end_interpolated(self, text, cut) : step;
}

static EagerStep read_text(CSharp *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    uint32_t frame = eager_stack_top(&self->brackets);
    bool regular = !(frame & BRACKET_VERBATIM) && !((frame >> BRACKET_RAW_SHIFT) & 0x1FF);
    if (byte == '"') return text_quote(self, text, cut, frame);
    if (byte == '{' || byte == '}') return text_braces(self, text, frame, byte);
    if (regular && byte == '\\') return skip_escape(text);
    if (regular && (byte == '\n' || byte == '\r')) return csharp_error(text, text->at);
    text->at++;
    return EAGER_STEP_ON;
}

EagerStep csharp_close_hole(CSharp *self, EagerText *text) {
    uint32_t frame = eager_stack_top(&self->brackets);
    uint32_t braces = (frame >> BRACKET_RAW_SHIFT) & 0x1FF ? frame >> BRACKET_DOLLARS_SHIFT : 1;
    uint32_t count = braces == 1 ? 1 : run(text, 0, '}');
    if (count < braces) return cut_off(text, count) ? EAGER_STEP_MORE : csharp_error(text, text->at);
    text->at += braces;
    eager_stack_pop(&self->brackets);
    self->mode = CSHARP_TEXT;
    return EAGER_STEP_ON;
}

EagerStep csharp_read_literal(CSharp *self, EagerText *text, EagerCut *cut) {
    EagerStep step = EAGER_STEP_ON;
    while (step == EAGER_STEP_ON && text->at < text->end) {
        uint8_t byte = eager_text_byte(text, text->at);
        switch ((CSharpMode)self->mode) {
        case CSHARP_TEXT:
            step = read_text(self, text, cut, byte);
            break;
        case CSHARP_FORMAT:
            if (byte == '}') step = csharp_close_hole(self, text);
            else text->at++;
            break;
        case CSHARP_CHARACTER: case CSHARP_STRING: case CSHARP_VERBATIM: case CSHARP_RAW:
            step = read_plain(self, text, cut, byte);
            break;
        default:
            return EAGER_STEP_ON;
        }
    }
    return step;
}
