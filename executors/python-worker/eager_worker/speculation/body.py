"""A function's body in parts: each statement is compiled as a function of that name whose variables are cells, kept from one to the next."""

from __future__ import annotations

import _ast
from _symtable import DEF_BOUND, DEF_GLOBAL, DEF_NONLOCAL, USE, symtable
from _weakref import ref
from types import CellType, CodeType, FunctionType

from ..blocks import trees
from ..compiling.quietly import WarningsAs
from .definite import may_miss

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..blocks.parts import PartCompiler
    from ..wire.frames import Unit

_END, _OUTER = "\0end", "\0outer"
_GENERATING = 0x20 | 0x80 | 0x200  # CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR


class Unlike(Exception):
    """In parts the body would not do what it does as a whole."""


class Body:
    """Of one function, while it runs."""

    def __init__(self, name: str, compiler: PartCompiler, names: dict[str, Any]) -> None:
        self._name = name
        self._compiler = compiler
        self._names = names
        self._order = list(names)
        self._cells: dict[str, CellType] = {}
        self._outside: set[str] = set()  # read and, so far, no variables
        self._end = object()
        self._ran: list[ref[FunctionType]] = []
        self.returned = False
        self.result: object = None

    def function(self, unit: Unit) -> FunctionType:
        """The next statement. Raises Unlike, and what the compiler raises."""
        self.note(unit)
        source = b"def " + self._name.encode() + b"():\n" + unit.source
        body = self._compiler.parsed(source)[0].body
        if may_miss(body, {name for name, cell in self._cells.items() if _is_empty(cell)}):
            raise Unlike
        code = self._compiled(_without_annotations(body), source, unit.line - 2)
        function = FunctionType(code, self._names, self._name, None, tuple([self._cells[name] for name in code.co_freevars]))
        self._ran.append(ref(function))
        return function

    def note(self, unit: Unit) -> None:
        """Takes account of the next statement's variables, which may not run any more. Raises as `function`."""
        known = ",".join(self._cells)  # as if they were parameters, so that functions inside may bind them
        text = f"def {self._name}({known}):\n{unit.source.decode()}"
        bound, read = _variables(symtable(text, "<unit>", "exec"), self._name)
        if bound & self._outside:
            raise Unlike
        for name in bound:
            self._cells.setdefault(name, CellType())
        self._outside |= read - self._cells.keys()

    def went(self, result: object) -> None:
        """What the function gave back."""
        if result is not self._end:
            self.returned, self.result = True, result

    def require_same(self) -> None:
        """Raises Unlike where the body has bound names of the module, which would have come behind the function's own."""
        if list(self._names) != self._order:
            raise Unlike

    def forgetting(self, whole: CodeType) -> Any:
        """What ends the life of the variables as a return does. Raises Unlike where the whole function has others, or is no plain one, and where a
        traceback has kept a frame, which keeps variables."""
        variables = (*whole.co_varnames, *whole.co_cellvars)
        cells = self._cells
        if not cells.keys() >= set(variables) or self._outside & cells.keys() or whole.co_freevars or whole.co_argcount or whole.co_flags & _GENERATING:
            raise Unlike
        if any(one() is not None for one in self._ran):
            raise Unlike

        def forget() -> None:
            for name in whole.co_varnames:
                if name not in whole.co_cellvars and not _is_empty(cells[name]):
                    del cells[name].cell_contents
            for name in whole.co_cellvars:
                del cells[name]  # functions that live on keep theirs

        return forget

    def _compiled(self, body: list[Any], source: bytes, lines: int) -> CodeType:
        names = sorted(self._cells)
        like = body[0]
        variables = [trees.at(_ast.Nonlocal(names), like)] if names else []
        end = trees.nowhere(_ast.Return(trees.nowhere(_ast.Constant(_END))))
        inner = _function(self._name, [*variables, *body, end], like)
        unset = [trees.at(_ast.Assign([trees.at(_ast.Name(name, _ast.Store()), like)], trees.constant(None, like)), like) for name in names]
        outer = _function(_OUTER, [trees.at(_ast.Global([self._name]), like), *unset, inner], like)
        code = _inner(_inner(self._compiler.code([outer], _Placed(source, lines)), _OUTER), self._name)
        return code.replace(co_consts=tuple([self._end if one == _END else one for one in code.co_consts]))


class _Placed:
    """What PartCompiler.code asks of a part."""

    def __init__(self, source: bytes, lines: int) -> None:
        self.source = source
        self.lines = lines


def _function(name: str, body: list[Any], like: Any) -> Any:
    return trees.at(_ast.FunctionDef(name, _ast.arguments([], [], None, [], [], None, []), body, []), like)


def _inner(code: CodeType, name: str) -> CodeType:
    return next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name)


def _is_empty(cell: CellType) -> bool:
    try:
        cell.cell_contents
    except ValueError:
        return True
    return False


def _variables(module: Any, name: str) -> tuple[set[str], set[str]]:
    """Names that a function binds, and names that it, or what is in it, reads and does not bind."""
    function = next(one for one in module.children if one.name == name)
    if any(flags & (DEF_GLOBAL | DEF_NONLOCAL) for flags in function.symbols.values()):
        raise Unlike
    bound = {one for one, flags in function.symbols.items() if flags & DEF_BOUND}
    read: set[str] = set()
    waiting = [function]
    while waiting:
        scope = waiting.pop()
        read.update(one for one, flags in scope.symbols.items() if flags & (USE | DEF_GLOBAL | DEF_NONLOCAL) and not flags & DEF_BOUND)
        waiting.extend(scope.children)
    return bound, read - bound


def _without_annotations(body: list[Any]) -> list[Any]:
    """Annotations of a function's variables are not evaluated; a variable of another scope must have none."""
    plain: list[Any] = []
    for node in body:
        if isinstance(node, _ast.AnnAssign) and node.simple:
            name = trees.at(_ast.Name(node.target.id, _ast.Store()), node.target)
            plain.append(trees.at(_ast.Pass() if node.value is None else _ast.Assign([name], node.value), node))
            continue
        if not isinstance(node, (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef)):
            for field in ("body", "orelse", "finalbody"):
                inner = getattr(node, field, None)
                if isinstance(inner, list):
                    setattr(node, field, _without_annotations(inner))
            for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                part.body = _without_annotations(part.body)
        plain.append(node)
    return plain
