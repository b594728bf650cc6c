"""Interprets the control flow of blocks that are still arriving. All else is done by native code in its place: see trees.py."""

from __future__ import annotations

import _ast
from types import FunctionType, MethodType

from ..wire.frames import CLAUSE, CLOSED, LEAF, NO_UNIT, OPENED, STATEMENT, ProtocolError, Unit
from . import trees
from .parts import Part, PartCompiler, indentation
from .trees import Box

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from types import CodeType
    from typing import Any

OK, BREAK, CONTINUE = "ok", "break", "continue"
_BASES = type.__dict__["__mro__"].__get__
_ABSENT = object()


class Step:
    """Code to run, and the exception that is being handled meanwhile."""

    __slots__ = ("code", "handled")

    def __init__(self, code: CodeType, handled: BaseException | None) -> None:
        self.code = code
        self.handled = handled


class Driver:
    """One opened top-level statement after another. How it goes on is a generator that asks for units and gives steps, never both at a time:
    no frame of it lies beneath the program's. What a part comes to is OK, BREAK, CONTINUE or the exception that left it."""

    def __init__(self, compiler: PartCompiler, text: bytearray, names: dict[str, Any]) -> None:
        self._compiler = compiler
        self._text = text
        self._names = names
        self._running: Generator[Step | None, Any, Any] | None = None
        self._level = 0  # statements opened and not closed by the units taken so far
        self._heads: list[bytes | None] = []  # of the suites that run: a header under which the rest of it would do the same
        self._again: tuple[Unit, int] | None = None
        self.failure: BaseException | None = None  # that left the statement

    @property
    def is_open(self) -> bool:
        return self._running is not None

    def wants_one_frame(self, unit: Unit) -> bool:
        return unit.kind != CLOSED and self._compiler.wants_one_frame(unit, self._level > (unit.kind == CLAUSE))

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

    def closing(self, source: bytes, line: int) -> list[Unit]:
        """Parts that end what is open, the last leaf among them: text that the interpreter reads and the host could not cut."""
        leaf = [Unit(NO_UNIT, LEAF, len(self._text), line, source)] if source else []
        return leaf + [Unit(NO_UNIT, CLOSED, len(self._text) + len(source), line, b"") for _ in range(self._level)]

    def rest(self, units: list[Unit]) -> list[Unit]:
        """The last units of the program, made a statement that runs natively in one frame; none where they have to run part by part."""
        if not units or len(self._heads) != self._level or None in self._heads:
            return []
        head = b"".join(self._heads)  # type: ignore[arg-type]
        if units[0].kind == CLAUSE:
            head += indentation(units[0].source) + b" pass\n"
        self.abandon()
        return [Unit(NO_UNIT, STATEMENT, units[0].offset, units[0].line - head.count(b"\n"), head), *units]

    def abandon(self) -> None:
        """Forgets the statement."""
        self._running = self._again = None
        self._level = 0
        self._heads.clear()
        self._compiler.forget()

    def _advance(self, given: object) -> Step | None:
        try:
            return self._running.send(given)  # type: ignore[union-attr]
        except StopIteration as end:
            self.abandon()
            if end.value is not OK:
                self.failure = end.value
            return None

    def _program(self):  # type: ignore[no-untyped-def]
        unit, level = yield from self._next()
        return (yield from self._statement(unit, level, None, False))

    def _next(self):  # type: ignore[no-untyped-def]
        """The next part and the number of statements it lies in, the one that it opens, continues or closes included."""
        again, self._again = self._again, None
        if again is not None:
            return again
        unit = yield None
        self._compiler.follow(unit)
        if unit.kind == OPENED:
            self._level += 1
        level = self._level
        if unit.kind == CLOSED:
            self._level -= 1
        return unit, level

    def _statement(self, unit, level, handled, loop):  # type: ignore[no-untyped-def]
        if unit.kind == LEAF:
            return (yield from self._run(self._compiler.leaf(unit, loop), handled, loop))
        part = self._compiler.header(unit, level > 1)
        node = part.body[0]
        way = {_ast.If: self._if, _ast.For: self._for, _ast.While: self._while, _ast.With: self._with}.get(type(node), self._try)
        return (yield from way(unit, part, level, handled, loop))

    def _run(self, part, handled, loop):  # type: ignore[no-untyped-def]
        """A leaf, or the suite of a clause on its own line."""
        if not (loop and trees.leaves_loop(part.body)):
            code = part.code if part.word == b"" else self._compiler.code(part.body, part)
            failure = yield Step(code, handled)
            return OK if failure is None else failure
        box = Box()
        failure = yield from self._native([trees.once(part.body)], part, handled, box)
        if failure is not None:
            return failure
        return {trees.FELL: OK, trees.WENT_ON: CONTINUE}.get(box.value, BREAK)

    def _native(self, nodes, part, handled, box):  # type: ignore[no-untyped-def]
        """The exception that left the code, or None."""
        failure = yield Step(self._compiler.code(nodes, part, {trees.BOX: box}), handled)
        if box is not None:
            box.forget()
        return failure

    def _suite(self, level, handled, loop, head=None):  # type: ignore[no-untyped-def]
        """Up to the next clause or the end of the statement, which is left to be taken."""
        self._heads.append(head)
        result = OK
        while result is OK:
            unit, inner = yield from self._next()
            if inner == level and unit.kind in (CLAUSE, CLOSED):
                self._again = unit, inner
                break
            result = yield from self._statement(unit, inner, handled, loop)
        self._heads.pop()
        return result

    def _clause_suite(self, part, level, handled, loop, body=None):  # type: ignore[no-untyped-def]
        if not part.inline:
            return (yield from self._suite(level, handled, loop))
        if body is not None:
            part.body = body
        return (yield from self._run(part, handled, loop))

    def _terminator(self, level):  # type: ignore[no-untyped-def]
        """The next clause of the statement, or its end. What lies before it does not run; it is compiled, for it may warn or be wrong."""
        while True:
            unit, inner = yield from self._next()
            if inner == level and unit.kind in (CLAUSE, CLOSED):
                return unit
            if unit.kind == LEAF:
                self._compiler.leaf(unit, True)
            elif unit.kind == OPENED:
                self._compiler.header(unit, inner > 1)
            elif unit.kind == CLAUSE:
                self._compiler.clause(unit, inner > 1, True)

    def _test(self, node, part, handled):  # type: ignore[no-untyped-def]
        """Whether the condition of an `if` or `while` holds, or the exception that left it."""
        box = Box(False)
        failure = yield from self._native([trees.test(node.test, node)], part, handled, box)
        return failure if failure is not None else box.value is True

    def _if(self, unit, part, level, handled, loop):  # type: ignore[no-untyped-def]
        taken = yield from self._test(part.body[0], part, handled)
        if isinstance(taken, BaseException):
            return taken
        if taken:
            result = yield from self._suite(level, handled, loop, indentation(unit.source) + b"if 1:\n")
            if result is not OK:
                return result
        while (unit := (yield from self._terminator(level))).kind == CLAUSE:
            clause = self._compiler.clause(unit, level > 1, loop)
            if taken:
                continue
            taken, body = True, clause.body
            if clause.word == b"elif":
                taken = yield from self._test(clause.body[0], clause, handled)
                if isinstance(taken, BaseException):
                    return taken
                body = clause.body[0].body
            if taken:
                result = yield from self._clause_suite(clause, level, handled, loop, body)
                if result is not OK:
                    return result
        return OK

    def _for(self, unit, part, level, handled, loop):  # type: ignore[no-untyped-def]
        node = part.body[0]
        box = Box(iter)
        failure = yield from self._native([trees.keep(trees.call([node.iter], node, node.iter), node.iter)], part, handled, box)
        if failure is not None:
            return failure
        iterator, box = [box.value], Box(object=_iterated(box.value))
        failure = yield from self._native([trees.first_of(node)], part, handled, box)
        if failure is not None:
            return failure
        if box.value is True:
            del iterator[:]
            return (yield from self._loop_else((yield from self._terminator(level)), level, handled, loop, True))
        return (yield from self._loop(unit, level, handled, loop, iterator))

    def _while(self, unit, part, level, handled, loop):  # type: ignore[no-untyped-def]
        holds = yield from self._test(part.body[0], part, handled)
        if isinstance(holds, BaseException):
            return holds
        if not holds:
            return (yield from self._loop_else((yield from self._terminator(level)), level, handled, loop, True))
        return (yield from self._loop(unit, level, handled, loop, []))

    def _loop(self, unit, level, handled, loop, iterator):  # type: ignore[no-untyped-def]
        """The first turn streams; the others are the loop itself, when its text is there. `iterator` is empty for a `while`."""
        result = yield from self._suite(level, handled, True)
        if isinstance(result, BaseException):
            return result
        if result is BREAK:
            del iterator[:]
        terminator = yield from self._terminator(level)
        if result is BREAK:
            return (yield from self._loop_else(terminator, level, handled, loop, False))
        part = self._compiler.whole(bytes(self._text[unit.offset:terminator.offset]), unit.line, level > 1)
        nodes = [trees.rest_of(part.body[0], bool(iterator))]
        box = Box(object=_iterated(iterator.pop()) if iterator else None)
        failure = yield from self._native(nodes, part, handled, box)
        if failure is not None:
            return failure
        return (yield from self._loop_else(terminator, level, handled, loop, box.value is True))

    def _loop_else(self, unit, level, handled, loop, runs):  # type: ignore[no-untyped-def]
        while unit.kind == CLAUSE:
            clause = self._compiler.clause(unit, level > 1, loop)
            if runs:
                result = yield from self._clause_suite(clause, level, handled, loop)
                if result is not OK:
                    return result
            unit = yield from self._terminator(level)
        return OK

    def _with(self, unit, part, level, handled, loop):  # type: ignore[no-untyped-def]
        result = yield from self._entered(0, part, level, handled, loop)
        if result is OK:
            yield from self._terminator(level)
        return result

    def _entered(self, index, part, level, handled, loop):  # type: ignore[no-untyped-def]
        """The managers from `index` on and the block, which ends with its last unit taken again."""
        statement = part.body[0]
        if index == len(statement.items):
            return (yield from self._suite(level, handled, loop))
        item = statement.items[index]
        place = item.context_expr
        box = Box()
        failure = yield from self._native([trees.keep(place, place)], part, handled, box)
        if failure is not None:
            return failure
        enter, leaving = _special(box.value, "__enter__"), [_special(box.value, "__exit__")]
        if enter is None or leaving[0] is None:
            name = type(box.value).__name__
            missed = " (missed __exit__ method)" if enter is not None else ""
            error = TypeError(f"'{name}' object does not support the context manager protocol{missed}")
            return (yield from self._native([trees.failing(statement, place)], part, handled, Box(object=error)))
        box = Box(enter)
        failure = yield from self._native([trees.keep(trees.call([], statement, place), place)], part, handled, box)
        enter = None
        if failure is not None:
            return failure
        result: Any = OK
        if item.optional_vars is not None:
            target = item.optional_vars
            failure = yield from self._native([trees.assign(target, target)], part, handled, Box(object=box.value))
            result = OK if failure is None else failure
        box = None
        if result is OK:
            result = yield from self._entered(index + 1, part, level, handled, loop)
        if isinstance(result, BaseException):
            left, result, failure = [result], None, None
            return (yield from self._asked(Box(leaving.pop()), left, statement, place, part))
        return (yield from self._left(leaving, result, statement, place, part, handled))

    def _left(self, leaving, result, statement, place, part, handled):  # type: ignore[no-untyped-def]
        """Calls __exit__, which lives no longer than that, where no exception leaves the block."""
        nothing = [trees.constant(None, place) for _ in range(3)]
        plain = trees.at(_ast.Expr(trees.call(nothing, statement, place)), place)
        failure = yield from self._native([plain], part, handled, Box(leaving.pop()))
        return result if failure is None else failure

    def _asked(self, box, left, statement, place, part):  # type: ignore[no-untyped-def]
        """What is left of the exception in `left` when __exit__ has seen it."""
        error = left[0]
        box.kind, box.object, box.trace = type(error), error, error.__traceback__
        asked = trees.call([trees.given(one, place) for one in ("kind", "object", "trace")], statement, place)
        suppressing = trees.at(_ast.If(asked, [trees.keep(trees.constant(True, place), place)], []), place)
        code = self._compiler.code([suppressing], part, {trees.BOX: box})
        failure = yield Step(code, error)
        if failure is not None or box.value is not True:
            box.forget()
            return error if failure is None else failure
        code = error = None
        del left[:]  # a suppressed exception goes before the manager, another one after it
        box.forget()
        return OK

    def _try(self, unit, part, level, handled, loop):  # type: ignore[no-untyped-def]
        result = yield from self._suite(level, handled, loop, indentation(unit.source) + b"try:\n")
        caught = False
        while (unit := (yield from self._terminator(level))).kind == CLAUSE:
            clause = self._compiler.clause(unit, level > 1, loop)
            if clause.word == b"except":
                if isinstance(result, BaseException) and not caught:
                    if clause.starred:
                        caught, result = True, (yield from self._groups(unit, level, result))
                        continue
                    caught, result = yield from self._handler(clause, level, result, loop)
            elif clause.word == b"else":
                if result is OK and not caught:
                    result = yield from self._clause_suite(clause, level, handled, loop)
            else:
                inner = result if isinstance(result, BaseException) else handled
                last = yield from self._clause_suite(clause, level, inner, loop)
                inner = None
                if last is not OK:
                    return last
        return result

    def _handler(self, clause, level, error, loop):  # type: ignore[no-untyped-def]
        """Whether the clause takes the exception, or fails to say so, and what comes of it."""
        handler = clause.body[0]
        if handler.type is not None:
            box = Box()
            failure = yield from self._native([trees.matching(handler)], clause, error, box)
            if failure is not None:
                return (False, error) if failure is error else (True, failure)
        if handler.name is not None:
            name = trees.at(_ast.Name(handler.name, _ast.Store()), handler)
            yield from self._native([trees.assign(name, handler)], clause, error, Box(object=error))
        result = yield from self._clause_suite(clause, level, error, loop, handler.body)
        if handler.name is not None:
            self._names[handler.name] = None
            self._names.pop(handler.name, None)
        return True, result

    def _groups(self, unit, level, error):  # type: ignore[no-untyped-def]
        """All `except*` clauses run as one statement, when their text is there. What follows them is left to be taken."""
        terminator = yield from self._terminator(level)
        while terminator.kind == CLAUSE and self._compiler.is_except(terminator):
            self._compiler.clause(terminator, level > 1, False)
            terminator = yield from self._terminator(level)
        self._again = terminator, level
        part = self._compiler.whole(bytes(self._text[unit.offset:terminator.offset]), unit.line, level > 1, b"try:pass\n")
        failure = yield from self._native([trees.raising_again(part.body[0])], part, error, None)
        return OK if failure is None else failure


class _Iterated:
    """What a native loop asks for its iterator."""

    __slots__ = ()


def _iterated(iterator: object) -> object:
    kind = type("iterated", (_Iterated,), {"__slots__": (), "__iter__": staticmethod([iterator].pop)})
    return kind()


def _special(manager: object, name: str) -> Any:
    """The method as `with` looks it up: on the type, bound; None where there is none."""
    kind = type(manager)
    for base in _BASES(kind):
        found = base.__dict__.get(name, _ABSENT)
        if found is _ABSENT:
            continue
        if type(found) is FunctionType:
            return MethodType(found, manager)
        bind = getattr(type(found), "__get__", None)
        return found if bind is None else bind(found, manager, kind)
    return None
