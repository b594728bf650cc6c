"""One object for equal constants of one program, as one compilation of the whole text would give."""

from __future__ import annotations

from types import CodeType

_ATOMS = frozenset((bool, type(None), type(Ellipsis)))


class ConstantTable:
    """Partitions constants as the compiler does: by type, by sign of zero, and inside tuples and frozensets."""

    def __init__(self) -> None:
        self._simple: dict[type, dict[object, object]] = {str: {}, int: {}, bytes: {}}
        self._structured: dict[object, object] = {}

    def place(self, code: CodeType, lines: int) -> CodeType:
        """The same code with this program's constants, moved down by a number of lines (positions are kept relative to the first line)."""
        return code.replace(
            co_firstlineno=code.co_firstlineno + lines,
            co_consts=tuple([self._one(constant, lines) for constant in code.co_consts]),
        )

    def _one(self, constant: object, lines: int) -> object:
        kind = type(constant)
        if kind in _ATOMS:
            return constant
        table = self._simple.get(kind)
        if table is not None:
            return table.setdefault(constant, constant)
        if kind is CodeType:
            return self.place(constant, lines)  # type: ignore[arg-type]
        key = _key(constant)
        known = self._structured.get(key)
        if known is None:
            if kind is tuple:
                constant = tuple([self._one(item, lines) for item in constant])  # type: ignore[attr-defined]
            known = self._structured[key] = constant
        return known


def _key(constant: object) -> object:
    kind = type(constant)
    if kind is float:
        return kind, constant.hex() if constant == constant else id(constant)  # type: ignore[attr-defined]
    if kind is complex:
        return kind, _key(constant.real), _key(constant.imag)  # type: ignore[attr-defined]
    if kind is tuple:
        return (kind, *[_key(item) for item in constant])  # type: ignore[attr-defined]
    if kind is frozenset:
        return kind, frozenset([_key(item) for item in constant])  # type: ignore[attr-defined]
    if kind in _ATOMS or kind in (str, int, bytes):
        return kind, constant
    return kind, id(constant)
