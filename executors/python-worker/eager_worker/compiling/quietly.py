"""Compiling without a word: warnings belong to the one compilation that is run."""

from __future__ import annotations

import _ast  # `ast` itself costs 3 ms and brings `enum` into the program's `sys.modules`
import _warnings
import sys


class WarningsAs:
    """Puts one entry before all warning filters, without the version step that would make every "once" warning appear again."""

    def __init__(self, action: str, below: int | None = None) -> None:
        """`below` a line, where one is given."""
        self._entries = [(action, None, Warning, None, line) for line in ((0,) if below is None else range(1, below))]

    def __enter__(self) -> None:
        module = sys.modules.get("warnings")
        self._filters = getattr(module, "filters", _warnings.filters)
        if type(self._filters) is list:
            self._filters[:0] = self._entries

    def __exit__(self, *_: object) -> None:
        if type(self._filters) is list:
            for entry in self._entries:
                self._filters.remove(entry)


def parsed(source: bytes, flags: int = 0) -> _ast.Module:
    """The tree of a text; raises what the compiler raises."""
    with WarningsAs("ignore"):
        tree: _ast.Module = compile(source, "<unit>", "exec", flags | _ast.PyCF_ONLY_AST, True)
        return tree


def children(node: _ast.AST) -> list[_ast.AST]:
    """The nodes right beneath one, as ast.iter_child_nodes() gives them."""
    found: list[_ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        found.extend(item for item in (value if isinstance(value, list) else (value,)) if isinstance(item, _ast.AST))
    return found
