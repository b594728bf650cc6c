"""Statements that tell one frame from several: they and all that follow run in one frame, when the program is complete."""

from __future__ import annotations

import _ast

_WORDS = ("settrace", "setprofile", "cProfile", "profile", "monitoring", "fork", "forkpty", "breakpoint", "set_trace")
_SPELLINGS = tuple(word.encode() for word in ("settrace", "profile", "cProfile", "monitoring", "fork", "breakpoint", "set_trace"))


def wants_one_frame(source: bytes) -> bool:
    """True where the text names a tracer, a profiler, a debugger or fork(), whose effects reach over the end of a statement."""
    if not any(spelling in source for spelling in _SPELLINGS):
        return False
    try:
        waiting: list[object] = [compile(source, "<unit>", "exec", _ast.PyCF_ONLY_AST, True)]
    except (SyntaxError, ValueError):
        return False
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, _ast.AST):
            waiting.extend(getattr(node, field, None) for field in node._fields)
        elif isinstance(node, str) and node in _WORDS:
            return True
    return False
