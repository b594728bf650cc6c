"""What modules set for the whole interpreter as they were loaded: set again when the program imports them, and not before."""

from __future__ import annotations

import _warnings
import sys

from ..hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, Iterable


class Settings:
    """Filters of warnings, how often they were changed, which shows in `__warningregistry__`, and finders of modules."""

    def __init__(self) -> None:
        self._mutated = _warnings._filters_mutated  # type: ignore[attr-defined]
        self._filters = list(_warnings.filters)
        self._finders = list(sys.meta_path)
        self._changes = 0
        self._open: list[tuple[list[Any], int]] = []
        self._of: dict[str, tuple[list[Any], int, list[Any]]] = {}
        _set_counter(self._count, sys.modules.values())

    def begin(self) -> None:
        self._open.append(self._taken())

    def end(self, name: str) -> None:
        """What happened since the last beginning is the module's own: those beneath it have taken theirs away."""
        finders = [finder for finder in sys.meta_path if not any(finder is known for known in self._finders)]
        self._finders += finders
        self._of[name] = (*self._taken(), finders)
        filters, self._changes = self._open.pop()
        _warnings.filters[:0] = filters

    def put_back(self, modules: Iterable[ModuleType]) -> None:
        self._taken()
        self._of = {name: set_ for name, set_ in self._of.items() if any(set_)}
        later = [finder for _, _, finders in self._of.values() for finder in finders]
        sys.meta_path[:] = [finder for finder in sys.meta_path if not any(finder is added for added in later)]
        _set_counter(self._mutated, [*sys.modules.values(), *modules])

    @hidden
    def apply(self, name: str) -> None:
        if name in self._of:
            filters, changes, finders = self._of.pop(name)
            sys.meta_path += finders
            _warnings.filters[:0] = filters
            for _ in range(changes):
                self._mutated()

    def _taken(self) -> tuple[list[Any], int]:
        added = [item for item in _warnings.filters if item not in self._filters]
        changes, self._changes = self._changes, 0
        _warnings.filters[:] = self._filters
        return added, changes

    def _count(self) -> None:
        self._changes += 1


def _set_counter(counter: Any, modules: Iterable[ModuleType]) -> None:
    for module in [_warnings, *modules]:
        if module.__name__ in ("warnings", "_warnings"):
            module._filters_mutated = counter  # type: ignore[attr-defined]
