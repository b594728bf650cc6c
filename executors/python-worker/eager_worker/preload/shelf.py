"""Modules that were loaded ahead and that the program has not imported.

They are in no `sys.modules` and no attribute of their packages until the program imports them. An import then brings back what it would have
loaded, no less and no more. So that this is known, each module is loaded as if nothing had been loaded before it: whatever it imports is a
fresh import and is noted.
"""

from __future__ import annotations

import builtins
import sys

from ..hiding import hidden
from . import compact, renewal
from .settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, Callable, Iterable

_UNREAD = -1  # a finder that has not listed its folder yet
_ESSENTIAL = ("__import__", "__build_class__")  # what the interpreter itself looks up as it executes a module
_MACHINERY = "<frozen importlib._bootstrap>"


class Shelf:
    """Replaces the interpreter's own loading of a module that is not in `sys.modules`."""

    def __init__(self) -> None:
        self._bootstrap = sys.modules["_frozen_importlib"]
        self._find_spec = self._bootstrap._find_spec  # type: ignore[attr-defined]
        self._load = self._bootstrap._find_and_load  # type: ignore[attr-defined]
        self._base = set(sys.modules)
        self._loading: list[str] = []
        self._modules: dict[str, ModuleType] = {}
        self._brought: dict[str, list[str]] = {}  # by the load of a module, in the order of sys.modules
        self._owners: dict[str, str] = {}
        self._unbound: set[str] = set()
        self._settings = Settings()
        self._opened = False
        self._builtins = dict(vars(builtins))

    @property
    def names(self) -> Iterable[str]:
        return self._modules.keys()

    def fill(self, wanted: Iterable[str]) -> None:
        """Loads what is installed. What cannot be imported here is left to the program that wants it."""
        new_module, self._bootstrap._new_module = self._bootstrap._new_module, compact.ModuleTray()  # type: ignore[attr-defined]
        paths = set(sys.path_importer_cache)
        unread = {path for path, finder in sys.path_importer_cache.items() if getattr(finder, "_path_mtime", 0) == _UNREAD}
        self._install(self._record)
        for name in wanted:
            try:
                __import__(name)
            except Exception:
                pass
            self._hide([loaded for loaded in sys.modules if loaded not in self._base])
        for path, finder in list(sys.path_importer_cache.items()):
            if path not in paths:
                del sys.path_importer_cache[path]
            elif path in unread:
                finder.invalidate_caches()
        self._bootstrap._new_module = new_module  # type: ignore[attr-defined]
        self._settings.put_back(self._modules.values())
        self._gather()
        self._install(self._take)

    def open(self) -> None:
        """The program begins: imports that come before are the worker's own."""
        self._opened = True

    def _gather(self) -> None:
        """Names that lie side by side: a child that takes a module touches its name, and copies the page that it is on."""
        names = compact.copies([*self._modules, *self._owners])
        self._modules = {names[name]: module for name, module in self._modules.items()}
        self._owners = {names[name]: names[owner] for name, owner in self._owners.items()}
        self._brought = {names[name]: [names[loaded] for loaded in brought] for name, brought in self._brought.items() if name in names}
        self._unbound = {names[name] for name in self._unbound if name in names}

    def _install(self, load: Callable[[str, Any], ModuleType]) -> None:
        def _find_and_load(name, import_):  # type: ignore[no-untyped-def]
            return load(name, import_)

        seen = hidden(_find_and_load)
        seen.__code__ = seen.__code__.replace(co_filename=_MACHINERY)
        seen.__module__ = self._load.__module__
        seen.__qualname__ = self._load.__qualname__
        seen.__doc__ = self._load.__doc__
        self._bootstrap._find_and_load = seen  # type: ignore[attr-defined]

    def _record(self, name: str, import_: Any) -> ModuleType:
        if name in self._owners:
            self._bring(name, import_)
            if name in sys.modules:
                return sys.modules[name]
        outer = [loaded for loaded in sys.modules if loaded not in self._base and loaded not in self._loading]
        self._hide(outer)
        self._loading.append(name)
        self._settings.begin()
        try:
            return self._load(name, import_)
        finally:
            self._loading.pop()
            self._settings.end(name)
            brought = [loaded for loaded in sys.modules if loaded not in self._base and loaded not in self._loading]
            for loaded in brought:
                self._owners.setdefault(loaded, name)
            if name in sys.modules:
                self._brought[name] = brought
                self._owners[name] = name
            else:
                self._owners = {loaded: owner for loaded, owner in self._owners.items() if owner != name}
            self._hide(brought)
            self._show([*outer, *brought])

    @hidden
    def _take(self, name: str, import_: Any) -> ModuleType:
        if self._opened and name in self._owners and name in self._modules and self._is_that(name):
            self._bring(name, import_)
            if name in sys.modules:
                return sys.modules[name]
        return self._load(name, import_)

    @hidden
    def _bring(self, name: str, import_: Any) -> None:
        package = name.rpartition(".")[0]
        if package and package not in sys.modules:
            import_(package)
        self._show(self._brought[self._owners[name]])

    @hidden
    def _is_that(self, name: str) -> bool:
        """False where an import would find another file of the name now, one beside the program for instance, or make another module of it."""
        now = vars(builtins)
        if not self._builtins.keys() <= now.keys() or any(now[name] is not self._builtins[name] for name in _ESSENTIAL):
            return False
        if "." in name:
            return True
        found = self._find_spec(name, None)
        known = self._modules[name].__spec__
        return found is not None and known is not None and found.origin == known.origin

    def _hide(self, names: Iterable[str]) -> None:
        for name in names:
            module = self._modules[name] = sys.modules.pop(name)
            package, _, child = name.rpartition(".")
            if package and name not in self._brought.get(package, ()):
                parent = sys.modules.get(package) or self._modules.get(package)
                if parent is not None and parent.__dict__.get(child) is module:
                    delattr(parent, child)
                    self._unbound.add(name)

    @hidden
    def _show(self, names: Iterable[str]) -> None:
        for name in names:
            if name in sys.modules or name not in self._modules:
                continue
            module = sys.modules[name] = self._modules.pop(name)
            if name in self._unbound:
                self._unbound.discard(name)
                package, _, child = name.rpartition(".")
                parent = sys.modules.get(package) or self._modules.get(package)
                if parent is not None:
                    setattr(parent, child, module)
            if self._opened:
                self._settings.apply(name)
                renewal.renew(name, module)
