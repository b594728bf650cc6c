"""Whether a statement may read a variable that is not bound. Where the error could be caught, its text would say that the variable is a cell."""

from __future__ import annotations

import _ast

from ..compiling.quietly import children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SCOPES = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda, _ast.ClassDef)
_LEAVING = (_ast.Raise, _ast.Return, _ast.Break, _ast.Continue)


def may_miss(body: list[Any], unbound: set[str]) -> bool:
    """True where the statements may read one of the names, which are not bound before them, and perhaps go on when that fails."""
    return _catches(body) and _Reader(unbound).misses(body)


def _catches(body: list[Any]) -> bool:
    waiting: list[Any] = list(body)
    while waiting:
        node = waiting.pop()
        if getattr(node, "handlers", None) or getattr(node, "finalbody", None):
            return True
        if isinstance(node, _ast.With) and not all(_is_open(item.context_expr) for item in node.items):
            return True
        if not isinstance(node, _SCOPES):
            waiting.extend(children(node))
    return False


def _is_open(manager: Any) -> bool:
    """`open(…)`, which lets every exception pass."""
    return isinstance(manager, _ast.Call) and isinstance(manager.func, _ast.Name) and manager.func.id == "open"


class _Reader:
    """Follows what is certainly bound, in the order of the text."""

    def __init__(self, unbound: set[str]) -> None:
        self._unbound = unbound
        self._missed = False

    def misses(self, body: list[Any]) -> bool:
        self._block(body, frozenset())
        return self._missed

    def _block(self, body: list[Any], bound: frozenset[str]) -> frozenset[str]:
        for node in body:
            bound = self._statement(node, bound)
        return bound

    def _statement(self, node: Any, bound: frozenset[str]) -> frozenset[str]:
        if isinstance(node, _ast.If):
            bound = self._use(node.test, bound)
            return self._block(node.body, bound) & self._block(node.orelse, bound)
        if isinstance(node, (_ast.For, _ast.While)):
            within = self._use(node.iter, bound) if isinstance(node, _ast.For) else self._use(node.test, bound)
            inside = self._use(node.target, within) if isinstance(node, _ast.For) else within
            self._block(node.body, inside)
            self._block(node.orelse, within)
            return within
        if isinstance(node, _ast.With):
            for item in node.items:
                bound = self._use(item.context_expr, bound)
                bound = bound if item.optional_vars is None else self._use(item.optional_vars, bound)
            inside = self._block(node.body, bound)
            return inside if all(_is_open(item.context_expr) for item in node.items) else bound
        if hasattr(node, "handlers"):
            return self._try(node, bound)
        return self._use(node, bound)

    def _try(self, node: Any, bound: frozenset[str]) -> frozenset[str]:
        after = self._block(node.orelse, self._block(node.body, bound))
        for handler in node.handlers:
            within = bound if handler.type is None else self._use(handler.type, bound)
            named = frozenset() if handler.name is None else frozenset((handler.name,))
            caught = self._block(handler.body, within | named) - named
            if not isinstance(handler.body[-1], _LEAVING):
                after &= caught
        return after | self._block(node.finalbody, bound)

    def _use(self, node: Any, bound: frozenset[str]) -> frozenset[str]:
        """Of an expression or simple statement: all that it reads has to be bound before it binds anything."""
        stored = set()
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, _SCOPES):
                stored.add(getattr(one, "name", ""))
                waiting.extend(getattr(one, "decorator_list", ()))
                continue
            if isinstance(one, _ast.NamedExpr):
                waiting.append(one.value)  # it may be passed by
                continue
            if isinstance(one, _ast.Name):
                if isinstance(one.ctx, _ast.Store):
                    stored.add(one.id)
                elif one.id in self._unbound and one.id not in bound:
                    self._missed = True
            if isinstance(one, _ast.AugAssign) and isinstance(one.target, _ast.Name) and one.target.id in self._unbound - bound:
                self._missed = True
            if isinstance(one, _ast.alias):
                stored.add((one.asname or one.name).partition(".")[0])
            waiting.extend(children(one))
        if isinstance(node, _ast.Delete):
            return bound - {one.id for one in node.targets if isinstance(one, _ast.Name)}
        return bound if hasattr(node, "cases") else bound | stored

