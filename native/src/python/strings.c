#include "python.h"

/* Flags of the prefix that ends where the quote at text->at stands. */
static PythonFrame string_prefix(const Python *self, const EagerText *text) {
    PythonFrame flags = 0;
    if (self->word_end != text->at || self->word_end - self->word_start > 2) return 0;
    for (uint64_t at = self->word_start; at < self->word_end; at++) {
        uint8_t letter = eager_text_byte(text, at) | 0x20;
        if (letter == 'f' || letter == 't') flags |= FRAME_FSTRING;
        else if (letter == 'r') flags |= FRAME_RAW;
        else if (letter != 'b' && letter != 'u') return 0;
    }
    return flags;
}

EagerStep python_begin_string(Python *self, EagerText *text) {
    if (!eager_text_reaches(text, 3)) {
        /* Two different bytes show that it is no triple quote; one alone shows nothing. */
        if (text->end - text->at < 2 || eager_text_peek(text, 1) == eager_text_peek(text, 0)) return EAGER_STEP_MORE;
    }
    PythonFrame prefix = string_prefix(self, text);
    self->string_start = text->at;
    uint8_t quote = eager_text_byte(text, text->at);
    bool triple = eager_text_peek(text, 1) == quote && eager_text_peek(text, 2) == quote;
    python_token(self, text, text->at + (triple ? 3 : 1));
    self->quote = quote;
    self->triple = triple;
    self->mode = PYTHON_STRING;
    if (prefix & FRAME_FSTRING) {
        PythonFrame frame = (PythonFrame)(prefix | (triple ? FRAME_TRIPLE : 0) | (quote == '"' ? FRAME_DOUBLE : 0));
        if (!python_push(self, frame)) return python_error(text, text->at - 1);
        self->mode = PYTHON_FORMAT;
    }
    return EAGER_STEP_ON;
}

/* Skips a backslash and what it escapes; a line break counts as one. */
static EagerStep skip_escape(EagerText *text) {
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    if (eager_text_peek(text, 1) != '\r') text->at += text->end - text->at < 2 ? 1 : 2;
    else if (!eager_text_reaches(text, 3)) return EAGER_STEP_MORE;
    else text->at += eager_text_peek(text, 2) == '\n' ? 3 : 2;
    return EAGER_STEP_ON;
}

/* Whether the quote at text->at closes a string; moves past it either way, or asks for more. */
static EagerStep close_quote(EagerText *text, uint8_t quote, bool triple, bool *closed) {
    *closed = !triple;
    uint64_t length = 1;
    if (triple) {
        while (length < 3 && text->end - text->at > length && eager_text_peek(text, length) == quote) length++;
        if (length < 3 && !text->final && text->end - text->at == length) return EAGER_STEP_MORE;
        *closed = length == 3;
    }
    text->at += length;
    return EAGER_STEP_ON;
}

EagerStep python_read_string(Python *self, EagerText *text) {
    const uint8_t *byte = text->bytes + (text->at - text->base), *end = text->bytes + (text->end - text->base);
    uint8_t quote = self->quote;
    if (self->triple) while (byte < end && *byte != quote && *byte != '\\' && *byte != 0) byte++;
    else while (byte < end && *byte != quote && *byte != '\\' && *byte != '\n' && *byte != '\r' && *byte != 0) byte++;
    text->at = text->base + (uint64_t)(byte - text->bytes);
    if (byte == end) return EAGER_STEP_MORE;
    if (*byte == '\\') return skip_escape(text);
    if (*byte != quote) return python_error(text, text->at);
    bool closed;
    EagerStep step = close_quote(text, quote, self->triple, &closed);
    if (!closed || step != EAGER_STEP_ON) return step;
    self->mode = PYTHON_CODE;
    if (!eager_lists_literal(&self->lists, self->string_start - self->start, text->at - self->start)) return EAGER_STEP_NO_MEMORY;
    return python_token(self, text, text->at);
}

/* In the text of a raw f-string a backslash escapes everything but a brace; elsewhere \N{…} is one escape. */
static EagerStep skip_format_escape(EagerText *text, bool raw) {
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    uint8_t next = eager_text_peek(text, 1);
    if (next == '{' || next == '}') {
        text->at++;
        return EAGER_STEP_ON;
    }
    if (raw || next != 'N') return skip_escape(text);
    if (!eager_text_reaches(text, 3)) return EAGER_STEP_MORE;
    if (eager_text_peek(text, 2) != '{') return skip_escape(text);
    for (uint64_t length = 3; text->end - text->at > length; length++) {
        uint8_t byte = eager_text_peek(text, length);
        if (byte == '}' || length == 128 || byte == '\n' || byte == '\'' || byte == '"') {
            text->at += byte == '}' ? length + 1 : length;
            return EAGER_STEP_ON;
        }
    }
    if (!text->final) return EAGER_STEP_MORE;
    text->at = text->end;
    return EAGER_STEP_ON;
}

static EagerStep open_field(Python *self, EagerText *text, PythonFrame frame) {
    PythonFrame field = (PythonFrame)((frame & ~(FRAME_FSTRING | FRAME_SPEC)) | FRAME_FIELD);
    if (!python_push(self, field)) return python_error(text, text->at);
    text->at++;
    self->mode = PYTHON_CODE;
    return EAGER_STEP_ON;
}

static EagerStep format_brace(Python *self, EagerText *text, PythonFrame frame) {
    bool spec = frame & FRAME_SPEC, opening = eager_text_byte(text, text->at) == '{';
    if (spec && opening) return open_field(self, text, frame);
    if (spec) {
        self->frames--;
        text->at++;
        return EAGER_STEP_ON;
    }
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    if (eager_text_peek(text, 1) == eager_text_byte(text, text->at)) {
        text->at += 2;
        return EAGER_STEP_ON;
    }
    return opening ? open_field(self, text, frame) : python_error(text, text->at);
}

EagerStep python_read_format(Python *self, EagerText *text) {
    const uint8_t *byte = text->bytes + (text->at - text->base), *end = text->bytes + (text->end - text->base);
    PythonFrame frame = python_top_frame(self);
    bool triple = frame & FRAME_TRIPLE;
    uint8_t quote = frame & FRAME_DOUBLE ? '"' : '\'';
    while (byte < end && *byte != quote && *byte != '\\' && *byte != '{' && *byte != '}' && *byte != 0
           && (triple || (*byte != '\n' && *byte != '\r'))) byte++;
    text->at = text->base + (uint64_t)(byte - text->bytes);
    if (byte == end) return EAGER_STEP_MORE;
    if (*byte == '\\') return skip_format_escape(text, frame & FRAME_RAW);
    if (*byte == '{' || *byte == '}') return format_brace(self, text, frame);
    if (*byte == quote) {
        bool closed;
        uint64_t at = text->at;
        EagerStep step = close_quote(text, quote, triple, &closed);
        if (!closed || step != EAGER_STEP_ON) return step;
        if (frame & FRAME_SPEC) return python_error(text, at);
        self->frames--;
        self->mode = PYTHON_CODE;
        return python_token(self, text, text->at);
    }
    /* A line break ends a format specification (3.13) and breaks the text of an f-string. */
    if (!(frame & FRAME_SPEC) || *byte == 0) return python_error(text, text->at);
    self->stack[self->frames - 1] = (PythonFrame)(frame & ~FRAME_SPEC);
    self->mode = PYTHON_CODE;
    return EAGER_STEP_ON;
}
