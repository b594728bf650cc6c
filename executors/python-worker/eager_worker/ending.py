"""How the program came to its end, and the interpreter's own way of leaving."""

from __future__ import annotations

from .process import script


class Ending:
    """Not reached until something exits, fails or interrupts the program; nothing of it runs afterwards."""

    def __init__(self) -> None:
        self.reached = False
        self._code: object = 0
        self._exited = self._interrupted = self._ran = False

    def exit(self, leaving: BaseException) -> None:
        """By SystemExit, whoever raised it."""
        self.reached = self._exited = True
        self._interrupted = False
        self._code = script.exit_code(leaving)

    def fail(self, failure: BaseException) -> None:
        self.reached = True
        self._code = 1
        self._interrupted = is_interrupt(failure)
        self._ran = failure.__traceback__ is not None  # what could not be compiled has none

    @property
    def is_own(self) -> bool:
        """True where the program itself came to its end, by leaving or by an error of what ran."""
        return self._exited or self._ran and not self._interrupted

    @property
    def keeps_module(self) -> bool:
        """The interpreter keeps hold of a script's module, and of its `__file__`, only where it leaves by SystemExit."""
        return self._exited

    @property
    def status(self) -> int:
        """As a shell shows it, for a process that ends without the interpreter."""
        if self._interrupted:
            return 130
        return self._code & 0xFF if isinstance(self._code, int) else 0

    def leave(self) -> None:
        """To be called last in the hook: what it raises, or does not raise, decides how the process ends."""
        if not self._interrupted:
            raise SystemExit(self._code)
        try:
            exec("raise KeyboardInterrupt")  # makes the interpreter end itself by SIGINT after finalisation
        except KeyboardInterrupt:
            pass


def is_interrupt(failure: BaseException) -> bool:
    """A subclass is an ordinary error to the interpreter."""
    return type(failure) is KeyboardInterrupt
