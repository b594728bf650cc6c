"""`try`: holds an exception until its clauses arrive."""

from __future__ import annotations

import _ast

from ..wire.frames import CLAUSE
from . import trees
from .outcomes import OK, BrokenOff
from .suites import Alternative, Handling, Last, Tried
from .trees import Box


def try_block(driver, unit, part, place):  # type: ignore[no-untyped-def]
    result = yield from driver.suite(place, Tried())
    caught = False
    while (unit := (yield from _next_clause(driver, place.level, result))).kind == CLAUSE:
        clause = driver.compiler.clause(unit, place.nested, place.loop)
        if clause.word == b"except":
            if isinstance(result, BaseException) and not caught:
                if clause.starred:
                    caught, result = True, (yield from _groups(driver, unit, place, result))
                    continue
                caught, result = yield from _handler(driver, clause, place.handling(result))
        elif clause.word == b"else":
            if result is OK and not caught:
                result = yield from driver.clause_suite(clause, place, Alternative())
        else:
            last = yield from _finally(driver, clause, place, result)
            if last is not OK:
                return last
    return result


def _next_clause(driver, level, result):  # type: ignore[no-untyped-def]
    """Where the stream breaks off, the exception that waits leaves the statement."""
    try:
        return (yield from driver.terminator(level))
    except BrokenOff as off:
        if isinstance(result, BaseException):
            off.cause = result
        raise


def _finally(driver, clause, place, result):  # type: ignore[no-untyped-def]
    if not isinstance(result, BaseException):
        return (yield from driver.clause_suite(clause, place, Last(result)))
    try:
        return (yield from driver.clause_suite(clause, place.handling(result), Last(result)))
    except BrokenOff as off:
        off.cause = result
        raise


def _handler(driver, clause, place):  # type: ignore[no-untyped-def]
    """Whether the exception was taken, and what it came to."""
    handler, error = clause.body[0], place.handled
    if handler.type is not None:
        box = Box()
        failure = yield from driver.native([trees.matching(handler)], clause, error, box)
        if failure is not None:
            return (False, error) if failure is error else (True, failure)
    if handler.name is not None:
        name = trees.at(_ast.Name(handler.name, _ast.Store()), handler)
        yield from driver.native([trees.assign(name, handler)], clause, error, Box(object=error))
    result = yield from driver.clause_suite(clause, place, Handling(error, handler.name), handler.body)
    if handler.name is not None:
        driver.names[handler.name] = None
        driver.names.pop(handler.name, None)
    return True, result


def _groups(driver, unit, place, error):  # type: ignore[no-untyped-def]
    """All `except*` clauses run as one statement, when their text is there. What follows them is left to be taken."""
    terminator = yield from _next_clause(driver, place.level, error)
    while terminator.kind == CLAUSE and driver.compiler.is_except(terminator):
        driver.compiler.clause(terminator, place.nested, False)
        terminator = yield from _next_clause(driver, place.level, error)
    driver.back(terminator, place.level)
    text = bytes(driver.text[unit.offset:terminator.offset])
    part = driver.compiler.whole(text, unit.line, place.nested, b"try:pass\n")
    failure = yield from driver.native([trees.raising_again(part.body[0])], part, error, None)
    return OK if failure is None else failure
