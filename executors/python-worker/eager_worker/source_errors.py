"""Where compiling from memory and reading a script from its file disagree, and what the script says."""

from __future__ import annotations

import sys

_PEP_263 = "https://peps.python.org/pep-0263/" if sys.version_info >= (3, 11) else "https://python.org/dev/peps/pep-0263/"
_NAMES_THE_NEXT_LINE = sys.version_info[:2] == (3, 10)
_NUL_CUTS_THE_LINE = sys.version_info < (3, 11, 4)


def as_file_is_read(source: bytes) -> bytes:
    """Up to 3.11.3 the rest of a line after a NUL byte is not seen, its end included; compiling from memory refuses the byte."""
    if not _NUL_CUTS_THE_LINE or b"\0" not in source:
        return source
    seen = b""
    for line in source.splitlines(keepends=True):
        seen += line.partition(b"\0")[0]
    return seen


def undecodable(source: bytes, file: str, encoding: str) -> SyntaxError | None:
    """The error of text that is not in its encoding; a comment counts, which compiling from memory does not decode."""
    if source.isascii() or encoding != "utf-8":
        return None
    try:
        source.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line = source.count(b"\n", 0, wrong.start) + 1 + _NAMES_THE_NEXT_LINE
        return SyntaxError(
            f"Non-UTF-8 code starting with '\\x{source[wrong.start]:02x}' in file {file} on line {line}, "
            f"but no encoding declared; see {_PEP_263} for details"
        )
    return None


def as_script_reports(error: Exception, text: bytes, file: str) -> Exception:
    """The error a script with this text would end with."""
    if b"\0" in text:
        before = text.partition(b"\0")[0]
        shown = before.rpartition(b"\n")[2].decode("utf-8", "replace") + "\n"
        return SyntaxError("source code cannot contain null bytes", (file, before.count(b"\n") + 1, None, shown))
    if not isinstance(error, SyntaxError):
        return error
    message = str(error.msg)
    if message.startswith("unknown encoding: "):
        return SyntaxError("encoding problem: " + message[len("unknown encoding: "):])
    if getattr(error, "end_offset", None) == -1 and message.startswith("expected "):
        error.offset = 0  # something is missing at the end of the text: the file is read up by then, and no caret is shown
    return error
