"""Compiles the parts of an open block in their places: each leaf, header and clause as the whole program would have compiled it."""

from __future__ import annotations

import _ast

from ..compiling.hazards import wants_one_frame
from ..compiling.quietly import WarningsAs, parsed
from ..compiling.units import LINES_IN_CLASSES, UnitCompiler
from ..wire.frames import CLAUSE, CLOSED, LEAF, OPENED
from . import trees

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    from ..wire.frames import Unit

# What stands before a clause so that it can be parsed by itself, and where in the statement its suite is found.
_HEADS = {b"elif": b"if 0:pass\n", b"else": b"if 0:pass\n", b"except": b"try:pass\n", b"finally": b"try:pass\n"}
_SUITES = {b"elif": "orelse", b"else": "orelse", b"except": "handlers", b"finally": "finalbody"}


class Part:
    """Parsed text. `lines` is how far its nodes stand above their places; `code` is all of it."""

    __slots__ = ("body", "code", "inline", "lines", "source", "starred", "word")

    def __init__(self, body: list[Any], code: CodeType | None, lines: int, source: bytes, word: bytes, inline: bool) -> None:
        self.body = body
        self.code = code
        self.lines = lines
        self.source = source
        self.word = word
        self.inline = inline
        self.starred = False


class PartCompiler:
    """The parts of one program's open blocks. Every part is compiled as a whole once, run or not, because that one compilation may warn."""

    def __init__(self, units: UnitCompiler) -> None:
        self._units = units
        self._open: list[bytes | None] = []  # of each open statement the indentation if it is a `try` that lacks a clause

    def follow(self, unit: Unit) -> None:
        """Takes note of the next unit, before it is compiled."""
        if unit.kind == OPENED:
            self._open.append(indentation(unit.source) if first_word(unit.source) == b"try" else None)
        elif unit.kind == CLAUSE:
            self._open[-1] = None
        elif unit.kind == CLOSED:
            self._open.pop()
        self._units.close_with(self._body_of(unit) + self._closing())

    def forget(self) -> None:
        self._open.clear()
        self._units.close_with(b"")

    def wants_one_frame(self, unit: Unit, nested: bool) -> bool:
        """As of a statement."""
        source, _ = self._framed(unit.source, nested)
        pad = indentation(unit.source)
        if unit.kind == CLAUSE:
            source, _ = self._framed(pad + _HEADS[first_word(unit.source)] + unit.source, nested)
        return any(wants_one_frame(source + tail, True) for tail in (b"", pad + b" pass\n", pad + b" pass\n" + pad + b"finally:pass\n"))

    def leaf(self, unit: Unit, loop: bool) -> Part:
        """A whole statement inside of a block; `loop` where a `break` in it has its loop."""
        source, above = self._framed(self._units.as_compiled_alone(unit.source), True)
        return self._read(source, unit.line - above, b"", True, loop)

    def header(self, unit: Unit, nested: bool) -> Part:
        """The line that opens a statement; its node has an empty body."""
        text = self._units.as_compiled_alone(unit.source)
        pad, word = indentation(text), first_word(text)
        source, above = self._framed(text + pad + b" pass\n" + (pad + b"finally:pass\n" if word == b"try" else b""), nested)
        return self._read(source, unit.line - above, word, False, False)

    def clause(self, unit: Unit, nested: bool, loop: bool) -> Part:
        """A further header of a statement: its node in `body`, or for one without a node its suite. `inline` where that is on its line."""
        text = self._units.as_compiled_alone(unit.source)
        pad, word = indentation(text), first_word(text)
        source, above = self._framed(pad + _HEADS[word] + text, nested)
        inline = _is_valid(source)
        part = self._read(source if inline else source + pad + b" pass\n", unit.line - above - 1, word, inline, loop)
        part.starred = type(part.body[0]).__name__ == "TryStar"
        part.body = getattr(part.body[0], _SUITES[word])
        return part

    def definition(self, text: bytes, line: int) -> Part:
        """A function at top level, all of it."""
        return self._read(self._units.as_compiled_alone(text), line, b"", False, False)

    def parsed(self, source: bytes) -> list[Any]:
        """The statements of a text that is compiled elsewhere."""
        with WarningsAs("ignore"):
            return self._units.parsed(source)

    @property
    def flags(self) -> int:
        return self._units.flags

    @property
    def encoding(self) -> str:
        return self._units.encoding

    def pass_over(self, unit: Unit, level: int) -> None:
        """Compiles a part that does not run, as a whole compilation would: it may warn or be wrong."""
        if unit.kind == LEAF:
            self.leaf(unit, True)
        elif unit.kind == OPENED:
            self.header(unit, level > 1)
        elif unit.kind == CLAUSE:
            self.clause(unit, level > 1, True)

    def nothing(self) -> CodeType:
        """Code that does nothing."""
        code: CodeType = compile(b"", self._units.file, "exec", 0, True)
        return code

    @staticmethod
    def is_except(unit: Unit) -> bool:
        return first_word(unit.source) == b"except"

    def whole(self, text: bytes, line: int, nested: bool, head: bytes = b"") -> Part:
        """A statement whose parts were compiled already, from its start to the end of its block or clauses."""
        text = self._units.as_compiled_alone(text)
        source, above = self._framed(indentation(text) + head + text if head else text, nested)
        lines = line - above - bool(head) - 1
        padding = _padding(source, lines)
        with WarningsAs("ignore"):
            return Part(self._suite(padding + source, nested), None, lines - len(padding), source, b"", False)

    def program(self, text: bytes, line: int) -> list[Any]:
        """The statements of the whole text. What lies above `line` was compiled already."""
        with WarningsAs("ignore", line):
            self._units.program(text)  # warns once of each place, wherever its nodes come to stand
        with WarningsAs("ignore"):
            return self._units.parsed(text)

    def rest(self, nodes: list[Any], text: bytes, given: dict[str, object]) -> CodeType:
        """Code of what the program still does, made of nodes of the whole text; as `code`."""
        with WarningsAs("ignore"):
            return _with(self._units.rest(nodes, text), given)

    def code(self, nodes: list[Any], part: Part, given: dict[str, object] | None = None) -> CodeType:
        """Nodes of a part, in their places. Constants that are named in `given` become those objects."""
        with WarningsAs("ignore"):
            code = self._compiled(nodes, part.source, part.lines)
        return _with(code, given) if given else code

    def _read(self, source: bytes, line: int, word: bytes, inline: bool, loop: bool) -> Part:
        """`line` is where the source, dummies included, would begin."""
        nested = source.startswith(b"if 1:\n")
        padding = _padding(source, line - 1)
        try:
            with WarningsAs("error"):
                body, lines = self._suite(padding + source, nested), line - 1 - len(padding)
                code = self._compiled(trees.in_loop(body) if loop else body, source, lines)
        except Exception:
            try:
                body, lines = self._suite(b"\n" * (line - 1) + source, nested), 0
                code = self._compiled(trees.in_loop(body) if loop else body, source, lines)
            except (SyntaxError, ValueError):
                self._units.check_closed(self._closing())
                raise
        self._units.admit(source, code, self._closing())
        return Part(body, code, lines, source, word, inline)

    def _body_of(self, unit: Unit) -> bytes:
        """A suite for a header that has none yet."""
        pad = indentation(unit.source)
        if unit.kind == CLAUSE:
            clause, _ = self._framed(pad + _HEADS[first_word(unit.source)] + unit.source, len(self._open) > 1)
            return b"" if _is_valid(clause) else pad + b" pass\n"
        return pad + b" pass\n" if unit.kind == OPENED else b""

    def _closing(self) -> bytes:
        return b"".join([pad + b"finally:pass\n" for pad in reversed(self._open) if pad is not None])

    def _suite(self, source: bytes, nested: bool) -> list[Any]:
        body: list[Any] = compile(source, self._units.file, "exec", self._units.flags | _ast.PyCF_ONLY_AST, True).body
        return body[0].body if nested else body

    def _compiled(self, nodes: list[Any], source: bytes, lines: int) -> CodeType:
        before = parsed(self._units.before(source)).body
        code: CodeType = compile(_ast.Module([*before, *nodes], []), self._units.file, "exec", self._units.flags, True)
        return self._units.placed(code, lines)

    @staticmethod
    def _framed(text: bytes, nested: bool) -> tuple[bytes, int]:
        return (b"if 1:\n" + text, 1) if nested else (text, 0)


def _padding(source: bytes, lines: int) -> bytes:
    """Empty lines where the code holds lines that cannot be moved afterwards."""
    return b"\n" * lines if LINES_IN_CLASSES and b"class" in source else b""


def _with(code: CodeType, given: dict[str, object]) -> CodeType:
    return code.replace(co_consts=tuple([given.get(one, one) if type(one) is str else one for one in code.co_consts]))


def _is_valid(source: bytes) -> bool:
    try:
        parsed(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _first_line(text: bytes) -> bytes:
    for line in text.replace(b"\xef\xbb\xbf", b"").replace(b"\r", b"\n").split(b"\n"):
        stripped = line.strip(b" \t\f")
        if stripped and not stripped.startswith(b"#"):
            return line
    return b""


def indentation(text: bytes) -> bytes:
    line = _first_line(text)
    return line[: len(line) - len(line.lstrip(b" \t\f"))]


def first_word(text: bytes) -> bytes:
    line = _first_line(text).lstrip(b" \t\f")
    return next((word for word in (b"elif", b"else", b"except", b"finally", b"try") if line.startswith(word)), b"")
