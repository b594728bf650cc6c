"""Compiles text so that the value of its last expression is kept, to be shown as a notebook's cell shows it."""

from __future__ import annotations

import _ast
from _collections import deque
from types import CodeType

from ..program_text import declared_encoding

_PLACE = "\0eager: the value of the last expression goes here\0"


class ValueKeeper:
    """Holds the value that was computed last until it is forgotten, so that it lives no longer than to the next statement.

    The expression becomes the argument of a method of a built-in type: one code object, no further frame.
    """

    def __init__(self) -> None:
        self._kept: deque[object] = deque(maxlen=1)

    def compiled(self, source: bytes, file: str, flags: int, tree: _ast.Module | None = None) -> CodeType:
        """As compile() in mode "exec"; `tree` where it is no more than some statements of the source."""
        tree = tree or compile(source, file, "exec", flags | _ast.PyCF_ONLY_AST, True)
        last = tree.body[-1] if tree.body else None
        if type(last) is not _ast.Expr or _is_silenced(source, last):
            code: CodeType = compile(tree, file, "exec", flags, True)
            return code
        keeping = _placed(_ast.Expr(_call(last)), last)
        if isinstance(getattr(last.value, "value", None), str):
            tree.body.append(keeping)  # beside the string, which may be the program's docstring
        else:
            tree.body[-1] = keeping
        code = compile(tree, file, "exec", flags, True)
        return code.replace(co_consts=tuple([self._kept if one == _PLACE else one for one in code.co_consts]))

    def take(self) -> list[object]:
        """The value, if there is one; forgets it."""
        taken = list(self._kept)
        self._kept.clear()
        return taken

    def forget(self) -> None:
        self._kept.clear()


def _call(last: _ast.Expr) -> _ast.Call:
    keep = _placed(_ast.Attribute(_placed(_ast.Constant(_PLACE), last), "append", _ast.Load()), last)
    return _placed(_ast.Call(keep, [last.value], []), last)  # type: ignore[no-any-return]


def _placed(node: _ast.AST, like: _ast.AST):  # type: ignore[no-untyped-def]
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        setattr(node, name, getattr(like, name))
    return node


def _is_silenced(source: bytes, last: _ast.Expr) -> bool:
    """True where a semicolon follows: who ends a cell with one does not want to see its value."""
    encoding = declared_encoding(source[:4096])
    text = source if encoding == "utf-8" else source.decode(encoding, "replace").encode()
    if text.startswith(b"\xef\xbb\xbf"):
        text = text[3:]
    lines = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    after = b"\n".join([lines[last.end_lineno - 1][last.end_col_offset:], *lines[last.end_lineno:]])  # type: ignore[operator]
    return after.lstrip(b" \t\f\n\\").startswith(b";")
