"""What an uncaught exception shows, and the facts about it that travel to the host."""

from __future__ import annotations

import io
import os
import sys
from sys import audit  # the program may delete it

from .hiding import hidden
from .program_text import ProgramText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Callable


_HERE = os.path.dirname(__file__)
_ABSENT = object()
_BUILT_IN = type(BaseException.__str__)
_PLAIN = frozenset((str, bytes, int, float, bool, type(None)))


class Reporter:
    """Describes an error once and shows it once, as the interpreter would at the end of a script."""

    def __init__(self, text: ProgramText) -> None:
        self._text = text
        self._display: Callable[..., None] = sys.excepthook
        self._stderr = sys.stderr
        self._rendered = ""

    def describe(self, error: BaseException) -> dict[str, object]:
        """The members of an `error` frame. Must come right before show()."""
        if sys.version_info >= (3, 13):
            self._text.publish()  # the display is written in Python there and reads linecache
        self._rendered = self._render(error)
        return {
            "type": type(error).__name__,
            "message": self._message(error),
            "traceback": self._rendered,
            "line": self._line(error),
        }

    @hidden
    def show(self, error: BaseException) -> BaseException | None:
        """Calls the program's excepthook. Returns the SystemExit by which it asked for another status, if it did."""
        kind, trace = type(error), error.__traceback__
        sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
        if sys.version_info >= (3, 12):
            sys.last_exc = error
        hook = getattr(sys, "excepthook", _ABSENT)
        audit("sys.excepthook", None if hook is _ABSENT else hook, kind, error, trace)
        if hook is self._display and getattr(sys, "stderr", None) is self._stderr and not self._stderr.closed:
            self._write(self._rendered)
            return None
        if hook is _ABSENT:
            self._write("sys.excepthook is missing\n")
            self._display_plainly(error)
            return None
        try:
            with self._text.opened():
                hook(kind, error, trace)
        except SystemExit as leaving:
            return leaving
        except BaseException as second:
            second.__traceback__ = beneath(second.__traceback__)
            self._write("Error in sys.excepthook:\n")
            self._display_plainly(second)
            self._write("\nOriginal exception was:\n")
            self._display_plainly(error)
        return None

    def show_plainly(self) -> None:
        """Shows what was described last, without asking the program how."""
        self._write(self._rendered)

    def _display_plainly(self, error: BaseException) -> None:
        if self._text.file.startswith("<"):
            # The interpreter's display knows no source lines for such a name; the module of the same words does.
            import traceback

            self._text.publish()
            traceback.print_exception(type(error), error, error.__traceback__)
            return
        with self._text.opened():
            self._display(type(error), error, error.__traceback__)

    def _render(self, error: BaseException) -> str:
        program_stderr = getattr(sys, "stderr", _ABSENT)
        sys.stderr = memory = io.StringIO()
        try:
            self._display_plainly(error)
            return memory.getvalue()
        except Exception:  # the program took apart what displays errors
            return _bare_report(error)
        finally:
            sys.stderr = program_stderr  # type: ignore[assignment]
            if program_stderr is _ABSENT:
                del sys.stderr

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except BaseException:  # the program closed, removed or replaced it; the interpreter ignores that as well
            pass

    def _message(self, error: BaseException) -> str:
        if isinstance(error, SyntaxError):
            return str(error.msg)
        if type(type(error).__str__) is _BUILT_IN and all(type(argument) in _PLAIN for argument in error.args):
            return str(error)
        # Asking may run code of the program's own, and the display has asked already.
        _, found, after = self._rendered.rpartition(f"{type(error).__qualname__}: ")
        return after.rstrip("\n") if found else ""

    def _line(self, error: BaseException) -> int | None:
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self._text.file:
                return trace.tb_lineno
            trace = trace.tb_next
        return error.lineno if isinstance(error, SyntaxError) else None


def _bare_report(error: BaseException) -> str:
    lines = ["Traceback (most recent call last):\n"]
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f'  File "{code.co_filename}", line {trace.tb_lineno}, in {code.co_name}\n')
        trace = trace.tb_next
    return "".join(lines) + f"{type(error).__name__}: {', '.join([str(one) for one in error.args if type(one) in _PLAIN])}\n"


def beneath(trace: TracebackType | None) -> TracebackType | None:
    """The traceback from the first frame that is not ours (before 3.11 ours are in it)."""
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith(_HERE):
        trace = trace.tb_next
    last = trace
    while last is not None and last.tb_next is not None:
        if last.tb_next.tb_frame.f_code.co_filename.startswith(_HERE):
            last.tb_next = None  # an effect that was denied
        last = last.tb_next
    return trace
