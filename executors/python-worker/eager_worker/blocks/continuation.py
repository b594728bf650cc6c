"""The rest of a program as one piece of code, which begins in the middle of the blocks that are open.

What the driver did up to there becomes what native code does before the next statement, without a line of its own: a raised exception for a
clause that handles one, a manager whose `__exit__` is the one that was kept, a loop over what its iterator has left behind the rest of its first
turn.
"""

from __future__ import annotations

import _ast
from itertools import chain

from ..hiding import hidden
from .loops import iterated
from .outcomes import BREAK, CONTINUE, OK
from .suites import Alternative, Entered, Handling, Last, Plain, Tried, Turn
from .trees import Box, at, constant, nowhere, over

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    from ..wire.frames import Unit
    from .parts import PartCompiler

_CONTEXT = BaseException.__dict__["__context__"]
_TRACE = BaseException.__dict__["__traceback__"]
_PLACES = {
    "body": (Plain, Turn, Entered, Tried), "handlers": (Handling,), "orelse": (Plain, Alternative), "finalbody": (Last,),
}


class _Unclear(Exception):
    """The next statement does not stand where the suites say."""


class Continuation:
    """From one statement on, inside of `suites`, the outermost first, to the end of `text`. Nodes of the text are left as they are: what is in
    a loop is in its further turns too."""

    def __init__(self, compiler: PartCompiler, text: bytes, suites: list[Any]) -> None:
        self._compiler = compiler
        self._text = text
        self._suites = suites
        self._line = 0
        self._given: dict[str, object] = {}

    def code(self, units: list[Unit]) -> CodeType | None:
        """None where the first of the units is no statement of the innermost suite."""
        line = _code_line(units)
        if line is None:
            return None
        self._line = line
        try:
            nodes = self._rest(self._compiler.program(self._text, line), 0)
        except _Unclear:
            return None
        return self._compiler.rest(nodes, self._text, self._given)

    def _rest(self, body: list[Any], level: int) -> list[Any]:
        index = next((n for n, node in enumerate(body) if _first_line(node) >= self._line), len(body))
        if level == len(self._suites):
            if index == len(body):
                raise _Unclear
            return body[index:]
        if index == 0:
            raise _Unclear
        return [*self._opened(body[index - 1], self._suites[level], level), *body[index:]]

    def _opened(self, node: Any, suite: Any, level: int) -> list[Any]:
        field, body = self._live(node)
        if type(suite) not in _PLACES[field]:
            raise _Unclear
        inner = self._rest(body, level + 1)
        way = {Turn: self._turns, Entered: self._entered, Tried: self._tried, Alternative: self._alternative, Handling: self._handling, Last: self._last}
        return way[type(suite)](node, suite, inner) if type(suite) in way else inner

    def _live(self, node: Any) -> tuple[str, list[Any]]:
        """The suite of a statement that holds the next one."""
        suites = [("body", node.body), *[("handlers", one.body) for one in getattr(node, "handlers", ())]]
        suites += [(name, getattr(node, name, [])) for name in ("orelse", "finalbody")]
        found = next(((name, body) for name, body in suites if body and body[-1].end_lineno >= self._line), None)
        if found is None:
            raise _Unclear
        otherwise = found[1][0]
        if found[0] == "orelse" and type(node) is type(otherwise) is _ast.If and otherwise.col_offset == node.col_offset:
            return self._live(otherwise)  # an `elif`
        return found

    def _turns(self, node: Any, suite: Turn, inner: list[Any]) -> list[Any]:
        once = constant((1,), None)
        if suite.iterator:
            # Whatever leaves the first turn for good takes the iterator from the stack; only the end of the turn hands it to the loop.
            left: list[Any] = []
            turn = chain((1,), filter(None, map(left.append, [suite.iterator.pop()])))
            once = nowhere(_ast.Constant(self._name(iterated([turn]))))
            others = over(_ast.Constant(self._name(iterated(left))), node, node.iter)
            node = at(_ast.For(node.target, others, node.body, node.orelse), node)
        return [nowhere(_ast.For(self._of("value", Box(), _ast.Store()), once, inner, [node]))]

    def _entered(self, node: Any, suite: Entered, inner: list[Any]) -> list[Any]:
        for leaving in reversed(suite.leaving):
            manager = nowhere(_ast.Constant(self._name(_manager(leaving))))
            inner = [at(_ast.With([_ast.withitem(manager)], inner), node)]
        return inner

    @staticmethod
    def _tried(node: Any, _suite: Tried, inner: list[Any]) -> list[Any]:
        return [at(type(node)(inner, node.handlers, node.orelse, node.finalbody), node)]

    @staticmethod
    def _alternative(node: Any, _suite: Alternative, inner: list[Any]) -> list[Any]:
        return [at(_ast.Try(inner, [], [], node.finalbody), node)] if node.finalbody else inner

    def _handling(self, node: Any, suite: Handling, inner: list[Any]) -> list[Any]:
        raising, restoring = self._raised(suite.error)
        if suite.name is not None:
            unset = nowhere(_ast.Assign([nowhere(_ast.Name(suite.name, _ast.Store()))], constant(None, None)))
            inner = [nowhere(_ast.Try(inner, [], [], [unset, nowhere(_ast.Delete([nowhere(_ast.Name(suite.name, _ast.Del()))]))]))]
        handler = nowhere(_ast.ExceptHandler(None, None, [restoring, *inner]))
        return [at(_ast.Try([raising], [handler], [], node.finalbody), node)]

    def _last(self, node: Any, suite: Last, inner: list[Any]) -> list[Any]:
        if suite.result is OK:
            return inner
        if suite.result in (BREAK, CONTINUE):
            leaving: Any = nowhere(_ast.Break() if suite.result is BREAK else _ast.Continue())
        else:
            leaving, restoring = self._raised(suite.result)
            inner = [restoring, *inner]
        return [at(_ast.Try([leaving], [], [], inner), node)]

    def _raised(self, error: object) -> tuple[Any, Any]:
        """Statements that raise an exception, and that make it again what it was before."""
        box = Box(object=error)
        box.call = _restoring(box)
        return nowhere(_ast.Raise(self._of("object", box))), nowhere(_ast.Expr(nowhere(_ast.Call(self._of("call", box), [], []))))

    def _of(self, attribute: str, box: Box, context: Any = None) -> Any:
        return nowhere(_ast.Attribute(nowhere(_ast.Constant(self._name(box))), attribute, context or _ast.Load()))

    def _name(self, given: object) -> str:
        name = f"\0given {len(self._given)}"
        self._given[name] = given
        return name


class _Kept:
    """A method that was looked up before; it is handed out once, and not kept."""

    def __init__(self, leaving: list[Any]) -> None:
        self._leaving = leaving

    @hidden
    def __get__(self, _manager: object, _kind: object) -> Any:
        return self._leaving.pop()


def _manager(leaving: list[Any]) -> object:
    return type("entered", (), {"__slots__": (), "__enter__": dict, "__exit__": _Kept(leaving)})()


def _restoring(box: Box) -> Any:
    trace, context = _TRACE.__get__(box.object), _CONTEXT.__get__(box.object)

    @hidden
    def restore() -> None:
        nonlocal trace, context
        error: Any = box.object
        box.forget()
        _TRACE.__set__(error, trace)
        _CONTEXT.__set__(error, context)
        trace = context = None

    return restore


def _first_line(node: Any) -> int:
    lines = [node.lineno, *[one.lineno for one in getattr(node, "decorator_list", ())]]
    return min(lines)  # type: ignore[no-any-return]


def _code_line(units: list[Unit]) -> int | None:
    """Of the first line that is more than blank or a comment."""
    for unit in units:
        for number, line in enumerate(unit.source.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")):
            text = line.strip(b" \t\f")
            if text and not text.startswith(b"#"):
                return unit.line + number
    return None
