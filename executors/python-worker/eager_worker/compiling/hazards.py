"""Statements that tell one frame from several: they and all that follow run in one frame, when the program is complete."""

from __future__ import annotations

import _ast

from .quietly import children, parsed

_NAMES = frozenset((
    "settrace", "setprofile", "cProfile", "tracemalloc", "breakpoint", "set_trace", "fork", "forkpty",
    "_getframe", "_current_frames", "currentframe",
))
_MODULES = frozenset(("profile", "monitoring"))  # too common as names of other things
_SPELLINGS = (
    b"settrace", b"set_trace", b"rofile", b"monitoring", b"tracemalloc", b"breakpoint", b"fork", b"_getframe", b"_current_frames",
    b"currentframe",
)


def wants_one_frame(source: bytes, in_block: bool = False) -> bool:
    """True where the text names a tracer, a profiler, a debugger, the current frame or fork(): they reach over the end of a statement; inside
    of an open block, where readers of source disagree about its bytes, too."""
    if in_block and b"\0" in source:
        return True
    if not any(spelling in source for spelling in _SPELLINGS):
        return False
    try:
        waiting: list[_ast.AST] = [parsed(source)]
    except (SyntaxError, ValueError):
        return False
    while waiting:
        node = waiting.pop()
        if isinstance(node, _ast.Name) and node.id in _NAMES:
            return True
        if isinstance(node, _ast.Attribute) and (node.attr in _NAMES or node.attr == "monitoring"):
            return True
        if isinstance(node, (_ast.Import, _ast.ImportFrom)):
            named = {name for alias in node.names for name in alias.name.split(".")} | {getattr(node, "module", None)}
            if named & (_NAMES | _MODULES):
                return True
        waiting.extend(children(node))
    return False
