"""How the worker gets out of the program's way.

Nothing lies beneath a script's first frame. The interpreter calls two things with an empty stack: the script itself, and
`sys.excepthook` when the script has failed. So worker.py fails on purpose. The hook serves the program from an empty stack, and the
SystemExit by which the hook ends is answered by the interpreter with real finalisation and the real status.
"""

from __future__ import annotations

import atexit
import gc
import sys

from .process import recursion, streams
from .process.idle import Idle
from .process.own_modules import OwnModules
from .serving import hook_for
from .session import Session
from .wire.channel import Channel
from .wire.greeting import greeting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable


class Entering(BaseException):
    """Ends worker.py; nobody catches it."""


def prepare(before: set[str], own_modules: OwnModules) -> None:
    """Takes the pipes, says hello and leaves the hook. `before` names the modules that a script would find."""
    frames_in, frames_out, door, wanted, library = _asked(sys.argv[1:])
    last: list[Callable[[], None]] = []
    atexit.register(_run, last)  # first in, last out
    opened: Callable[[], None] | None = None
    if door is not None:
        opened = _fork(before, own_modules, door, wanted, library, frames_out)
    idle = Idle()
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

    last.append(session.finished)
    streams.prepare()
    recursion.discount_one_frame()
    sys.excepthook = hook_for(session, idle, begin)
    if opened is None:
        _forget(before, own_modules)
    else:
        opened()
    session.hello()


def _fork(
    before: set[str], own_modules: OwnModules, door: int, wanted: list[str], library: str | None, frames_out: int
) -> Callable[[], None]:
    """Returns in a child of the process that was started, once for each request: with what is to be called when the program begins."""
    from .preload import compact, sandboxes
    from .preload.parent import Parent
    from .preload.shelf import Shelf

    enter = None
    if library is not None:
        sandboxes.seal_executable()
        enter = sandboxes.entrance(library)
    parent = Parent(door, enter)
    _forget(before, own_modules)
    shelf = Shelf()
    shelf.fill(wanted)
    streams.flush()
    parent.greet(frames_out, greeting(), shelf.names)
    gc.collect()
    compact.forget_lookups()
    gc.freeze()  # a collection in a child would copy all that it looks at
    parent.serve()
    return shelf.open


def _forget(before: set[str], own_modules: OwnModules) -> None:
    if sys.version_info < (3, 10):
        before.add("atexit")  # a second import would begin with an empty list of handlers
    own_modules.hide()
    for name in sys.modules.keys() - before:
        del sys.modules[name]


def _run(last: list[Callable[[], None]]) -> None:
    for action in last:
        action()


def _asked(arguments: list[str]) -> tuple[int, int, int | None, list[str], str | None]:
    given = dict(zip(arguments[::2], arguments[1::2]))
    try:
        door = int(given["--forks"]) if "--forks" in given else None
        wanted = given.get("--preload", "").split(",")
        return int(given["--frames-in"]), int(given["--frames-out"]), door, wanted, given.get("--sandboxes")
    except (KeyError, ValueError):
        sys.exit("usage: worker.py --frames-in N --frames-out N [--forks N --preload MODULE,... [--sandboxes LIBRARY]]")
