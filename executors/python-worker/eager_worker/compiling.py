"""Compiles units one by one into what one compilation of the whole program would have made of them.

A unit is compiled at the top of a small text and moved to its place, so the cost does not depend on how long the program is already. Where
that compilation has anything to say (an error, a warning) it says nothing, and the unit is compiled once more at its real line.
"""

from __future__ import annotations

import _warnings
import sys
from types import CodeType

from .constants import ConstantTable
from .module_scope import ModuleScope
from .program_text import ProgramText
from .source_errors import as_script_reports

_OUTSPOKEN = ("error", None, Warning, None, 0)
_MUTED = ("ignore", None, Warning, None, 0)
_UNFINISHED = 0x4000 if sys.version_info >= (3, 11) else 0  # PyCF_ALLOW_INCOMPLETE_INPUT


class UnitCompiler:
    def __init__(self, text: ProgramText) -> None:
        self._text = text
        self._scope = ModuleScope()
        self._constants = ConstantTable()

    def unit(self, source: bytes, line: int) -> CodeType:
        """Code of a unit in its place; the text already holds it. Raises what the compiler raises."""
        scope = self._scope
        if not scope.first and self._text.encoding != "utf-8":
            source = source.decode(self._text.encoding, "replace").encode()  # the first unit holds the declaration and needs no help
        before = scope.before(source)
        try:
            with _Filter(_OUTSPOKEN):
                code = compile(before + source, self._text.file, "exec", scope.flags, True)
            lines = line - 1 - before.count(b"\n")
        except Exception:
            code, lines = self._at_line(source, line, before, scope.flags), 0
        if scope.admit(source, code):
            self.check()
        return self._constants.place(code, lines)

    def probe(self, source: bytes, line: int) -> None:
        """Raises where the text cannot begin a valid continuation of the program."""
        with _Filter(_MUTED):
            try:
                self._at_line(source, line, self._scope.before(source), self._scope.flags | _UNFINISHED)
            except SyntaxError as error:
                if not _UNFINISHED or "incomplete input" not in str(error):
                    raise

    def program(self, source: bytes) -> CodeType:
        """A whole program, as a script is compiled."""
        try:
            return compile(source, self._text.file, "exec", 0, True)
        except (SyntaxError, ValueError) as error:
            raise as_script_reports(error, source, self._text.file) from None

    def check(self) -> None:
        """Raises the error that the whole text has, if any: the one a script would report."""
        with _Filter(_MUTED):
            self.program(bytes(self._text.bytes))

    def _at_line(self, source: bytes, line: int, before: bytes, flags: int) -> CodeType:
        padded = before + b"\n" * (line - 1 - before.count(b"\n")) + source
        try:
            return compile(padded, self._text.file, "exec", flags, True)
        except (SyntaxError, ValueError) as error:
            raise as_script_reports(error, bytes(self._text.bytes), self._text.file) from None


class _Filter:
    """Puts one entry before all warning filters, without the version step that would make every "once" warning appear again."""

    def __init__(self, entry: tuple[object, ...]) -> None:
        self._entry = entry

    def __enter__(self) -> None:
        module = sys.modules.get("warnings")
        self._filters = getattr(module, "filters", _warnings.filters)
        self._filters.insert(0, self._entry)

    def __exit__(self, *_: object) -> None:
        self._filters.remove(self._entry)
