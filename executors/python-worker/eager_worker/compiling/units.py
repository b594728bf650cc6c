"""Compiles units one by one into what one compilation of the whole program would have made of them.

A unit is compiled at the top of a small text and moved to its place, so the cost does not depend on how long the program is already. Where
that compilation has anything to say (an error, a warning) it says nothing, and the unit is compiled once more at its real line.
"""

from __future__ import annotations

import _ast
import sys
from types import CodeType

from ..program_text import ProgramText
from .constants import ConstantTable
from .module_scope import ModuleScope
from .quietly import WarningsAs, parsed
from .source_errors import as_file_is_read, as_script_reports, undecodable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

LINES_IN_CLASSES = sys.version_info >= (3, 13)  # __firstlineno__ is a constant of the class body
_UNFINISHED = 0x4000 if sys.version_info >= (3, 11) else 0  # PyCF_ALLOW_INCOMPLETE_INPUT


def plainly(source: bytes, file: str, flags: int, tree: _ast.Module | None = None) -> CodeType:
    """The compilation of a script; of some of its statements where a tree is given."""
    code: CodeType = compile(source if tree is None else tree, file, "exec", flags, True)
    return code


class UnitCompiler:
    """Units of one program. `compiled` makes the code that runs; `flags` are the compiler's, for every text."""

    def __init__(self, text: ProgramText, compiled: Callable[..., CodeType] = plainly, flags: int = 0) -> None:
        self._text = text
        self._compiled = compiled
        self._flags = flags
        self._scope = ModuleScope(flags)
        self._constants = ConstantTable()

    def unit(self, source: bytes, line: int) -> CodeType:
        """Code of a unit in its place; the text already holds it. Raises what the compiler raises."""
        scope = self._scope
        if undecodable(source, self._text.file, self._text.encoding):
            self.check()
        source = self.as_compiled_alone(source)
        before = scope.before(source)
        lines = line - 1 - before.count(b"\n")
        try:
            padding = b"" if not LINES_IN_CLASSES or b"class" not in source else b"\n" * lines
            with WarningsAs("error"):
                code = self._compiled(before + padding + source, self._text.file, scope.flags)
            lines -= len(padding)
        except Exception:
            code, lines = self._aloud(source, line, before, scope.flags), 0
        if scope.admit(source, code):
            self.check()
        return self._constants.place(code, lines)

    def probe(self, source: bytes, line: int) -> None:
        """Raises where no continuation makes the text valid in this place."""
        wrong = undecodable(bytes(self._text.bytes) + source, self._text.file, self._text.encoding_of(source))
        if wrong is not None:
            raise wrong
        source = self.as_compiled_alone(source)
        before = self._scope.before(source)
        with WarningsAs("ignore"):
            try:
                compile(_at_line(source, line, before), self._text.file, "exec", self._scope.flags | _UNFINISHED, True)
            except (SyntaxError, ValueError) as error:
                if not _UNFINISHED or "incomplete input" not in str(error):
                    raise as_script_reports(error, bytes(self._text.bytes) + source, self._text.file) from None

    def program(self, source: bytes) -> CodeType:
        """A whole program, as a script is compiled."""
        file = self._text.file
        wrong = undecodable(source, file, self._text.encoding)
        if wrong is not None:
            raise wrong
        source = as_file_is_read(source)
        try:
            return self._compiled(source, file, self._flags)
        except (SyntaxError, ValueError) as error:
            raise as_script_reports(error, source, file) from None

    def check(self) -> None:
        """Raises the error that the whole text has, if any: the one a script would report."""
        with WarningsAs("ignore"):
            self.program(bytes(self._text.bytes))

    @property
    def file(self) -> str:
        return self._text.file

    @property
    def encoding(self) -> str:
        return self._text.encoding

    @property
    def flags(self) -> int:
        """Of the compiler, those of future statements included."""
        return self._scope.flags

    def close_with(self, closing: bytes) -> None:
        """What readers of source find behind the text."""
        self._text.close_with(closing)

    def before(self, source: bytes) -> bytes:
        """Lines to compile before a part of a unit."""
        return self._scope.before(source)

    def admit(self, source: bytes, code: CodeType, closing: bytes) -> None:
        """Takes note of a part of a unit that was compiled elsewhere; `closing` as for check_closed."""
        if self._scope.admit(source, code):
            self.check_closed(closing)

    def placed(self, code: CodeType, lines: int) -> CodeType:
        """The code with the program's constants, so many lines further down."""
        return self._constants.place(code, lines)

    def parsed(self, text: bytes) -> list[_ast.stmt]:
        """The statements of the whole text, which is valid."""
        tree: _ast.Module = compile(as_file_is_read(text), self._text.file, "exec", self._scope.flags | _ast.PyCF_ONLY_AST, True)
        return tree.body

    def rest(self, nodes: list[_ast.stmt], text: bytes) -> CodeType:
        """Code of statements of the whole text, the last of which ends the program."""
        before = parsed(self._scope.before(text)).body
        return self._constants.place(self._compiled(text, self._text.file, self._scope.flags, _ast.Module([*before, *nodes], [])), 0)

    def check_closed(self, closing: bytes) -> None:
        """Raises what is wrong with the text so far; `closing` ends the statements that are open and is not judged."""
        text = bytes(self._text.bytes)
        lines = self._text.next_line()
        if not text.endswith((b"\n", b"\r")):
            text, lines = text + b"\n", lines + 1
        with WarningsAs("ignore"):
            try:
                self.program(text + closing)
            except SyntaxError as error:
                if error.lineno is None or error.lineno >= lines:
                    return
                try:
                    self.check()  # what it says must not depend on how the statements end
                except SyntaxError as plain:
                    if (plain.lineno, plain.offset) == (error.lineno, error.offset):
                        raise
                raise

    def check_unfinished(self, following: bytes) -> None:
        """Raises where the text, with what follows, cannot become valid by going on."""
        text = as_file_is_read(bytes(self._text.bytes) + following)
        with WarningsAs("ignore"):
            try:
                compile(text, self._text.file, "exec", self._flags | _UNFINISHED, True)
            except (SyntaxError, ValueError) as error:
                if "incomplete input" not in str(error):
                    raise as_script_reports(error, text, self._text.file) from None

    def as_compiled_alone(self, source: bytes) -> bytes:
        """The bytes a compilation of this text by itself needs: only the first unit holds the declaration of its encoding."""
        source = as_file_is_read(source)
        if self._scope.first or self._text.encoding == "utf-8":
            return source
        return source.decode(self._text.encoding, "replace").encode()

    def _aloud(self, source: bytes, line: int, before: bytes, flags: int) -> CodeType:
        """The unit again, where warnings and errors have their true place. An error is worded by the text as a whole."""
        try:
            return self._compiled(_at_line(source, line, before), self._text.file, flags)
        except (SyntaxError, ValueError):
            self.check()
            raise


def _at_line(source: bytes, line: int, before: bytes) -> bytes:
    return before + b"\n" * (line - 1 - before.count(b"\n")) + source
