"""What the interpreter would hold on its stack while a suite runs: all that it takes to go on natively from the middle of it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Plain:
    """Of an `if`, or of an `else`: nothing."""

    __slots__ = ()


class Turn:
    """The first turn of a loop; the iterator is missing for a `while`."""

    __slots__ = ("iterator",)

    def __init__(self, iterator: list[Any]) -> None:
        self.iterator = iterator


class Entered:
    """The block of a `with`: of each manager its bound `__exit__`, the outermost first."""

    __slots__ = ("leaving",)

    def __init__(self, leaving: list[list[Any]]) -> None:
        self.leaving = leaving


class Tried:
    """The block of a `try`."""

    __slots__ = ()


class Alternative:
    """The `else` of a `try`: its clauses take nothing any more, its `finally` will run."""

    __slots__ = ()


class Handling:
    """An `except` clause, and the name that is unbound at its end."""

    __slots__ = ("error", "name")

    def __init__(self, error: BaseException, name: str | None) -> None:
        self.error = error
        self.name = name


class Last:
    """A `finally`, and what it interrupts: see driver.py."""

    __slots__ = ("result",)

    def __init__(self, result: object) -> None:
        self.result = result
