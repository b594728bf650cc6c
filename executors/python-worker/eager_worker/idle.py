"""Between two statements there is no program that a signal could strike. What comes then strikes at the start of the next one.

The signals are blocked in our thread. The kernel hands a blocked one to a thread of the program, if there is one; the interpreter would then
run its handler in our thread, in the middle of a frame. So beside threads the handler of the interrupt is exchanged for a note as well.
"""

from __future__ import annotations

from _signal import (  # type: ignore[import]
    SIG_BLOCK, SIG_SETMASK, SIGALRM, SIGCHLD, SIGINT, SIGPROF, SIGUSR1, SIGUSR2, SIGVTALRM, getsignal, pthread_sigmask, raise_signal, signal,
)
from _thread import _count as threads

from .hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_GUARDED = frozenset((SIGINT, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGCHLD))


class Idle:
    """The time that belongs to the worker; begins with the object."""

    def __init__(self) -> None:
        self._mask: set[int] = pthread_sigmask(SIG_BLOCK, _GUARDED)
        self._handler: Any = None
        self._noted = False

    def begin(self) -> None:
        self._mask = pthread_sigmask(SIG_BLOCK, _GUARDED)
        if threads():
            handler = getsignal(SIGINT)
            if callable(handler):
                signal(SIGINT, self._note)
                self._handler = handler

    @hidden
    def end(self) -> None:
        """Raises what the handler of a signal that came in the meantime raises."""
        if self._handler is not None:
            signal(SIGINT, self._handler)
            self._handler = None
        pthread_sigmask(SIG_SETMASK, self._mask)
        if self._noted:
            self._noted = False
            raise_signal(SIGINT)

    def _note(self, _number: int, _frame: object) -> None:
        self._noted = True
