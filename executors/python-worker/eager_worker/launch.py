"""How the worker gets out of the program's way.

Nothing lies beneath a script's first frame. The interpreter calls two things with an empty stack: the script itself, and
`sys.excepthook` when the script has failed. So worker.py fails on purpose. The hook serves the program from an empty stack, and the
SystemExit by which the hook ends is answered by the interpreter with real finalisation and the real status.
"""

from __future__ import annotations

import atexit
import sys

from .process import recursion, streams
from .process.idle import Idle
from .process.own_modules import OwnModules
from .serving import hook_for
from .session import Session
from .wire.channel import Channel


class Entering(BaseException):
    """Ends worker.py; nobody catches it."""


def prepare(before: set[str], own_modules: OwnModules) -> None:
    """Takes the pipes, says hello and leaves the hook. `before` names the modules that a script would find."""
    idle = Idle()
    frames_in, frames_out = _descriptors(sys.argv[1:])
    try:
        session = Session(Channel(frames_in, frames_out), idle, own_modules)
    except OSError as error:
        sys.exit(f"eager worker: descriptors {frames_in} and {frames_out} are not open: {error.strerror}")
    script_hook = sys.excepthook

    def begin() -> None:
        sys.excepthook = script_hook
        del sys.last_type, sys.last_value, sys.last_traceback
        if hasattr(sys, "last_exc"):
            del sys.last_exc

    atexit.register(session.finished)  # first in, last out
    streams.prepare()
    recursion.discount_one_frame()
    sys.excepthook = hook_for(session, idle, begin)
    if sys.version_info < (3, 10):
        before.add("atexit")  # a second import would begin with an empty list of handlers
    own_modules.hide()
    for name in sys.modules.keys() - before:
        del sys.modules[name]
    session.hello()


def _descriptors(arguments: list[str]) -> tuple[int, int]:
    given = dict(zip(arguments[::2], arguments[1::2]))
    try:
        return int(given["--frames-in"]), int(given["--frames-out"])
    except (KeyError, ValueError):
        sys.exit("usage: worker.py --frames-in N --frames-out N")
