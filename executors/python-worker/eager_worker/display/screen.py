"""Where a program's values are shown: display(), the value of its last expression, its figures."""

from __future__ import annotations

import sys

from ..compiling.keeping import ValueKeeper
from ..hiding import hidden
from . import forms
from .figures import Figures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable


class Screen:
    """`send` takes what is shown: whether it is the program's result, and its forms."""

    def __init__(self, send: Callable[[bool, dict[str, str]], None]) -> None:
        self._send = send
        self.keeper = ValueKeeper()
        self._figures = Figures(self._show)

    def install(self) -> None:
        """Gives the program display(), and looks on when it imports matplotlib."""

        def display(*values):  # type: ignore[no-untyped-def]
            """Shows values in the richest form that their reader can take."""
            for value in values:
                self._show(value)

        seen = hidden(display)
        seen.__doc__, seen.__qualname__, seen.__module__ = display.__doc__, "display", "builtins"
        sys.modules["builtins"].display = seen  # type: ignore[attr-defined]
        self._figures.install()

    @hidden
    def show_end(self) -> None:
        """The value of the last expression, then the figures that nobody has seen."""
        for value in self.keeper.take():
            if value is not None:
                self._show(value, result=True)
        self._figures.show_rest()

    @hidden
    def _show(self, value: object, result: bool = False) -> None:
        shown = forms.forms_of(value)
        self._figures.add_form(shown, value)
        self._send(result, forms.fitted(shown))
