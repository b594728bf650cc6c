#include "python.h"

enum Class { BAD, SPACE, WORD, NEWLINE, QUOTE, OPEN, CLOSE, HASH, BACKSLASH, COLON, BANG, COMMA, OTHER };

#define B BAD
#define S SPACE
#define W WORD
#define N NEWLINE
#define O OTHER
static const uint8_t classes[256] = {
    /* clang-format off */
    B,B,B,B,B,B,B,B, B,S,N,B,S,N,B,B, B,B,B,B,B,B,B,B, B,B,B,B,B,B,B,B,
    S,BANG,QUOTE,HASH,B,O,O,QUOTE, OPEN,CLOSE,O,O,COMMA,O,O,O, W,W,W,W,W,W,W,W, W,W,COLON,O,O,O,O,B,
    O,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,OPEN,BACKSLASH,CLOSE,O,W,
    B,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,OPEN,O,CLOSE,O,B,
    W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W,
    W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W,
    W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W,
    W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W, W,W,W,W,W,W,W,W,
    /* clang-format on */
};
#undef B
#undef S
#undef W
#undef N
#undef O

static uint8_t class_of(const EagerText *text) { return classes[eager_text_byte(text, text->at)]; }

/* Bytes of the line break at text->at; 0 where a '\r' has not shown yet whether a '\n' follows. */
static uint64_t newline_length(const EagerText *text) {
    if (eager_text_byte(text, text->at) == '\n') return 1;
    if (!eager_text_reaches(text, 2)) return 0;
    return eager_text_peek(text, 1) == '\n' ? 2 : 1;
}

static PythonFrame top_frame(const Python *self) { return self->frames ? self->stack[self->frames - 1] : 0; }

static bool push(Python *self, PythonFrame frame) {
    if (self->frames == PYTHON_MAX_FRAMES) return false;
    self->stack[self->frames++] = frame;
    return true;
}

/* A token that ends at `end` was read and moves the text there. */
static EagerStep token(Python *self, EagerText *text, uint64_t end) {
    self->first_word = self->after_async = self->colon = false;
    self->end = end;
    text->at = end;
    return EAGER_STEP_ON;
}

/* A backslash outside of strings: it joins the next line, or it is an error. */
static EagerStep join_line(EagerText *text) {
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    uint8_t next = eager_text_peek(text, 1);
    if (next == '\n') text->at += 2;
    else if (next != '\r') return python_error(text, text->at + (text->end - text->at > 1));
    else if (!eager_text_reaches(text, 3)) return EAGER_STEP_MORE;
    else text->at += eager_text_peek(text, 2) == '\n' ? 3 : 2;
    return EAGER_STEP_ON;
}

static EagerStep read_indent(Python *self, EagerText *text, EagerCut *cut) {
    uint64_t length;
    EagerStep step;
    switch (eager_text_byte(text, text->at)) {
    case ' ':
        self->column += !self->continued;
        self->alternate_column += !self->continued;
        text->at++;
        return EAGER_STEP_ON;
    case '\t':
        if (!self->continued) {
            self->column = (self->column / 8 + 1) * 8;
            self->alternate_column++;
        }
        text->at++;
        return EAGER_STEP_ON;
    case '\f':
        if (!self->continued) self->column = self->alternate_column = 0;
        text->at++;
        return EAGER_STEP_ON;
    case '\n':
    case '\r':
        length = newline_length(text);
        if (!length) return EAGER_STEP_MORE;
        text->at += length;
        self->column = self->alternate_column = 0;
        self->continued = false;
        return EAGER_STEP_ON;
    case '#':
        self->mode = PYTHON_COMMENT;
        return EAGER_STEP_ON;
    case '\\':
        step = join_line(text);
        self->continued |= step == EAGER_STEP_ON;
        return step;
    case 0xEF: /* a byte order mark at the very start is no token */
        if (text->at == 0) {
            if (!eager_text_reaches(text, 3)) return EAGER_STEP_MORE;
            if (eager_text_peek(text, 1) == 0xBB && eager_text_peek(text, 2) == 0xBF) {
                text->at = 3;
                return EAGER_STEP_ON;
            }
        }
        return python_line_begin(self, text, cut);
    default:
        return python_line_begin(self, text, cut);
    }
}

static EagerStep end_word(Python *self, EagerText *text) {
    self->word_end = text->at;
    self->mode = PYTHON_CODE;
    return self->first_word || self->after_async ? python_line_word(self, text) : EAGER_STEP_ON;
}

static EagerStep read_word(Python *self, EagerText *text) {
    const uint8_t *byte = text->bytes + (text->at - text->base), *end = text->bytes + (text->end - text->base);
    while (byte < end && classes[*byte] == WORD) byte++;
    text->at = text->base + (uint64_t)(byte - text->bytes);
    self->end = text->at;
    return byte < end ? end_word(self, text) : EAGER_STEP_MORE;
}

static EagerStep begin_word(Python *self, EagerText *text) {
    self->word_start = text->at;
    self->colon = false;
    self->mode = PYTHON_WORD;
    return read_word(self, text);
}

static EagerStep read_comment(Python *self, EagerText *text) {
    const uint8_t *byte = text->bytes + (text->at - text->base), *end = text->bytes + (text->end - text->base);
    while (byte < end && *byte != '\n' && *byte != '\r' && *byte != 0) byte++;
    text->at = text->base + (uint64_t)(byte - text->bytes);
    if (byte == end) return EAGER_STEP_MORE;
    if (*byte == 0) return python_error(text, text->at);
    self->mode = self->begun ? PYTHON_CODE : PYTHON_INDENT;
    return EAGER_STEP_ON;
}

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

static EagerStep begin_string(Python *self, EagerText *text) {
    if (!eager_text_reaches(text, 3)) {
        /* Two different bytes show that it is no triple quote; one alone shows nothing. */
        if (text->end - text->at < 2 || eager_text_peek(text, 1) == eager_text_peek(text, 0)) return EAGER_STEP_MORE;
    }
    PythonFrame prefix = string_prefix(self, text);
    self->string_start = text->at;
    uint8_t quote = eager_text_byte(text, text->at);
    bool triple = eager_text_peek(text, 1) == quote && eager_text_peek(text, 2) == quote;
    token(self, text, text->at + (triple ? 3 : 1));
    self->quote = quote;
    self->triple = triple;
    self->mode = PYTHON_STRING;
    if (prefix & FRAME_FSTRING) {
        PythonFrame frame = (PythonFrame)(prefix | (triple ? FRAME_TRIPLE : 0) | (quote == '"' ? FRAME_DOUBLE : 0));
        if (!push(self, frame)) return python_error(text, text->at - 1);
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

static EagerStep read_string(Python *self, EagerText *text) {
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
    return token(self, text, text->at);
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
    if (!push(self, field)) return python_error(text, text->at);
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

static EagerStep read_format(Python *self, EagerText *text) {
    const uint8_t *byte = text->bytes + (text->at - text->base), *end = text->bytes + (text->end - text->base);
    PythonFrame frame = top_frame(self);
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
        return token(self, text, text->at);
    }
    /* A line break ends a format specification (3.13) and breaks the text of an f-string. */
    if (!(frame & FRAME_SPEC) || *byte == 0) return python_error(text, text->at);
    self->stack[self->frames - 1] = (PythonFrame)(frame & ~FRAME_SPEC);
    self->mode = PYTHON_CODE;
    return EAGER_STEP_ON;
}

static EagerStep open_bracket(Python *self, EagerText *text) {
    uint8_t byte = eager_text_byte(text, text->at);
    uint8_t closer = byte == '(' ? ')' : (uint8_t)(byte + 2);
    if (self->brackets == PYTHON_MAX_BRACKETS || !push(self, closer)) return python_error(text, text->at);
    if (!eager_lists_open(&self->lists)) return EAGER_STEP_NO_MEMORY;
    self->brackets++;
    return token(self, text, text->at + 1);
}

static EagerStep close_bracket(Python *self, EagerText *text) {
    PythonFrame frame = top_frame(self);
    uint8_t byte = eager_text_byte(text, text->at);
    if (frame & FRAME_FIELD) {
        if (byte != '}') return python_error(text, text->at);
        self->mode = PYTHON_FORMAT;
    } else {
        if ((frame & FRAME_CLOSER) != byte) return python_error(text, text->at);
        if (!eager_lists_close(&self->lists)) return EAGER_STEP_NO_MEMORY;
        self->brackets--;
    }
    self->frames--;
    return token(self, text, text->at + 1);
}

static EagerStep read_colon(Python *self, EagerText *text) {
    PythonFrame frame = top_frame(self);
    token(self, text, text->at + 1);
    if (frame & FRAME_FIELD) {
        self->stack[self->frames - 1] = (PythonFrame)(frame | FRAME_SPEC);
        self->mode = PYTHON_FORMAT;
    } else if (!frame) {
        self->colon = self->had_colon = true;
    }
    return EAGER_STEP_ON;
}

static EagerStep read_newline(Python *self, EagerText *text, EagerCut *cut) {
    uint64_t length = newline_length(text);
    if (!length) return EAGER_STEP_MORE;
    if (!self->frames) return python_line_end(self, text, cut, text->at + length);
    text->at += length;
    return EAGER_STEP_ON;
}

static EagerStep read_code(Python *self, EagerText *text, EagerCut *cut) {
    switch (class_of(text)) {
    case SPACE:
        text->at++;
        return EAGER_STEP_ON;
    case WORD:
        return begin_word(self, text);
    case NEWLINE:
        return read_newline(self, text, cut);
    case QUOTE:
        return begin_string(self, text);
    case OPEN:
        return open_bracket(self, text);
    case CLOSE:
        return close_bracket(self, text);
    case HASH:
        self->mode = PYTHON_COMMENT;
        return EAGER_STEP_ON;
    case BACKSLASH:
        return join_line(text);
    case COLON:
        return read_colon(self, text);
    case BANG:
        if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
        if (eager_text_peek(text, 1) == '=') return token(self, text, text->at + 2);
        return top_frame(self) & FRAME_FIELD ? token(self, text, text->at + 1) : python_error(text, text->at);
    case COMMA:
        if (top_frame(self) & FRAME_CLOSER) eager_lists_separate(&self->lists, text->at + 1 - self->start);
        return token(self, text, text->at + 1);
    case OTHER:
        return token(self, text, text->at + 1);
    default:
        return python_error(text, text->at);
    }
}

static EagerStep scan(void *state, EagerText *text, EagerCut *cut) {
    Python *self = state;
    EagerStep step = EAGER_STEP_ON;
    while (step == EAGER_STEP_ON && text->at < text->end) {
        switch ((PythonMode)self->mode) {
        case PYTHON_INDENT: step = read_indent(self, text, cut); break;
        case PYTHON_CODE: step = read_code(self, text, cut); break;
        case PYTHON_WORD: step = read_word(self, text); break;
        case PYTHON_COMMENT: step = read_comment(self, text); break;
        case PYTHON_STRING: step = read_string(self, text); break;
        case PYTHON_FORMAT: step = read_format(self, text); break;
        }
    }
    return step == EAGER_STEP_ON ? EAGER_STEP_MORE : step;
}

/* What the end of the stream ends: a line without a newline, then the statement. */
static EagerStep finish(void *state, EagerText *text, EagerCut *cut) {
    Python *self = state;
    EagerStep step = EAGER_STEP_ON;
    if (self->mode == PYTHON_WORD) step = end_word(self, text);
    bool in_string = self->mode == PYTHON_STRING || self->mode == PYTHON_FORMAT, in_token = in_string || self->frames;
    bool in_line = self->begun && !in_token;
    if (step == EAGER_STEP_ON && in_line && text->at == text->end) step = python_line_end(self, text, cut, text->end);
    if (step != EAGER_STEP_ON) return step;
    if (!self->open && !self->begun) return EAGER_STEP_MORE;
    if (!in_token && self->open && !self->block && !eager_clauses_required(text->clauses, self->part)) return python_release(self, text, cut);
    uint64_t end = in_string ? text->end : self->end;
    *cut = (EagerCut){.start = self->start, .end = end, .extent_end = text->end, .decided = text->end};
    return EAGER_STEP_CUT_OFF;
}

static void release(void *state) {
    Python *self = state;
    eager_lists_free(&self->lists);
}

const EagerScanner eager_python_scanner = {.state_size = sizeof(Python), .scan = scan, .finish = finish, .release = release};
