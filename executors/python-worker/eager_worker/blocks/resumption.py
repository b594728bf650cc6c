"""What waited inside of an open block runs when the program is complete: part by part, until one frame can take all that is left."""

from __future__ import annotations

from ..program_text import has_statement, joined
from ..wire.frames import LEAF, NO_UNIT, Unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from ..program_text import ProgramText
    from .driver import Driver


class Resumption:
    """`units`, which the text holds, and `remainder`, which it does not hold yet, are the end of the program."""

    def __init__(self, blocks: Driver, text: ProgramText, units: list[Unit], ending: int, remainder: bytes) -> None:
        self._blocks = blocks
        self._text = text
        self._units = units
        self.ending = ending
        self.remainder = remainder

    def next(self) -> CodeType | Unit | None:
        """All that is left, or the next part; None where the remainder is the rest."""
        if self._blocks.is_open:
            line = self._text.next_line()
            uncut = self.remainder if has_statement(self.remainder) else b""
            leaf = [Unit(NO_UNIT, LEAF, len(self._text.bytes), line, uncut)] if uncut else []
            code = self._blocks.rest([*self._units, *leaf], bytes(self._text.bytes) + self.remainder)
            if code is not None:
                self._take_remainder(self.remainder)
                self._units = []
                return code
            if not self._units:
                self._units = self._blocks.closing(uncut, line)
                self._take_remainder(joined(self._units))
        return self._units.pop(0) if self._units else None

    def _take_remainder(self, source: bytes) -> None:
        self._text.append(source)
        self.remainder = b""
