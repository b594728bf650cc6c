#include "javascript.h"

bool js_is_word_byte(uint8_t byte) {
    return byte >= 0x80 || byte == '_' || byte == '$' || byte == '#' || byte == '\\' || (byte >= '0' && byte <= '9')
        || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

static EagerStep token(JavaScript *self, EagerText *text, EagerCut *cut, JsToken kind, uint64_t start) {
    bool outside = self->brackets.count == (kind == JS_TOKEN_OPEN ? 1 : 0);
    self->end = text->at;
    EagerStep step = outside ? js_token(self, text, cut, kind, start) : EAGER_STEP_ON;
    self->new_line = false;
    return step;
}

/* Words behind which an expression or a declaration goes on. `of` and `yield` are names outside of all brackets, and a property may be
 * called like any of them. */
static bool ends_operand(const JavaScript *self, const EagerText *text, uint64_t start) {
    static const char *const words[] = {
        "return", "typeof", "case", "in", "delete", "void", "throw", "new", "instanceof", "do", "else", "await", "extends", "default",
        "let", "var", "const", "import", "export", "of", "yield", NULL};
    bool dot = start > self->start && eager_text_byte(text, start - 1) == '.';
    bool spread = dot && start > self->start + 1 && eager_text_byte(text, start - 2) == '.';
    if (dot && !spread) return true;
    bool name = eager_text_is(text, start, text->at, "of") || eager_text_is(text, start, text->at, "yield");
    if (name && self->brackets.count == 0) return true;
    for (const char *const *word = words; *word; word++) {
        if (eager_text_is(text, start, text->at, *word)) return false;
    }
    return true;
}

static EagerStep end_word(JavaScript *self, EagerText *text, EagerCut *cut) {
    self->mode = JS_CODE;
    self->operand = ends_operand(self, text, self->word_start);
    return token(self, text, cut, JS_TOKEN_WORD, self->word_start);
}

static EagerStep end_literal(JavaScript *self, EagerText *text, EagerCut *cut) {
    self->mode = JS_CODE;
    self->operand = true;
    if (!eager_lists_literal(&self->lists, self->word_start - self->start, text->at - self->start)) return EAGER_STEP_NO_MEMORY;
    return token(self, text, cut, JS_TOKEN_LITERAL, self->word_start);
}

static EagerStep read_word(JavaScript *self, EagerText *text, EagerCut *cut) {
    while (text->at < text->end && js_is_word_byte(eager_text_byte(text, text->at))) text->at++;
    self->end = text->at;
    return text->at < text->end ? end_word(self, text, cut) : EAGER_STEP_MORE;
}

static EagerStep open_bracket(JavaScript *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    if (!eager_stack_push(&self->brackets, byte == '(' ? ')' : (uint8_t)(byte + 2)) || !eager_lists_open(&self->lists)) {
        return EAGER_STEP_NO_MEMORY;
    }
    text->at++;
    self->operand = false;
    return token(self, text, cut, JS_TOKEN_OPEN, text->at - 1);
}

static EagerStep close_bracket(JavaScript *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    uint32_t top = eager_stack_top(&self->brackets);
    if (top != byte && !(top == JS_TEMPLATE_HOLE && byte == '}')) return js_error(text, text->at);
    eager_stack_pop(&self->brackets);
    text->at++;
    self->operand = true;
    if (top != JS_TEMPLATE_HOLE && !eager_lists_close(&self->lists)) return EAGER_STEP_NO_MEMORY;
    if (top != JS_TEMPLATE_HOLE) return token(self, text, cut, JS_TOKEN_CLOSE, text->at - 1);
    self->mode = JS_TEMPLATE;
    return EAGER_STEP_ON;
}

static EagerStep begin_literal(JavaScript *self, EagerText *text, JsMode mode, uint8_t quote) {
    self->mode = (uint8_t)mode;
    self->quote = quote;
    self->in_class = false;
    self->word_start = text->at++;
    return EAGER_STEP_ON;
}

static EagerStep read_operator(JavaScript *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    if ((byte == '+' || byte == '-') && !eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    /* An increment keeps what it stands behind an operand. */
    bool twice = (byte == '+' || byte == '-') && eager_text_peek(text, 1) == byte;
    uint64_t start = text->at;
    text->at += twice ? 2 : 1;
    bool in_hole = eager_stack_top(&self->brackets) == JS_TEMPLATE_HOLE;
    if ((byte == ',' || byte == ';') && !in_hole) eager_lists_separate(&self->lists, text->at - self->start);
    self->operand = twice && self->operand && !self->new_line;
    return token(self, text, cut, JS_TOKEN_PUNCTUATION, start);
}

static EagerStep read_token(JavaScript *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    switch (byte) {
    case '(': case '[': case '{':
        return open_bracket(self, text, cut, byte);
    case ')': case ']': case '}':
        return close_bracket(self, text, cut, byte);
    case '"': case '\'':
        return begin_literal(self, text, JS_STRING, byte);
    case '`':
        return begin_literal(self, text, JS_TEMPLATE, byte);
    case '/':
        return self->operand ? read_operator(self, text, cut, byte) : begin_literal(self, text, JS_REGEX, byte);
    default:
        if (!js_is_word_byte(byte)) return byte < ' ' ? js_error(text, text->at) : read_operator(self, text, cut, byte);
        self->mode = JS_WORD;
        self->word_start = text->at;
        return read_word(self, text, cut);
    }
}

static EagerStep read_code(JavaScript *self, EagerText *text, EagerCut *cut) {
    uint8_t byte = eager_text_byte(text, text->at);
    if (byte == ' ' || byte == '\t' || byte == '\f' || byte == '\v' || byte == '\n' || byte == '\r') {
        self->new_line |= byte == '\n' || byte == '\r';
        text->at++;
        return EAGER_STEP_ON;
    }
    if (text->at == 0 && (byte == 0xEF || byte == '#')) {
        if (!eager_text_reaches(text, 3)) return EAGER_STEP_MORE;
        bool mark = byte == 0xEF && eager_text_peek(text, 1) == 0xBB && eager_text_peek(text, 2) == 0xBF;
        if (byte == '#' && eager_text_peek(text, 1) == '!') self->mode = JS_LINE_COMMENT;
        if (mark) text->at = 3;
        if (mark || self->mode != JS_CODE) return EAGER_STEP_ON;
    }
    if (byte == '/') {
        if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
        uint8_t next = eager_text_peek(text, 1);
        if (next == '/' || next == '*') {
            self->mode = next == '/' ? JS_LINE_COMMENT : JS_BLOCK_COMMENT;
            text->at += 2;
            return EAGER_STEP_ON;
        }
    }
    if (self->brackets.count == 0) {
        EagerStep step = js_before_token(self, text, cut);
        if (step != EAGER_STEP_ON) return step;
    }
    return read_token(self, text, cut, byte);
}

static EagerStep read_comment(JavaScript *self, EagerText *text, uint8_t byte) {
    bool line_break = byte == '\n' || byte == '\r';
    self->new_line |= line_break;
    if (self->mode == JS_LINE_COMMENT && line_break) self->mode = JS_CODE;
    if (self->mode == JS_BLOCK_COMMENT && byte == '*') {
        if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
        if (eager_text_peek(text, 1) == '/') {
            self->mode = JS_CODE;
            text->at++;
        }
    }
    text->at++;
    return EAGER_STEP_ON;
}

static EagerStep read_template(JavaScript *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    if (byte == '$' && !eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
    text->at++;
    if (byte == '`') return end_literal(self, text, cut);
    if (byte != '$' || eager_text_peek(text, 0) != '{') return EAGER_STEP_ON;
    text->at++;
    self->mode = JS_CODE;
    self->operand = false;
    return eager_stack_push(&self->brackets, JS_TEMPLATE_HOLE) ? EAGER_STEP_ON : EAGER_STEP_NO_MEMORY;
}

static EagerStep read_literal(JavaScript *self, EagerText *text, EagerCut *cut, uint8_t byte) {
    if (byte == '\\') {
        if (!eager_text_reaches(text, 2)) return EAGER_STEP_MORE;
        text->at += text->end - text->at < 2 ? 1 : 2;
        return EAGER_STEP_ON;
    }
    if (self->mode == JS_TEMPLATE) return read_template(self, text, cut, byte);
    /* The line break of an escaped "\r\n" has two bytes. */
    bool escaped = byte == '\n' && eager_text_byte(text, text->at - 1) == '\r' && self->mode == JS_STRING;
    if ((byte == '\n' || byte == '\r') && !escaped) return js_error(text, text->at);
    if (self->mode == JS_REGEX) self->in_class = byte == '[' || (self->in_class && byte != ']');
    text->at++;
    return byte == self->quote && !self->in_class ? end_literal(self, text, cut) : EAGER_STEP_ON;
}

static EagerStep scan(void *state, EagerText *text, EagerCut *cut) {
    JavaScript *self = state;
    EagerStep step = EAGER_STEP_ON;
    while (step == EAGER_STEP_ON && text->at < text->end) {
        uint8_t byte = eager_text_byte(text, text->at);
        switch ((JsMode)self->mode) {
        case JS_CODE: step = read_code(self, text, cut); break;
        case JS_WORD: step = read_word(self, text, cut); break;
        case JS_LINE_COMMENT:
        case JS_BLOCK_COMMENT: step = read_comment(self, text, byte); break;
        default: step = read_literal(self, text, cut, byte); break;
        }
    }
    return step == EAGER_STEP_ON ? EAGER_STEP_MORE : step;
}

static EagerStep finish(void *state, EagerText *text, EagerCut *cut) {
    JavaScript *self = state;
    EagerStep step = self->mode == JS_WORD ? end_word(self, text, cut) : EAGER_STEP_ON;
    return step == EAGER_STEP_ON ? js_end(self, text, cut) : step;
}

static void release(void *state) {
    JavaScript *self = state;
    eager_stack_free(&self->brackets);
    eager_stack_free(&self->frames);
    eager_lists_free(&self->lists);
}

const EagerScanner eager_javascript_scanner = {.state_size = sizeof(JavaScript), .scan = scan, .finish = finish, .release = release};
