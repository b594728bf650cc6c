"""Small syntax trees that do natively what a compound statement does between its parts. One constant of theirs is a box of ours.

An object in it is forgotten after the step: code objects are nothing that the garbage collector looks through, so an exception that holds a
traceback, whose frame holds code, must not be a constant of that code.
"""

from __future__ import annotations

import _ast
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NAMES_EXPRESSION = sys.version_info >= (3, 13)
BOX, FELL, WENT_ON = "\0box", "fell through", "went on"


class Box:
    """What a piece of native code is given, and the value that it leaves behind."""

    __slots__ = ("call", "kind", "object", "trace", "value")

    def __init__(self, call: object = None, object: object = None) -> None:
        self.call = call
        self.object = object
        self.kind: object = None
        self.trace: object = None
        self.value: Any = None

    def forget(self) -> None:
        self.object = self.kind = self.trace = self.call = None


def at(node: Any, like: Any) -> Any:
    node.lineno, node.col_offset = like.lineno, like.col_offset
    node.end_lineno, node.end_col_offset = like.end_lineno, like.end_col_offset
    return node


def over(node: Any, statement: Any, like: Any) -> Any:
    """Where the compiler places what it does for a statement as such: on its first line, without a caret, since it spans several. From 3.13 on
    it names the expression."""
    if _NAMES_EXPRESSION:
        return at(node, like)
    node.lineno, node.col_offset = statement.lineno, statement.col_offset
    node.end_lineno, node.end_col_offset = statement.lineno + 1, 0
    return node


def nowhere(node: Any) -> Any:
    """Without a line: no tracer hears of it, no traceback names it."""
    node.lineno = node.col_offset = node.end_lineno = node.end_col_offset = -1
    return node


def constant(value: object, like: Any) -> Any:
    return at(_ast.Constant(value), like) if like is not None else nowhere(_ast.Constant(value))


def given(name: str, like: Any) -> Any:
    """`box.name`"""
    return at(_ast.Attribute(constant(BOX, like), name, _ast.Load()), like)


def keep(value: Any, like: Any) -> Any:
    """`box.value = value`"""
    return at(_ast.Assign([at(_ast.Attribute(constant(BOX, like), "value", _ast.Store()), like)], value), like)


def call(arguments: list[Any], statement: Any, like: Any) -> Any:
    """`box.call(arguments)`"""
    return over(_ast.Call(given("call", like), arguments, []), statement, like)


def test(condition: Any, statement: Any) -> Any:
    """`if condition: box.value = True`"""
    return over(_ast.If(condition, [keep(constant(True, condition), condition)], []), statement, condition)


def assign(target: Any, like: Any) -> Any:
    """`target = box.object`"""
    return at(_ast.Assign([target], given("object", like)), like)


def first_of(loop: Any) -> Any:
    """`for target in box.object: break` … `else: box.value = True`"""
    like = loop.iter
    step = _ast.For(loop.target, over(given("object", like), loop, like), [at(_ast.Break(), like)], [keep(constant(True, like), like)])
    return at(step, loop)


def rest_of(loop: Any, over_iterator: bool) -> Any:
    """The loop itself, over what its iterator has left, without its `else`: box.value is True where that has to run."""
    if over_iterator:
        loop.iter = over(given("object", loop.iter), loop, loop.iter)
    loop.orelse = [keep(constant(True, loop), loop)]
    return loop


def failing(statement: Any, like: Any) -> Any:
    """`raise box.object`"""
    return over(_ast.Raise(given("object", like), None), statement, like)


def matching(handler: Any) -> Any:
    """Whether a clause takes the exception that is being handled: raising it again leaves its traceback as it is."""
    clause = at(_ast.ExceptHandler(handler.type, None, [keep(constant(True, handler), handler)]), handler)
    return at(_ast.Try([at(_ast.Raise(None, None), handler)], [clause], [], []), handler)


def raising_again(statement: Any) -> Any:
    """A `try` whose body raises the exception that is being handled."""
    statement.body = [at(_ast.Raise(None, None), statement)]
    return statement


def once(body: list[Any]) -> Any:
    """One turn of a loop: box.value says if the body fell through or continued; else it broke off."""
    last = body[-1]
    return at(_ast.For(
        at(_ast.Attribute(constant(BOX, last), "call", _ast.Store()), last), constant((1,), last),
        [*body, keep(constant(FELL, last), last), at(_ast.Break(), last)], [keep(constant(WENT_ON, last), last)],
    ), last)


def leaves_loop(body: list[Any]) -> bool:
    """True where a `break` or `continue` belongs to a loop around the body."""
    waiting: list[Any] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (_ast.Break, _ast.Continue)):
            return True
        if isinstance(node, (_ast.For, _ast.AsyncFor, _ast.While)):
            waiting.extend(node.orelse)
        elif isinstance(node, (_ast.If, _ast.With, _ast.AsyncWith, _ast.ExceptHandler)) or hasattr(node, "finalbody"):
            for name in ("body", "handlers", "orelse", "finalbody"):
                waiting.extend(getattr(node, name, ()))
        elif hasattr(node, "cases"):
            waiting.extend(statement for case in node.cases for statement in case.body)
    return False


def in_loop(body: list[Any]) -> list[Any]:
    """A body that can be compiled by itself."""
    return [once(body)] if leaves_loop(body) else body
