"""Cuts a program into the units that a chunker would release: whole top-level statements, the lines before each included."""

from __future__ import annotations

import ast
import random
import warnings


def units_of(source: bytes) -> tuple[list[bytes], bytes]:
    """The units, and the text after the last. Text that does not parse comes as one unit from the first statement that fails."""
    lines = source.splitlines(keepends=True)
    ends = _ends(source, lines)
    units, at = [], 0
    for end in ends:
        units.append(b"".join(lines[at:end]))
        at = end
    return units, b"".join(lines[at:])


def joined_at_random(units: list[bytes], choice: random.Random) -> list[bytes]:
    """The same text in fewer units: several statements may travel together."""
    joined: list[bytes] = []
    for unit in units:
        if joined and choice.random() < 0.3:
            joined[-1] += unit
        else:
            joined.append(unit)
    return joined


def _ends(source: bytes, lines: list[bytes]) -> list[int]:
    """Numbers of the lines that end a statement."""
    try:
        body = _parsed(source)
    except (SyntaxError, ValueError):
        return _ends_before_error(lines)
    ends: list[int] = []
    for statement in body:
        end = statement.end_lineno or 0
        if ends and ends[-1] >= _start(statement):
            ends[-1] = end
        else:
            ends.append(end)
    return ends


def _parsed(source: bytes) -> list[ast.stmt]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source).body


def _start(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _ends_before_error(lines: list[bytes]) -> list[int]:
    """Statement by statement as far as prefixes parse; the rest is one unit."""
    best: list[int] = []
    for count in range(len(lines), 0, -1):
        try:
            _parsed(b"".join(lines[:count]))
        except (SyntaxError, ValueError):
            continue
        best = _ends(b"".join(lines[:count]), lines[:count])
        break
    while best and best[-1] < len(lines):
        last = lines[best[-2] if best[1:] else 0 : best[-1]]
        if not (_is_compound(last) and _continues(lines[best[-1] :])):
            break
        best.pop()
    return best if best and best[-1] == len(lines) else [*best, len(lines)]


def _continues(rest: list[bytes]) -> bool:
    """True where the next line of code is indented: it belongs to the compound statement before."""
    return next((line[:1] in (b" ", b"\t") for line in rest if line.strip() and not line.strip().startswith(b"#")), False)


def _is_compound(statement: list[bytes]) -> bool:
    return any(line.rstrip().endswith(b":") for line in statement)

