"""The only frame beneath the program's: the loop that runs one unit after another."""

from __future__ import annotations

from _signal import SIG_BLOCK, SIG_SETMASK, SIGALRM, SIGCHLD, SIGINT, SIGPROF, SIGUSR1, SIGUSR2, SIGVTALRM, pthread_sigmask

from .hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

    from .session import Session

GUARDED = frozenset((SIGINT, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2, SIGCHLD))
"""Signals that wait while the worker works: what their handlers raise belongs into a unit."""


def hook_for(session: Session, begin: Callable[[], None], mask: set[int]) -> Callable[..., object]:
    """An excepthook that serves the whole program. A signal that came between two units strikes at the start of the second."""

    def serve(_type: object, _value: object, _traceback: object) -> None:
        del _type, _value, _traceback
        nonlocal mask
        begin()
        more = True
        while more:
            unit = session.next()
            more = unit is not None
            failure = None
            try:
                try:
                    pthread_sigmask(SIG_SETMASK, mask)
                    if more:
                        unit()
                except BaseException as error:
                    failure = error
                mask = pthread_sigmask(SIG_BLOCK, GUARDED)
            except BaseException as error:
                mask = pthread_sigmask(SIG_BLOCK, GUARDED)
                failure = failure or error
            unit = None
            if more or failure is not None:
                session.settle(failure)
            failure = None
        pthread_sigmask(SIG_SETMASK, mask)
        session.leave()

    return hidden(serve)
