"""`with`: managers are entered and left through methods of their own."""

from __future__ import annotations

import _ast
from types import FunctionType, MethodType

from . import trees
from .outcomes import OK, BrokenOff
from .suites import Entered
from .trees import Box

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BASES = type.__dict__["__mro__"].__get__
_ABSENT = object()


def with_block(driver, unit, part, place):  # type: ignore[no-untyped-def]
    result = yield from _entered(driver, [], part, place)
    if result is OK:
        yield from driver.terminator(place.level)
    return result


def _entered(driver, entered, part, place):  # type: ignore[no-untyped-def]
    """The managers that are not entered yet and the block, which ends with its last unit taken again."""
    statement = part.body[0]
    if len(entered) == len(statement.items):
        return (yield from driver.suite(place, Entered(entered)))
    item = statement.items[len(entered)]
    like = item.context_expr
    box = Box()
    failure = yield from driver.native([trees.keep(like, like)], part, place.handled, box)
    if failure is not None:
        return failure
    enter, leaving = _special(box.value, "__enter__"), [_special(box.value, "__exit__")]
    if enter is None or leaving[0] is None:
        name = type(box.value).__name__
        missed = " (missed __exit__ method)" if enter is not None else ""
        error = TypeError(f"'{name}' object does not support the context manager protocol{missed}")
        return (yield from driver.native([trees.failing(statement, like)], part, place.handled, Box(object=error)))
    box = Box(enter)
    failure = yield from driver.native([trees.keep(trees.call([], statement, like), like)], part, place.handled, box)
    enter = None
    if failure is not None:
        return failure
    result: Any = OK
    if item.optional_vars is not None:
        target = item.optional_vars
        failure = yield from driver.native([trees.assign(target, target)], part, place.handled, Box(object=box.value))
        result = OK if failure is None else failure
    box = off = None
    if result is OK:
        try:
            result = yield from _entered(driver, [*entered, leaving], part, place)
        except Exception as ended:  # the stream broke off, or what came last is no valid text
            off, result = ended, ended.cause if isinstance(ended, BrokenOff) else KeyboardInterrupt()
    if isinstance(result, BaseException):
        left, result, failure = [result], None, None
        result = yield from _asked(driver, Box(leaving.pop()), left, statement, like, part)
    else:
        result = yield from _left(driver, leaving, result, statement, like, part, place.handled)
    if off is None:
        return result
    if isinstance(off, BrokenOff):
        off.cause = KeyboardInterrupt() if result is OK else result
    raise off


def _left(driver, leaving, result, statement, like, part, handled):  # type: ignore[no-untyped-def]
    """Calls __exit__, which lives no longer than that, where no exception leaves the block."""
    nothing = [trees.constant(None, like) for _ in range(3)]
    plain = trees.at(_ast.Expr(trees.call(nothing, statement, like)), like)
    failure = yield from driver.native([plain], part, handled, Box(leaving.pop()))
    return result if failure is None else failure


def _asked(driver, box, left, statement, like, part):  # type: ignore[no-untyped-def]
    """What is left of the exception in `left` when __exit__ has seen it."""
    error = left[0]
    box.kind, box.object, box.trace = type(error), error, error.__traceback__
    asked = trees.call([trees.given(one, like) for one in ("kind", "object", "trace")], statement, like)
    suppressing = trees.at(_ast.If(asked, [trees.keep(trees.constant(True, like), like)], []), like)
    failure = yield driver.step([suppressing], part, error, box)
    if failure is not None or box.value is not True:
        box.forget()
        return error if failure is None else failure
    error = None
    del left[:]  # a suppressed exception goes before the manager, another one after it
    box.forget()
    return OK


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
