"""Statements that tell one frame from several: they and all that follow run in one frame, when the program is complete."""

from __future__ import annotations

import _ast

_WORDS = frozenset((
    "settrace", "setprofile", "cProfile", "profile", "monitoring", "breakpoint", "set_trace", "fork", "forkpty",
    "_getframe", "_current_frames", "currentframe",
))
_SPELLINGS = (b"settrace", b"set_trace", b"rofile", b"monitoring", b"breakpoint", b"fork", b"_getframe", b"_current_frames", b"currentframe")


def wants_one_frame(source: bytes) -> bool:
    """True where the text names a tracer, a profiler, a debugger, the current frame or fork(): they reach over the end of a statement."""
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
