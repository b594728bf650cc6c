"""Our modules, which the program does not find in `sys.modules`."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any, Callable

_PACKAGE = __name__.partition(".")[0]


class OwnModules:
    """While entered, more of them can be imported. `finder` is the path hook that gives them builtins of their own."""

    def __init__(self, home: str, finder: Callable[[str], Any]) -> None:
        self._home = home
        self._finder = finder
        self._hidden: dict[str, ModuleType] = {}

    def __enter__(self) -> None:
        sys.modules.update(self._hidden)
        sys.path_hooks.insert(0, self._finder)

    def __exit__(self, *_: object) -> None:
        sys.path_hooks.remove(self._finder)
        self.hide()

    def unseen(self, name: str) -> ModuleType:
        """One of them, imported so that the program finds nothing of what it needs, either."""
        before = set(sys.modules)
        with self:
            __import__(f"{_PACKAGE}.{name}")
            module = sys.modules[f"{_PACKAGE}.{name}"]
        for added in sys.modules.keys() - before:
            del sys.modules[added]
        return module

    def hide(self) -> None:
        for name in [name for name in sys.modules if name.partition(".")[0] == _PACKAGE]:
            self._hidden[name] = sys.modules.pop(name)
        for path in [path for path in sys.path_importer_cache if path.startswith(self._home)]:
            del sys.path_importer_cache[path]
