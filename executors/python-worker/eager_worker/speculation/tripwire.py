"""Meets whatever others could see, and what cannot be read twice, while a body runs ahead."""

from __future__ import annotations

import sys
from _stat import S_ISDIR, S_ISREG
from posix import stat as stat_of

from ..effects import callers
from ..effects.classes import DYNAMIC_CODE, EVERY, READ_INSIDE, READ_OUTSIDE, TIME, Classes
from ..hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

_FREE = frozenset((READ_INSIDE, READ_OUTSIDE, TIME, DYNAMIC_CODE))
_ENDLESS = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


class Tripwire:
    """`meet` is called at the first effect and does not return."""

    def __init__(self, home: str, meet: Callable[[], object]) -> None:
        self.meet = meet
        self._classifiers: dict[str, Callable[[Any], object]] = dict(Classes(home).classifiers(EVERY - _FREE))
        self._opened = self._classifiers["open"]
        self._classifiers["open"] = self._open

    def install(self) -> None:
        find, meet = self._classifiers.get, self.meet

        @hidden
        def audit(event: str, given: tuple[Any, ...]) -> None:
            classify = find(event)
            if classify is not None and classify(given) is not None:
                if callers.is_bytecode_cache():
                    raise PermissionError("bytecode is not written ahead")  # importing goes on without
                meet()

        sys.addaudithook(audit)

    def remove(self) -> None:
        """An audit hook stays; it finds nothing any more."""
        self._classifiers.clear()

    def _open(self, given: tuple[Any, ...]) -> object:
        written = self._opened(given)
        if written is not None or type(given[0]) is int or given[0] in _ENDLESS:
            return written
        try:
            mode = stat_of(given[0]).st_mode
        except (OSError, ValueError, TypeError):
            return None  # the call fails by itself
        return None if S_ISREG(mode) or S_ISDIR(mode) else "special"
