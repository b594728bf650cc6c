"""`for` and `while`: the first turn streams; the others are the loop itself, when its text is there."""

from __future__ import annotations

from ..wire.frames import CLAUSE
from . import trees
from .outcomes import BREAK, OK
from .suites import Plain, Turn
from .trees import Box

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def for_loop(driver, unit, part, place):  # type: ignore[no-untyped-def]
    node = part.body[0]
    box = Box(iter)
    failure = yield from driver.native([trees.keep(trees.call([node.iter], node, node.iter), node.iter)], part, place.handled, box)
    if failure is not None:
        return failure
    iterator, box = [box.value], Box(object=iterated([box.value]))
    failure = yield from driver.native([trees.first_of(node)], part, place.handled, box)
    if failure is not None:
        return failure
    if box.value is True:
        del iterator[:]
        return (yield from _otherwise(driver, (yield from driver.terminator(place.level)), place, True))
    return (yield from _turns(driver, unit, place, iterator))


def while_loop(driver, unit, part, place):  # type: ignore[no-untyped-def]
    holds = yield from driver.test(part.body[0], part, place.handled)
    if isinstance(holds, BaseException):
        return holds
    if not holds:
        return (yield from _otherwise(driver, (yield from driver.terminator(place.level)), place, True))
    return (yield from _turns(driver, unit, place, []))


def _turns(driver, unit, place, iterator):  # type: ignore[no-untyped-def]
    """`iterator` is empty for a `while`."""
    outside = place.loop
    place.loop = True
    result = yield from driver.suite(place, Turn(iterator))
    place.loop = outside
    if isinstance(result, BaseException):
        return result
    if result is BREAK:
        del iterator[:]
    terminator = yield from driver.terminator(place.level)
    if result is BREAK:
        return (yield from _otherwise(driver, terminator, place, False))
    part = driver.compiler.whole(bytes(driver.text[unit.offset:terminator.offset]), unit.line, place.nested)
    nodes = [trees.rest_of(part.body[0], bool(iterator))]
    box = Box(object=iterated([iterator.pop()]) if iterator else None)
    failure = yield from driver.native(nodes, part, place.handled, box)
    if failure is not None:
        return failure
    return (yield from _otherwise(driver, terminator, place, box.value is True))


def _otherwise(driver, unit, place, runs):  # type: ignore[no-untyped-def]
    while unit.kind == CLAUSE:
        clause = driver.compiler.clause(unit, place.nested, place.loop)
        if runs:
            result = yield from driver.clause_suite(clause, place, Plain())
            if result is not OK:
                return result
        unit = yield from driver.terminator(place.level)
    return OK


class _Iterated:
    """What a native loop asks for its iterator."""

    __slots__ = ()


def iterated(held: list[Any]) -> object:
    """Gives away the iterator that is in the list when it is asked for it."""
    kind = type("iterated", (_Iterated,), {"__slots__": (), "__iter__": staticmethod(held.pop)})
    return kind()
