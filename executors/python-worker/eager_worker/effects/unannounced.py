"""Calls that change files without an audit event: while effects wait, they are met here."""

from __future__ import annotations

import os
import sys

from ..hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

_NAMES = ("mkfifo", "mknod")
EVENTS = tuple(f"os.{name}" for name in _NAMES)


class Unannounced:
    """Stands before functions of `os`, for the program's own text and for libraries, until it is told to step aside."""

    def __init__(self, meet: Callable[[str, tuple[Any, ...]], None]) -> None:
        self._meet = meet
        self._replaced: list[tuple[Any, str, Any, Any]] = []

    def install(self) -> None:
        for name in _NAMES:
            original = getattr(os, name, None)
            if original is None:
                continue
            standing = self._before(name, original)
            for module in (os, sys.modules["posix"]):
                self._replaced.append((module, name, original, standing))
                setattr(module, name, standing)

    def remove(self) -> None:
        """What the program has put there itself stays."""
        for module, name, original, standing in self._replaced:
            if getattr(module, name, None) is standing:
                setattr(module, name, original)
        self._replaced.clear()

    def _before(self, name: str, original: Any) -> Any:
        meet, event = self._meet, f"os.{name}"

        @hidden
        def call(*given: Any, **named: Any) -> Any:
            path, folder = given[0] if given else named.get("path"), named.get("dir_fd")
            meet(event, (path, 0, -1 if folder is None else folder))
            return original(*given, **named)

        call.__name__, call.__qualname__, call.__module__, call.__doc__ = name, name, original.__module__, original.__doc__
        call.__text_signature__ = original.__text_signature__  # type: ignore[attr-defined]
        return call
