"""Errors of text that is no Python text at all, worded as the interpreter words them for a file."""

from __future__ import annotations

import sys

_PEP_263 = "https://peps.python.org/pep-0263/" if sys.version_info >= (3, 11) else "https://python.org/dev/peps/pep-0263/"


def as_script_reports(error: Exception, text: bytes, file: str) -> Exception:
    """The error a script with this text would end with, where compiling from memory gives another one."""
    if b"\0" in text:
        line, _, _ = text.partition(b"\0")
        number = line.count(b"\n") + 1
        shown = line.rpartition(b"\n")[2].decode("utf-8", "replace") + "\n"
        return SyntaxError("source code cannot contain null bytes", (file, number, None, shown))
    if isinstance(error, SyntaxError) and str(error.msg).startswith("unknown encoding: "):
        return SyntaxError("encoding problem: " + str(error.msg)[len("unknown encoding: "):])
    if isinstance(error, SyntaxError) and "codec can't decode" in str(error.msg):
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as wrong:
            number = text.count(b"\n", 0, wrong.start) + 1
            return SyntaxError(
                f"Non-UTF-8 code starting with '\\x{text[wrong.start]:02x}' in file {file} on line {number}, "
                f"but no encoding declared; see {_PEP_263} for details"
            )
    return error
