"""Objects that a child touches lie side by side in the parent's memory: each page that a child writes to is copied, and an import writes to the count of
references of every module that it brings, and of its name. Looking up a method takes another one's name out of the interpreter's cache of them.
"""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable

_MODULES = 1024


class ModuleTray:
    """Makes modules for the import system, from some that were made in a row."""

    def __init__(self) -> None:
        self._blank = [ModuleType("") for _ in range(_MODULES)]
        self._blank.reverse()

    def __call__(self, name: str) -> ModuleType:
        if not self._blank:
            return ModuleType(name)
        module = self._blank.pop()
        module.__init__(name)  # type: ignore[misc]
        return module


def copies(names: Iterable[str]) -> dict[str, str]:
    """Each name, and one that is equal to it and lies beside the others."""
    return {name: name.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass") for name in names}


def forget_lookups() -> None:
    """What loading looked up: names all over the memory, of which children would write to hundreds."""
    forget = getattr(sys, "_clear_internal_caches", None) or getattr(sys, "_clear_type_cache", None)
    if forget is not None:
        forget()
