"""Interprets the control flow of blocks that are still arriving. All else is done by native code in its place: see trees.py.

How a statement goes on is a generator that asks for units and gives steps, never both at a time: no frame of it lies beneath the program's.
What a part comes to: see outcomes.py. Loops, managers and clauses are in files of their own.
"""

from __future__ import annotations

import _ast
from types import CodeType

from ..wire.frames import CLAUSE, CLOSED, LEAF, NO_UNIT, OPENED, ProtocolError, Unit
from . import clauses, functions, loops, managers, trees
from .continuation import Continuation
from .outcomes import BREAK, CONTINUE, OK, BrokenOff
from .parts import PartCompiler
from .suites import Plain
from .trees import Box

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any

    from ..compiling.units import UnitCompiler
    from .parts import Part

_BREAK_OFF = object()


class Step:
    """Code to run, and the exception that is being handled meanwhile."""

    __slots__ = ("code", "handled")

    def __init__(self, code: CodeType, handled: BaseException | None) -> None:
        self.code = code
        self.handled = handled


class Place:
    """Where a statement stands: the number of open statements, itself included, the exception that is being handled, and if a `break` in it has its loop."""

    __slots__ = ("handled", "level", "loop")

    def __init__(self, level: int, handled: BaseException | None, loop: bool) -> None:
        self.level = level
        self.handled = handled
        self.loop = loop

    @property
    def nested(self) -> bool:
        return self.level > 1

    def handling(self, error: BaseException | None) -> Place:
        return Place(self.level, error, self.loop)

    def within(self, level: int) -> Place:
        return Place(level, self.handled, self.loop)


class Driver:
    """One opened top-level statement after another."""

    def __init__(self, units: UnitCompiler, text: bytearray, names: dict[str, Any], ahead: Callable[[Any, bytes, PartCompiler], Any]) -> None:
        self.compiler = PartCompiler(units)
        self.ahead = ahead  # what runs the body of a function before its call, or None
        self.text = text
        self.names = names
        self._running: Generator[Step | None, Any, Any] | None = None
        self._level = 0  # statements opened and not closed by the units taken so far
        self._suites: list[Any] = []  # that run, of suites.py
        self._again: tuple[Unit, int] | None = None
        self.failure: BaseException | None = None  # that left the statement

    @property
    def is_open(self) -> bool:
        return self._running is not None

    def wants_one_frame(self, unit: Unit) -> bool:
        return unit.kind != CLOSED and self.compiler.wants_one_frame(unit, self._level > (unit.kind == CLAUSE))

    def require_place(self, unit: Unit) -> None:
        if self._running is None and unit.kind != OPENED:
            raise ProtocolError(f"a unit of kind {unit.kind} belongs to no open statement")

    def take(self, unit: Unit) -> Step | None:
        """Goes on with the next part: something to run, or None where the unit is over."""
        if self._running is None:
            self._running = self._program()
            next(self._running)
        return self._advance(unit)

    def went(self, failure: BaseException | None) -> Step | None:
        """Goes on after a step."""
        return self._advance(failure)

    def break_off(self) -> Step | None:
        """Nothing more arrives: what was entered is left, innermost first."""
        return self._advance(_BREAK_OFF)

    def closing(self, source: bytes, line: int) -> list[Unit]:
        """Parts that end what is open, the last leaf among them: text that the interpreter reads and the host could not cut."""
        leaf = [Unit(NO_UNIT, LEAF, len(self.text), line, source)] if source else []
        return leaf + [Unit(NO_UNIT, CLOSED, len(self.text) + len(source), line, b"") for _ in range(self._level)]

    def rest(self, units: list[Unit], text: bytes) -> CodeType | None:
        """The program from the first of its last units on, to run natively in one frame; None where that unit has to run by itself."""
        if not units or units[0].kind not in (LEAF, OPENED) or len(self._suites) != self._level or self._again is not None:
            return None
        code = Continuation(self.compiler, text, self._suites).code(units)
        if code is not None:
            self.abandon()
        return code

    def abandon(self) -> None:
        """Forgets the statement."""
        self._running = self._again = None
        self._level = 0
        self._suites.clear()
        self.compiler.forget()

    def _advance(self, given: object) -> Step | None:
        try:
            return self._running.send(given)  # type: ignore[union-attr]
        except StopIteration as end:
            self.abandon()
            if end.value is not OK:
                self.failure = end.value
            return None

    def _program(self):  # type: ignore[no-untyped-def]
        unit, level = yield from self.next()
        try:
            return (yield from self._statement(unit, Place(level, None, False)))
        except BrokenOff as off:
            return OK if type(off.cause) is KeyboardInterrupt else off.cause

    def next(self):  # type: ignore[no-untyped-def]
        """The next part and the number of statements it lies in, the one that it opens, continues or closes included."""
        again, self._again = self._again, None
        if again is not None:
            return again
        unit = yield None
        if unit is _BREAK_OFF:
            failure = yield Step(self.compiler.nothing(), None)  # a signal that came meanwhile strikes here
            raise BrokenOff(failure or KeyboardInterrupt())
        self.compiler.follow(unit)
        if unit.kind == OPENED:
            self._level += 1
        level = self._level
        if unit.kind == CLOSED:
            self._level -= 1
        return unit, level

    def back(self, unit: Unit, level: int) -> None:
        """The part is what next() gives next."""
        self._again = unit, level

    def _statement(self, unit, place):  # type: ignore[no-untyped-def]
        if unit.kind == LEAF:
            return (yield from self.run(self.compiler.leaf(unit, place.loop), place))
        part = self.compiler.header(unit, place.nested)
        way = {_ast.If: _if, _ast.For: loops.for_loop, _ast.While: loops.while_loop, _ast.With: managers.with_block, _ast.FunctionDef: functions.function}.get(type(part.body[0]), clauses.try_block)
        return (yield from way(self, unit, part, place))

    def run(self, part, place):  # type: ignore[no-untyped-def]
        """A leaf, or the suite of a clause on its own line."""
        if not (place.loop and trees.leaves_loop(part.body)):
            code = part.code if part.word == b"" else self.compiler.code(part.body, part)
            failure = yield Step(code, place.handled)
            return OK if failure is None else failure
        box = Box()
        failure = yield from self.native([trees.once(part.body)], part, place.handled, box)
        if failure is not None:
            return failure
        return {trees.FELL: OK, trees.WENT_ON: CONTINUE}.get(box.value, BREAK)

    def native(self, nodes, part, handled, box):  # type: ignore[no-untyped-def]
        """The exception that left the code, or None."""
        failure = yield self.step(nodes, part, handled, box)
        if box is not None:
            box.forget()
        return failure

    def step(self, nodes: list[Any], part: Part, handled: BaseException | None, box: Box | None) -> Step:
        return Step(self.compiler.code(nodes, part, {trees.BOX: box}), handled)

    def suite(self, place, of):  # type: ignore[no-untyped-def]
        """Up to the next clause or the end of the statement, which is left to be taken. `of` is of suites.py."""
        self._suites.append(of)
        result = OK
        while result is OK:
            unit, inner = yield from self.next()
            if inner == place.level and unit.kind in (CLAUSE, CLOSED):
                self.back(unit, inner)
                break
            result = yield from self._statement(unit, place.within(inner))
        self._suites.pop()
        return result

    def clause_suite(self, part, place, of, body=None):  # type: ignore[no-untyped-def]
        if not part.inline:
            return (yield from self.suite(place, of))
        if body is not None:
            part.body = body
        return (yield from self.run(part, place))

    def terminator(self, level):  # type: ignore[no-untyped-def]
        """The next clause of the statement, or its end. What lies before it does not run; it is compiled, for it may warn or be wrong."""
        while True:
            unit, inner = yield from self.next()
            if inner == level and unit.kind in (CLAUSE, CLOSED):
                return unit
            self.compiler.pass_over(unit, inner)

    def test(self, node, part, handled):  # type: ignore[no-untyped-def]
        """Whether the condition of an `if` or `while` holds, or the exception that left it."""
        box = Box(False)
        failure = yield from self.native([trees.test(node.test, node)], part, handled, box)
        return failure if failure is not None else box.value is True


def _if(driver, unit, part, place):  # type: ignore[no-untyped-def]
    taken = yield from driver.test(part.body[0], part, place.handled)
    if isinstance(taken, BaseException):
        return taken
    if taken:
        result = yield from driver.suite(place, Plain())
        if result is not OK:
            return result
    while (unit := (yield from driver.terminator(place.level))).kind == CLAUSE:
        clause = driver.compiler.clause(unit, place.nested, place.loop)
        if taken:
            continue
        taken, body = True, clause.body
        if clause.word == b"elif":
            taken = yield from driver.test(clause.body[0], clause, place.handled)
            if isinstance(taken, BaseException):
                return taken
            body = clause.body[0].body
        if taken:
            result = yield from driver.clause_suite(clause, place, Plain(), body)
            if result is not OK:
                return result
    return OK
