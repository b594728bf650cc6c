"""The recursion limit, less the one frame beneath the program.

A script that recurses without end reports how deep it came ("Previous line repeated 996 more times"). The true limit is therefore one
higher than the program is told. Threads other than the first may go one deeper than in a script.
"""

from __future__ import annotations

import sys

from .hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BENEATH = 1


def discount_one_frame() -> None:
    set_limit, get_limit = sys.setrecursionlimit, sys.getrecursionlimit

    def setrecursionlimit(limit, /):  # type: ignore[no-untyped-def]
        set_limit(limit + _BENEATH if isinstance(limit, int) and 0 < limit < 0x7FFFFFFF else limit)

    def getrecursionlimit():  # type: ignore[no-untyped-def]
        return get_limit() - _BENEATH

    pairs: list[tuple[Any, Any]] = [(setrecursionlimit, set_limit), (getrecursionlimit, get_limit)]
    for ours, theirs in pairs:
        seen = hidden(ours)
        seen.__module__ = "sys"
        seen.__qualname__ = theirs.__qualname__
        seen.__doc__ = theirs.__doc__
        setattr(sys, theirs.__name__, seen)
    set_limit(get_limit() + _BENEATH)
