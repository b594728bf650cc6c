"""What earlier units mean for the compilation of later ones."""

from __future__ import annotations

import __future__
import _ast
from types import CodeType

from .quietly import children, parsed

_FUTURE_FLAGS = 0
for _name in __future__.all_feature_names:
    if _name != "barry_as_FLUFL":  # a joke of the parser that does not outlive its line
        _FUTURE_FLAGS |= getattr(__future__, _name).compiler_flag

_NOTHING_ALLOWED = b"0\n"  # any statement: what follows it is no docstring, and no place for a future import


class ModuleScope:
    """Docstring, future flags, module-level `global` and imported names, carried from unit to unit."""

    def __init__(self, flags: int) -> None:
        self.flags = flags
        self.first = True
        self._futures_allowed = True
        self._globals: list[str] = []
        self._imported: list[tuple[bytes, str]] = []

    def before(self, source: bytes) -> bytes:
        """Lines to compile before a unit, so that the compiler knows what earlier units said. They do nothing when run."""
        if self.first:
            return b""
        if self._futures_allowed and b"__future__" in source and _begins_with_future(source):
            return b""
        lines = b""
        if self._globals:
            lines += b"global " + ",".join(self._globals).encode() + b"\n"
        named = [name for spelling, name in self._imported if spelling in source]
        if named:
            lines += b"if 0:import " + ",".join(named).encode() + b"\n"
        return lines or _NOTHING_ALLOWED

    def admit(self, source: bytes, code: CodeType) -> bool:
        """Takes note of a compiled unit. True where only the whole text can tell whether it is valid here."""
        self.flags |= code.co_flags & _FUTURE_FLAGS
        if self._futures_allowed:
            self._open(source)
        if b"import" in source or b"global" in source:
            return self._note_names(source)
        return False

    def _open(self, source: bytes) -> None:
        for statement in parsed(source, self.flags).body:
            docstring = self.first and isinstance(statement, _ast.Expr) and isinstance(getattr(statement.value, "value", None), str)
            self.first = False
            if not docstring and not _is_future(statement):
                self._futures_allowed = False
                return

    def _note_names(self, source: bytes) -> bool:
        declares = False
        waiting: list[_ast.AST] = [parsed(source, self.flags)]
        while waiting:
            node = waiting.pop()
            if isinstance(node, _ast.Global):
                declares = True
                self._globals.extend(name for name in node.names if name not in self._globals)
            elif isinstance(node, (_ast.Import, _ast.ImportFrom)):
                self._import(node)
            if not isinstance(node, (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef, _ast.Lambda, _ast.expr)):
                waiting.extend(children(node))
        return declares

    def _import(self, node: object) -> None:
        for alias in node.names:  # type: ignore[attr-defined]
            name = (alias.asname or alias.name).partition(".")[0]
            if name != "*" and not _is_future(node) and all(name != known for _, known in self._imported):
                self._imported.append((name.encode(), name))


def _is_future(node: object) -> bool:
    return getattr(node, "module", None) == "__future__" and not getattr(node, "level", 0)


def _begins_with_future(source: bytes) -> bool:
    try:
        body = parsed(source).body
    except (SyntaxError, ValueError):
        return False
    return bool(body) and _is_future(body[0])
