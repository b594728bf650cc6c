/* Lexical rules of C# 14 scripts and top-level programs, after Roslyn. tokens.c reads bytes into tokens, literals.c strings and
 * what is interpolated in them, directives.c preprocessor lines; statements.c knows where a statement ends. Inside brackets
 * only the brackets matter, so statements.c sees the tokens outside of all brackets and no others. */
#ifndef EAGER_CSHARP_H
#define EAGER_CSHARP_H

#include "eager/eager.h"
#include "../lists/lists.h"

typedef enum CSharpMode {
    CSHARP_CODE,
    CSHARP_WORD,
    CSHARP_LINE_COMMENT,
    CSHARP_BLOCK_COMMENT,
    CSHARP_CHARACTER,
    CSHARP_STRING,
    CSHARP_VERBATIM,
    CSHARP_RAW,
    CSHARP_TEXT,   /* of an interpolated string */
    CSHARP_FORMAT, /* of a hole, behind its colon */
    CSHARP_DIRECTIVE,
    CSHARP_SKIP, /* lines that a condition leaves out */
    CSHARP_SKIM  /* looking for the #endif before the region is read */
} CSharpMode;

/* Where a statement stands. */
typedef enum CSharpPhase {
    PHASE_START,     /* before the first token of a statement, embedded or not */
    PHASE_HEADER,    /* behind a keyword, before its parentheses are closed */
    PHASE_CATCH,     /* behind `catch`, before its block */
    PHASE_SIMPLE,    /* ends with a semicolon, or with the body of what turns out to be a declaration */
    PHASE_BLOCK,     /* ends with the brace that closes the one open bracket */
    PHASE_PROPERTY,  /* as PHASE_BLOCK, and `=` may follow */
    PHASE_INITIAL,   /* behind the accessors of a property */
    PHASE_TYPE,      /* ends with its first semicolon or with the brace that closes its first block */
    PHASE_NAMESPACE, /* likewise, but a semicolon takes in the rest of the file */
    PHASE_REST,
    PHASE_ATTRIBUTE,
    PHASE_AFTER      /* what continues the part on top of the frames may or has to follow */
} CSharpPhase;

/* What an embedded statement belongs to: the part of a compound statement, if something may continue it. */
enum { FRAME_PLAIN = UINT16_MAX }; /* else, loops, lock, finally, a label: over with its statement */

/* A bracket on the stack: its closing byte; for an interpolated string or a hole in one, also how it is written. */
enum {
    BRACKET_CLOSER = 0xFF,
    BRACKET_STRING = 0x100,
    BRACKET_HOLE = 0x200,
    BRACKET_VERBATIM = 0x400,
    BRACKET_RAW_SHIFT = 12,    /* quotes of a raw string, 0 if it is none: 9 bits */
    BRACKET_DOLLARS_SHIFT = 21 /* 9 bits */
};

typedef enum CSharpToken { TOKEN_WORD, TOKEN_LITERAL, TOKEN_PUNCTUATION, TOKEN_OPEN, TOKEN_CLOSE } CSharpToken;

typedef struct CSharp {
    uint8_t mode;       /* CSharpMode */
    uint8_t phase;      /* CSharpPhase */
    bool mid_line;      /* something but white space stood on this line */
    bool begun;         /* the first token of a top-level statement was read */

    /* The simple statement at hand. */
    uint32_t tokens;    /* of it, saturating at 3 */
    bool expression;    /* no declaration: braces belong to expressions */
    bool called;        /* its last token outside of brackets is a closing parenthesis */
    bool constrained;   /* behind `where` or `event`: the first brace opens a body that nothing follows */
    bool block_word;    /* its first word is checked, unchecked or unsafe */
    bool delegate_word; /* its first word is delegate */
    bool modifiers;     /* only modifiers so far */
    bool pending_record, pending_await, pending_using, pending_with;
    uint64_t attribute;   /* its first byte behind the bracket */

    uint64_t start, end;  /* of the top-level statement: first token, one past the last */
    uint64_t word_start;
    uint32_t quotes;      /* of the raw string at hand */

    /* Directives. */
    uint64_t directive_start, directive_end;
    uint8_t resume;       /* CSharpMode in which the line was found */
    uint64_t skim_from, horizon; /* conditional regions before the horizon are complete */
    uint32_t nested;      /* conditions inside the lines that are skipped or skimmed */

    EagerStack brackets, frames;
    EagerLists lists; /* of the statement at hand; directives and what they leave out are hidden too */
    uint64_t hide_from;
    EagerStack conditions; /* open #if: whether one of its branches was taken */
    EagerStack symbols;    /* defined: length and bytes of each, one entry a byte */
} CSharp;

/* statements.c: outside of all brackets, before the token at text->at. May release what that token does not belong to. */
EagerStep csharp_before_token(CSharp *self, EagerText *text, EagerCut *cut);

/* statements.c: a token outside of all brackets, or a bracket that opens or closes there, was read up to text->at. */
EagerStep csharp_token(CSharp *self, EagerText *text, EagerCut *cut, CSharpToken token, uint64_t start);

/* statements.c: at the end of the stream. */
EagerStep csharp_end(CSharp *self, EagerText *text, EagerCut *cut);

/* directives.c */
EagerStep csharp_read_directive(CSharp *self, EagerText *text, EagerCut *cut);
EagerStep csharp_read_skipped(CSharp *self, EagerText *text);

/* literals.c */
EagerStep csharp_begin_string(CSharp *self, EagerText *text);
EagerStep csharp_read_literal(CSharp *self, EagerText *text, EagerCut *cut);
EagerStep csharp_close_hole(CSharp *self, EagerText *text);

/* tokens.c: the literal that began at self->word_start ends at text->at. */
EagerStep csharp_end_literal(CSharp *self, EagerText *text, EagerCut *cut);

/* tokens.c: bytes of the line break at text->at, 0 if there is none, -1 if it is cut. */
int csharp_newline(const EagerText *text);

bool csharp_is_word_byte(uint8_t byte);

static inline EagerStep csharp_error(EagerText *text, uint64_t at) {
    text->at = at;
    return EAGER_STEP_ERROR;
}

static inline EagerStep csharp_push(EagerStack *stack, uint32_t entry) {
    return eager_stack_push(stack, entry) ? EAGER_STEP_ON : EAGER_STEP_NO_MEMORY;
}

#endif
