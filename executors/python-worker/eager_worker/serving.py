"""The only frame beneath the program's: the loop that runs one unit after another."""

from __future__ import annotations

from .hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

    from .process.idle import Idle
    from .session import Session


def hook_for(session: Session, idle: Idle, begin: Callable[[], None]) -> Callable[..., object]:
    """An excepthook that serves the whole program."""

    def serve(_type: object, _value: object, _traceback: object) -> None:
        del _type, _value, _traceback
        begin()
        more = True
        while more:
            unit = session.next()
            more = unit is not None
            failure = None
            handled, session.handled = session.handled, None
            try:
                try:
                    if handled is None:
                        idle.end()
                        if unit is not None:
                            unit()
                    else:
                        try:
                            raise handled  # leaves its traceback as it is: this frame is hidden
                        except BaseException:
                            handled = None
                            idle.end()
                            unit()
                except BaseException as error:
                    failure = error
                idle.begin()
            except BaseException as error:  # one more signal, before it could be blocked
                idle.begin()
                failure = failure or error
            unit = None
            if more or failure is not None:
                session.settle(failure)
            failure = None
        try:
            idle.end()
        except BaseException:  # a signal that came after the last statement
            pass
        session.leave()

    return hidden(serve)
