#include "python.h"

#include "eager/eager.h"

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

static EagerStep open_bracket(Python *self, EagerText *text) {
    uint8_t byte = eager_text_byte(text, text->at);
    uint8_t closer = byte == '(' ? ')' : (uint8_t)(byte + 2);
    if (self->brackets == PYTHON_MAX_BRACKETS || !python_push(self, closer)) return python_error(text, text->at);
    if (!eager_lists_open(&self->lists)) return EAGER_STEP_NO_MEMORY;
    self->brackets++;
    return python_token(self, text, text->at + 1);
}

static EagerStep close_bracket(Python *self, EagerText *text) {
    PythonFrame frame = python_top_frame(self);
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
    return python_token(self, text, text->at + 1);
}

static EagerStep read_colon(Python *self, EagerText *text) {
    PythonFrame frame = python_top_frame(self);
    python_token(self, text, text->at + 1);
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
        return python_begin_string(self, text);
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
        if (eager_text_peek(text, 1) == '=') return python_token(self, text, text->at + 2);
        return python_top_frame(self) & FRAME_FIELD ? python_token(self, text, text->at + 1) : python_error(text, text->at);
    case COMMA:
        if (python_top_frame(self) & FRAME_CLOSER) eager_lists_separate(&self->lists, text->at + 1 - self->start);
        return python_token(self, text, text->at + 1);
    case OTHER:
        return python_token(self, text, text->at + 1);
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
        case PYTHON_STRING: step = python_read_string(self, text); break;
        case PYTHON_FORMAT: step = python_read_format(self, text); break;
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
    if (!self->open && !self->begun) return python_close_last(self, text, cut);
    if (!in_token && self->open && !self->block && !eager_clauses_required(text->clauses, self->part)) return python_release(self, text, cut);
    uint64_t end = in_string ? text->end : self->end;
    *cut = (EagerCut){.start = self->start, .end = end, .extent_end = text->end, .decided = text->end};
    cut->role = self->depth ? EAGER_ROLE_LEAF : EAGER_ROLE_WHOLE;
    cut->depth = (uint16_t)self->depth;
    return EAGER_STEP_CUT_OFF;
}

static bool open(void *state, bool ahead) { return python_open(state, ahead); }

static void release(void *state) {
    Python *self = state;
    eager_lists_free(&self->lists);
}

const EagerScanner eager_python_scanner = {.state_size = sizeof(Python), .scan = scan, .finish = finish, .open = open, .release = release};
