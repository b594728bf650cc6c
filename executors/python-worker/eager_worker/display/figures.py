"""Figures of matplotlib: shown by pyplot.show(), or at the end if they were neither shown nor saved.

The worker imports nothing of matplotlib. It looks on while the program does.
"""

from __future__ import annotations

import io
import sys

from ..hiding import hidden
from . import forms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable


class Figures:
    def __init__(self, show: Callable[[object], None]) -> None:
        self._show = show
        self._done: Any = None  # a WeakSet: figures that were shown or saved
        self._save: Callable[..., object] | None = None
        self._awaited = {"matplotlib": self._choose_backend, "matplotlib.figure": self._watch, "matplotlib.pyplot": self._replace_show}

    def install(self) -> None:
        sys.meta_path.insert(0, self)  # type: ignore[arg-type]

    @hidden
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """A finder's method: finds what the others find, and comes back when the module has been executed."""
        adapt = self._awaited.get(name)
        if adapt is None:
            return None
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target) if finder is not self else None  # type: ignore[comparison-overlap]
            if spec is not None:
                if spec.loader is not None:
                    spec.loader = _Adapting(spec.loader, adapt)
                return spec
        return None

    def add_form(self, shown: dict[str, str], value: object) -> None:
        """The picture, if the value is a figure."""
        module = sys.modules.get("matplotlib.figure")
        if self._save is None or not isinstance(value, getattr(module, "Figure", ())):
            return
        self._done.add(value)
        try:
            picture = io.BytesIO()
            self._save(value, picture, format="png", bbox_inches="tight")
            forms.add(shown, "image/png", picture.getvalue())
        except Exception as error:
            forms.leave_out(shown, "image/png", f"{type(error).__name__}: {error}")

    @hidden
    def show_rest(self) -> None:
        for figure in self._open():
            if figure not in self._done:
                self._show(figure)

    def _open(self) -> list[Any]:
        helpers = sys.modules.get("matplotlib._pylab_helpers")
        if helpers is None or self._done is None:
            return []
        return [one.canvas.figure for one in sorted(helpers.Gcf.get_all_fig_managers(), key=lambda one: one.num)]

    @staticmethod
    def _choose_backend(matplotlib: Any) -> None:
        chosen = dict.__getitem__(matplotlib.rcParams, "backend")
        if not isinstance(chosen, str):
            matplotlib.rcParams["backend"] = "agg"

    def _watch(self, module: Any) -> None:
        import functools
        import weakref

        self._done = done = weakref.WeakSet()
        self._save = save = module.Figure.savefig

        @functools.wraps(save)
        def savefig(figure: Any, *arguments: Any, **named: Any) -> object:
            done.add(figure)
            return save(figure, *arguments, **named)

        @functools.wraps(module.Figure.show)
        def show(figure: Any, *_arguments: Any, **_named: Any) -> None:
            self._show(figure)

        module.Figure.savefig, module.Figure.show = savefig, show

    def _replace_show(self, pyplot: Any) -> None:
        import functools

        @functools.wraps(pyplot.show)
        def show(*_arguments: Any, **_named: Any) -> None:
            for figure in self._open():
                self._show(figure)
            pyplot.close("all")

        pyplot.show = show


class _Adapting:
    """A loader that hands over to the real one, and tells when it is done."""

    def __init__(self, real: Any, adapt: Callable[[Any], None]) -> None:
        self._real = real
        self._adapt = adapt

    def create_module(self, spec: Any) -> Any:
        return self._real.create_module(spec)

    @hidden
    def exec_module(self, module: Any) -> None:
        module.__spec__.loader = module.__loader__ = self._real
        self._real.exec_module(module)
        self._adapt(module)
