"""Says of each frame that arrives whether a function's body may go on running ahead."""

from __future__ import annotations

from ..wire import frames
from .suspicions import binds_late, is_call, is_guard, is_suspect, statements_of, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BODY, _BEHIND, _GUARDED, _CALLED = "body", "behind", "guarded", "called"


class Judge:
    """`name` is the function's, `text` the program's up to its header."""

    def __init__(self, name: str, text: bytes, flags: int) -> None:
        self._name = name
        self._flags = flags
        self._words = set(words_of(text))
        self._place = _BODY
        self.call: int | None = None  # the unit that calls the function

    def admits(self, kind: int, payload: bytes) -> bool:
        """Whether the frame leaves it possible that the function is called next, without a difference to a body that runs then."""
        if self._place == _CALLED:
            return True
        if kind != frames.UNIT:
            return False
        unit = frames.unpack_unit(payload)
        return unit.kind != frames.PROBE and (self._in_body(unit) if self._place == _BODY else self._behind(unit))

    def _in_body(self, unit: frames.Unit) -> bool:
        if unit.kind == frames.CLOSED:
            self._place = _BEHIND
            return True
        body = statements_of(unit.source, self._flags, in_block=True) if unit.kind == frames.LEAF else None
        self._words |= words_of(unit.source)
        return body is not None and not is_suspect(b"if 1:\n" + unit.source, body, self._name, in_body=True)

    def _behind(self, unit: frames.Unit) -> bool:
        source, in_block = unit.source, unit.kind == frames.LEAF
        if unit.kind == frames.OPENED:
            opened = statements_of(source + b" pass\n", self._flags)
            if not opened or len(opened) != 1 or not is_guard(opened[0]) or self._place != _BEHIND:
                return False
            self._place = _GUARDED
            return True
        if unit.kind != (frames.LEAF if self._place == _GUARDED else frames.STATEMENT):
            return False
        body = statements_of(source, self._flags, in_block)
        return body is not None and self._leads_to_call(body, unit)

    def _leads_to_call(self, body: list[Any], unit: frames.Unit) -> bool:
        for node in body:
            if self._place == _BEHIND and is_guard(node):
                node = next((one for one in node.body if binds_late(one) != ""), node)
                if not is_call(node, self._name):
                    return False
            if is_call(node, self._name):
                self._place, self.call = _CALLED, unit.id
                return True
            bound = binds_late(node)
            if bound is None or bound and (self._place == _GUARDED or bound.encode() in self._words):
                return False
            self._words |= words_of(unit.source)
        return True
