"""A function: its parts are gathered, and it is defined when the last is there. Its body may run meanwhile, ahead of its call."""

from __future__ import annotations

from ..wire.frames import CLOSED
from .outcomes import OK


def function(driver, unit, part, place):  # type: ignore[no-untyped-def]
    attempt = driver.ahead(part.body[0], bytes(driver.text[: unit.offset]), driver.compiler)
    while True:
        inner, level = yield from driver.next()
        if inner.kind == CLOSED and level == place.level:
            break
        if attempt is not None:
            yield from attempt.run(driver, inner, part)
    if attempt is not None:
        attempt.require_same_module()
    whole = driver.compiler.definition(bytes(driver.text[unit.offset : inner.offset]), unit.line)
    result = yield from driver.run(whole, place)
    if attempt is not None and result is OK:
        yield from attempt.arm(driver, part)
    return result
