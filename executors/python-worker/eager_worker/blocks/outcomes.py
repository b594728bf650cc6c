"""What a part of an open block comes to: one of these, or the exception that left it."""

from __future__ import annotations

OK, BREAK, CONTINUE = "ok", "break", "continue"


class BrokenOff(Exception):
    """The stream ended inside of the block. Whatever is entered is left by `cause`."""

    def __init__(self, cause: BaseException) -> None:
        self.cause = cause
