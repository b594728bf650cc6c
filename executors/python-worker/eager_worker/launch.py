"""How the worker gets out of the program's way.

Nothing lies beneath a script's first frame. The interpreter calls two things with an empty stack: the script itself, and
`sys.excepthook` when the script has failed. So worker.py fails on purpose. The hook serves the program from an empty stack, and the
SystemExit by which the hook ends is answered by the interpreter with real finalisation and the real status.
"""

from __future__ import annotations

import atexit
import sys

from . import recursion, streams
from .channel import Channel
from .idle import Idle
from .serving import hook_for
from .session import Session


class Entering(BaseException):
    """Ends worker.py; nobody catches it."""


def prepare(before: set[str], home: str) -> None:
    """Takes the pipes, says hello and leaves the hook. `before` names the modules that a script would find, `home` our folder."""
    idle = Idle()
    frames_in, frames_out = _descriptors(sys.argv[1:])
    try:
        session = Session(Channel(frames_in, frames_out))
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
    for name in sys.modules.keys() - before:
        del sys.modules[name]
    for path in [path for path in sys.path_importer_cache if path.startswith(home)]:
        del sys.path_importer_cache[path]
    session.hello()


def _descriptors(arguments: list[str]) -> tuple[int, int]:
    given = dict(zip(arguments[::2], arguments[1::2]))
    try:
        return int(given["--frames-in"]), int(given["--frames-out"])
    except (KeyError, ValueError):
        sys.exit("usage: worker.py --frames-in N --frames-out N")
