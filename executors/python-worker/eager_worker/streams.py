"""The program's own output streams, which the worker only ever flushes."""

from __future__ import annotations

import sys
from io import TextIOWrapper


def prepare() -> None:
    """A line is visible when it is complete, as on a terminal."""
    for stream in (sys.stdout, sys.stderr):
        if type(stream) is TextIOWrapper:
            stream.reconfigure(line_buffering=True)


def flush() -> None:
    """Flushes what the program writes to, unless flushing would run code of the program's own."""
    for stream in (getattr(sys, "stdout", None), getattr(sys, "stderr", None)):
        if type(stream) is TextIOWrapper:
            try:
                stream.flush()
            except Exception:  # closed, or nobody reads any more: the program meets that itself
                pass
