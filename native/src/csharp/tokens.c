#include "csharp.h"

#include <string.h>

bool csharp_is_word_byte(uint8_t byte) {
    return byte >= 0x80 || byte == '_' || byte == '\\' || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

int csharp_newline(const EagerText *text) {
    uint8_t byte = eager_text_byte(text, text->at);
    if (byte == '\n') return 1;
    if (byte == '\r') return !eager_text_reaches(text, 2) ? -1 : eager_text_peek(text, 1) == '\n' ? 2 : 1;
    if (byte == 0xC2) return eager_text_peek(text, 1) == 0x85 ? 2 : 0; /* text ends with whole code points */
    bool separator = byte == 0xE2 && eager_text_peek(text, 1) == 0x80 && (eager_text_peek(text, 2) & 0xFE) == 0xA8;
    return separator ? 3 : 0;
}

/* Bytes of the non-ASCII white space or byte order mark at text->at, or 0. */
static uint32_t wide_space(const EagerText *text) {
    uint8_t a = eager_text_peek(text, 0), b = eager_text_peek(text, 1), c = eager_text_peek(text, 2);
    if (a == 0xC2) return b == 0xA0 ? 2 : 0;
    bool space = (a == 0xE1 && b == 0x9A && c == 0x80) || (a == 0xE2 && b == 0x80 && (c <= 0x8A || c == 0xAF))
        || (a == 0xE2 && b == 0x81 && c == 0x9F) || (a == 0xE3 && b == 0x80 && c == 0x80) || (a == 0xEF && b == 0xBB && c == 0xBF);
    return space ? 3 : 0;
}

static EagerStep token(CSharp *self, EagerText *text, EagerCut *cut, CSharpToken kind, uint64_t start) {
    self->end = text->at;
    self->mid_line = true;
    bool outside = self->brackets.count == (kind == TOKEN_OPEN ? 1 : 0);
    return outside ? csharp_token(self, text, cut, kind, start) : EAGER_STEP_ON;
}

EagerStep csharp_end_literal(CSharp *self, EagerText *text, EagerCut *cut) {
    self->mode = CSHARP_CODE;
    if (!eager_lists_literal(&self->lists, self->word_start - self->start, text->at - self->start)) return EAGER_STEP_NO_MEMORY;
    return token(self, text, cut, TOKEN_LITERAL, self->word_start);
}

static EagerStep end_word(CSharp *self, EagerText *text, EagerCut *cut) {
    self->mode = CSHARP_CODE;
    return token(self, text, cut, TOKEN_WORD, self->word_start);
}

static EagerStep read_word(CSharp *self, EagerText *text, EagerCut *cut) {
    while (text->at < text->end && csharp_is_word_byte(eager_text_byte(text, text->at))) {
        if (eager_text_byte(text, text->at) >= 0x80 && (wide_space(text) || csharp_newline(text))) break;
        text->at++;
    }
    if (text->at < text->end) return end_word(self, text, cut);
    self->end = text->at;
    return EAGER_STEP_MORE;
}

static EagerStep open_bracket(CSharp *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    uint8_t closer = byte == '(' ? ')' : (uint8_t)(byte + 2);
    if (!eager_stack_push(&self->brackets, closer) || !eager_lists_open(&self->lists)) return EAGER_STEP_NO_MEMORY;
    text->at++;
    return token(self, text, cut, TOKEN_OPEN, text->at - 1);
}

static EagerStep close_bracket(CSharp *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    uint32_t top = eager_stack_top(&self->brackets);
    if (top & BRACKET_HOLE) return byte == '}' ? csharp_close_hole(self, text) : csharp_error(text, text->at);
    if ((top & BRACKET_CLOSER) != byte) return csharp_error(text, text->at);
    eager_stack_pop(&self->brackets);
    if (!eager_lists_close(&self->lists)) return EAGER_STEP_NO_MEMORY;
    text->at++;
    return token(self, text, cut, TOKEN_CLOSE, text->at - 1);
}

static EagerStep read_colon(CSharp *self, EagerText *text, EagerCut *cut) {
    if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    bool alias = eager_text_peek(text, 1) == ':';
    text->at += alias ? 2 : 1;
    bool hole = eager_stack_top(&self->brackets) & BRACKET_HOLE;
    if (alias || !hole) return token(self, text, cut, TOKEN_PUNCTUATION, text->at - (alias ? 2 : 1));
    self->mode = CSHARP_FORMAT;
    return EAGER_STEP_ON;
}

/* A token that is no comment and no white space begins at text->at. */
static EagerStep read_token(CSharp *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    switch (byte) {
    case '(': case '[': case '{':
        return open_bracket(self, text, cut, byte);
    case ')': case ']': case '}':
        return close_bracket(self, text, cut, byte);
    case '"': case '$': case '@':
        return csharp_begin_string(self, text);
    case '\'':
        self->mode = CSHARP_CHARACTER;
        self->word_start = text->at++;
        return EAGER_STEP_ON;
    case ':':
        return read_colon(self, text, cut);
    case '`': case 0:
        return csharp_error(text, text->at);
    default:
        if (csharp_is_word_byte(byte)) {
            self->mode = CSHARP_WORD;
            self->word_start = text->at;
            return read_word(self, text, cut);
        }
        if (byte < ' ') return csharp_error(text, text->at);
        text->at++;
        bool in_hole = eager_stack_top(&self->brackets) & BRACKET_HOLE;
        if ((byte == ',' || byte == ';') && !in_hole) eager_lists_separate(&self->lists, text->at - self->start);
        return token(self, text, cut, TOKEN_PUNCTUATION, text->at - 1);
    }
}

static EagerStep read_code(CSharp *self, EagerText *text, EagerCut *cut) {
    uint8_t byte = eager_text_byte(text, text->at);
    if (byte == ' ' || byte == '\t' || byte == '\f' || byte == '\v' || byte == 0x1A) {
        text->at++;
        return EAGER_STEP_ON;
    }
    if (byte == '/') {
        if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
        uint8_t next = eager_text_peek(text, 1);
        if (next == '/' || next == '*') {
            self->mid_line = true;
            self->mode = next == '/' ? CSHARP_LINE_COMMENT : CSHARP_BLOCK_COMMENT;
            text->at += 2;
            return EAGER_STEP_ON;
        }
    }
    if (byte == '\n' || byte == '\r' || byte >= 0x80) {
        int newline = csharp_newline(text);
        if (newline < 0) return EAGER_STEP_MORE;
        uint32_t space = newline ? (uint32_t)newline : byte >= 0x80 ? wide_space(text) : 0;
        if (newline) self->mid_line = false;
        text->at += space;
        if (space) return EAGER_STEP_ON;
    }
    if (byte == '#') {
        if (self->mid_line) return csharp_error(text, text->at);
        self->mode = CSHARP_DIRECTIVE;
        self->resume = CSHARP_CODE;
        self->directive_start = text->at;
        return EAGER_STEP_ON;
    }
    if (self->brackets.count == 0) {
        EagerStep step = csharp_before_token(self, text, cut);
        if (step != EAGER_STEP_ON) return step;
    }
    return read_token(self, text, cut, byte);
}

static EagerStep read_line_comment(CSharp *self, EagerText *text) {
    while (text->at < text->end) {
        uint8_t byte = eager_text_byte(text, text->at);
        if ((byte == '\n' || byte == '\r' || byte >= 0x80) && csharp_newline(text) != 0) {
            self->mode = CSHARP_CODE;
            return EAGER_STEP_ON;
        }
        text->at++;
    }
    return EAGER_STEP_MORE;
}

static EagerStep read_block_comment(CSharp *self, EagerText *text) {
    const uint8_t *here = text->bytes + (text->at - text->base);
    const uint8_t *star = memchr(here, '*', text->end - text->at);
    text->at = star ? text->base + (uint64_t)(star - text->bytes) : text->end;
    if (!star || !eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    if (eager_text_peek(text, 1) == '/') {
        self->mode = CSHARP_CODE;
        text->at++;
    }
    text->at++;
    return EAGER_STEP_ON;
}

static EagerStep scan(void *state, EagerText *text, EagerCut *cut) {
    CSharp *self = state;
    EagerStep step = EAGER_STEP_ON;
    while (step == EAGER_STEP_ON && text->at < text->end) {
        switch ((CSharpMode)self->mode) {
        case CSHARP_CODE: step = read_code(self, text, cut); break;
        case CSHARP_WORD: step = read_word(self, text, cut); break;
        case CSHARP_LINE_COMMENT: step = read_line_comment(self, text); break;
        case CSHARP_BLOCK_COMMENT: step = read_block_comment(self, text); break;
        case CSHARP_DIRECTIVE: step = csharp_read_directive(self, text, cut); break;
        case CSHARP_SKIP:
        case CSHARP_SKIM: step = csharp_read_skipped(self, text); break;
        default: step = csharp_read_literal(self, text, cut); break;
        }
    }
    return step == EAGER_STEP_ON ? EAGER_STEP_MORE : step;
}

/* Ends what only the end of the text ends; false if there is nothing of the kind. */
static bool end_open(CSharp *self, EagerText *text, EagerCut *cut, EagerStep *step) {
    switch ((CSharpMode)self->mode) {
    case CSHARP_WORD:
        *step = end_word(self, text, cut);
        return true;
    case CSHARP_DIRECTIVE:
        *step = csharp_read_directive(self, text, cut);
        return true;
    case CSHARP_SKIM:
        /* The #endif never came: the region is read as it stands. */
        self->mode = CSHARP_CODE;
        self->mid_line = false;
        self->horizon = UINT64_MAX;
        text->at = self->skim_from;
        return true;
    default:
        return text->at < text->end;
    }
}

static EagerStep finish(void *state, EagerText *text, EagerCut *cut) {
    CSharp *self = state;
    EagerStep step = EAGER_STEP_ON;
    while (step == EAGER_STEP_ON && end_open(self, text, cut, &step)) {
        if (step == EAGER_STEP_ON) step = scan(self, text, cut);
        if (step == EAGER_STEP_MORE) step = text->at < text->end ? EAGER_STEP_MORE : EAGER_STEP_ON;
    }
    return step == EAGER_STEP_ON || step == EAGER_STEP_MORE ? csharp_end(self, text, cut) : step;
}

static void release(void *state) {
    CSharp *self = state;
    eager_stack_free(&self->brackets);
    eager_stack_free(&self->frames);
    eager_lists_free(&self->lists);
    eager_stack_free(&self->conditions);
    eager_stack_free(&self->symbols);
}

const EagerScanner eager_csharp_scanner = {.state_size = sizeof(CSharp), .scan = scan, .finish = finish, .release = release};
