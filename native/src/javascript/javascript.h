/* Lexical rules of JavaScript modules and scripts, enough to cut them: tokens.c reads tokens (regular expressions and template
 * literals included), statements.c knows where a statement ends, by a semicolon, a brace, or the line break before a token
 * that cannot continue it. */
#ifndef EAGER_JAVASCRIPT_H
#define EAGER_JAVASCRIPT_H

#include "../lists/lists.h"

typedef enum JsMode { JS_CODE, JS_WORD, JS_LINE_COMMENT, JS_BLOCK_COMMENT, JS_STRING, JS_TEMPLATE, JS_REGEX } JsMode;

typedef enum JsPhase {
    JS_START,   /* before the first token of a statement, embedded or not */
    JS_HEADER,  /* behind a keyword, before its parentheses are closed */
    JS_CATCH,   /* behind `catch`, before its block */
    JS_SIMPLE,  /* ends with a semicolon, or before a token on a new line that cannot continue it */
    JS_BLOCK,   /* ends with the brace that closes the one open bracket */
    JS_BODY,    /* a function or class: ends with the brace that closes its first block */
    JS_AFTER,   /* what continues the part on top of the frames may or has to follow */
    JS_CONDITION, /* of a do, before its parentheses are closed */
    JS_TAIL     /* behind the condition of a do: a semicolon may follow */
} JsPhase;

/* What an embedded statement belongs to: the part of a compound statement, if something may continue it. */
enum { JS_PLAIN = UINT16_MAX }; /* over with its statement */

enum { JS_TEMPLATE_HOLE = 0x100 }; /* a bracket on the stack that returns to the template around it */

/* What ends so that no operator can continue it: the body of an arrow function, the source of an import. */
typedef enum JsEnding { JS_OPEN, JS_ARROW, JS_ARROW_BODY, JS_FROM, JS_ENDED } JsEnding;

typedef struct JavaScript {
    uint8_t mode;  /* JsMode */
    uint8_t phase; /* JsPhase */
    bool begun;    /* the first token of a top-level statement was read */
    bool new_line; /* a line break stood since the last token */
    bool operand;  /* the last token ends an expression: a slash divides, a line may end */
    uint8_t ending; /* JsEnding of the simple statement at hand */
    bool module;    /* its first word is `import` or `export` */
    bool exported; /* behind `export` and `default` */
    bool in_class; /* of a regular expression: between brackets */
    uint8_t quote;
    uint32_t tokens; /* of the simple statement, saturating at 3 */
    uint64_t start, end, word_start;
    EagerStack brackets, frames;
    EagerLists lists;
} JavaScript;

typedef enum JsToken { JS_TOKEN_WORD, JS_TOKEN_LITERAL, JS_TOKEN_PUNCTUATION, JS_TOKEN_OPEN, JS_TOKEN_CLOSE } JsToken;

/* statements.c: outside of all brackets, before the token at text->at. May release what that token does not belong to. */
EagerStep js_before_token(JavaScript *self, EagerText *text, EagerCut *cut);

/* statements.c: a token outside of all brackets, or a bracket that opens or closes there, was read up to text->at. */
EagerStep js_token(JavaScript *self, EagerText *text, EagerCut *cut, JsToken token, uint64_t start);

/* statements.c: at the end of the stream. */
EagerStep js_end(JavaScript *self, EagerText *text, EagerCut *cut);

bool js_is_word_byte(uint8_t byte);

static inline EagerStep js_error(EagerText *text, uint64_t at) {
    text->at = at;
    return EAGER_STEP_ERROR;
}

#endif
