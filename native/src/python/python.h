/* Lexical rules of Python 3.8 to 3.14, after CPython's tokenizer (PEP 701 f-strings; every older f-string reads the same).
 * tokens.c reads bytes into tokens and logical lines, strings.c those of strings and f-strings; lines.c knows what a logical line does to the
 * open statement. */
#ifndef EAGER_PYTHON_H
#define EAGER_PYTHON_H

#include "../lists/lists.h"

enum {
    PYTHON_MAX_INDENTS = 100,   /* CPython's MAXINDENT */
    PYTHON_MAX_BRACKETS = 200,  /* CPython's MAXLEVEL */
    PYTHON_MAX_FRAMES = 512     /* brackets, f-strings and their fields together */
};

typedef enum PythonMode {
    PYTHON_INDENT, /* before the first token of a logical line */
    PYTHON_CODE,
    PYTHON_WORD, /* inside a name, keyword, number or string prefix */
    PYTHON_COMMENT,
    PYTHON_STRING,
    PYTHON_FORMAT /* inside the text of an f-string or of a format specification */
} PythonMode;

/* An open bracket: its closing byte. An f-string, or a field of one: FRAME_* flags. */
typedef uint16_t PythonFrame;
enum {
    FRAME_CLOSER = 0xFF,
    FRAME_FSTRING = 0x100,
    FRAME_FIELD = 0x200,
    FRAME_SPEC = 0x400,   /* of a field: behind its colon */
    FRAME_TRIPLE = 0x800, /* of an f-string and its fields, as are the next two */
    FRAME_RAW = 0x1000,
    FRAME_DOUBLE = 0x2000 /* quoted with '"' */
};

typedef struct Python {
    uint8_t mode; /* PythonMode */

    /* The logical line. */
    bool begun;      /* its first token was read */
    bool top;        /* it stands at the left margin */
    bool colon;      /* its last token is a colon outside of brackets */
    bool had_colon;  /* it has such a colon */
    bool first_word; /* the word being read is its first token */
    bool after_async;
    uint32_t column, alternate_column; /* of the line's beginning: tabs to multiples of 8, and of 1 */
    bool continued;                    /* a backslash stood in its indentation, which ends there */

    /* Inside a token. */
    uint64_t word_start, word_end, string_start;
    uint8_t quote;
    bool triple;

    /* The open statement. */
    bool open;     /* it is compound and may go on behind its last line */
    bool block;    /* the last line ended with a colon: an indented one has to follow */
    bool soft;     /* its first word is `match`: compound only if the line ends with a colon */
    uint32_t part; /* its last part, see EagerClauses */
    uint64_t start, end;  /* first token; one past the last */
    uint64_t extent_end;  /* one past its last line */
    bool header;   /* its header is over and has a block, and it is of a kind that opens */
    bool ahead;    /* it is the header of a function without parameters, at the margin */
    bool async;    /* its first word is `async` */

    /* The opened statements around it. The indentation of the block of the n-th is the n-th below. */
    bool opening;   /* the statement that begins here is one of them as soon as its header is over */
    bool in_clause; /* the line continues the innermost of them */
    bool in_function; /* the outermost of them is a function, in which nothing is opened */
    uint32_t depth;
    uint32_t parts[PYTHON_MAX_INDENTS]; /* the last part of each */

    EagerLists lists;
    uint32_t indents;     /* used entries below, the margin excepted */
    uint32_t frames, brackets;
    uint32_t columns[PYTHON_MAX_INDENTS], alternate_columns[PYTHON_MAX_INDENTS];
    PythonFrame stack[PYTHON_MAX_FRAMES];
} Python;

/* A quote lies at text->at, behind the prefix that was read as a word, if there is one. */
EagerStep python_begin_string(Python *self, EagerText *text);

/* Inside a string, and inside the text of an f-string or of a format specification. */
EagerStep python_read_string(Python *self, EagerText *text);
EagerStep python_read_format(Python *self, EagerText *text);

/* The first token of a logical line lies at text->at. */
EagerStep python_line_begin(Python *self, EagerText *text, EagerCut *cut);

/* A word at the start of a line at the margin, or behind `async` there, lies from word_start to word_end. */
EagerStep python_line_word(Python *self, EagerText *text);

/* The logical line ends at text->at, its newline at `line_end`. Moves text->at there. */
EagerStep python_line_end(Python *self, EagerText *text, EagerCut *cut, uint64_t line_end);

/* Makes ready to read the open statement again in parts. */
bool python_open(Python *self, bool ahead);

/* The text is over: gives the end of the innermost opened statement; _MORE where there is none, or where it lacks a part. */
EagerStep python_close_last(Python *self, EagerText *text, EagerCut *cut);

/* Gives the statement that is over and makes ready for the next. */
EagerStep python_release(Python *self, EagerText *text, EagerCut *cut);

static inline EagerStep python_error(EagerText *text, uint64_t at) {
    text->at = at;
    return EAGER_STEP_ERROR;
}

static inline PythonFrame python_top_frame(const Python *self) { return self->frames ? self->stack[self->frames - 1] : 0; }

static inline bool python_push(Python *self, PythonFrame frame) {
    if (self->frames == PYTHON_MAX_FRAMES) return false;
    self->stack[self->frames++] = frame;
    return true;
}

/* A token that ends at `end` was read and moves the text there. */
static inline EagerStep python_token(Python *self, EagerText *text, uint64_t end) {
    self->first_word = self->after_async = self->colon = false;
    self->end = end;
    text->at = end;
    return EAGER_STEP_ON;
}

#endif
