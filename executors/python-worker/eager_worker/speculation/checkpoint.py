"""A process that waits as it was, while a copy of it goes on. Functions come from `posix`: the program may have put its own into `os`.

The copy is made by the C library's fork(), without what the program and its libraries have registered to run beside one: `random` would begin anew.
"""

from __future__ import annotations

import sys
from _signal import ITIMER_PROF, ITIMER_REAL, ITIMER_VIRTUAL, SIG_DFL, SIGCHLD, SIGINT, SIGKILL, getitimer, getsignal, sigpending
from _stat import S_ISFIFO
from _thread import _count as threads
from posix import (
    O_CLOEXEC, O_RDONLY, P_ALL, WEXITED, WNOHANG, WNOWAIT, _exit, close, fstat, getpid, getppid, listdir, open as open_file, read, waitid,
    waitpid,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SET_DEATH_SIGNAL = 1
_NOW = 2  # RTLD_NOW
_READ_BYTES = 65_536
_NOTHING = 0x103  # /dev/null


class Checkpoint:
    """Takes the two functions from the C library; raises ImportError or OSError where there is no way to them."""

    def __init__(self) -> None:
        loaded = sys.modules.get("_ctypes")
        import _ctypes

        if loaded is None:
            del sys.modules["_ctypes"]  # the program has not imported it
        library = _ctypes.dlopen(None, _NOW)
        self._call: Any = _ctypes.call_cdeclfunction
        self._fork, self._prctl, self._kill = [_ctypes.dlsym(library, name) for name in ("fork", "prctl", "kill")]

    def copy(self) -> int | None:
        """0 in the copy, which ends when its original does; there its number; None where there can be no copy."""
        original = getpid()
        copy: int = self._call(self._fork, ())
        if copy == 0:
            self._call(self._prctl, (_SET_DEATH_SIGNAL, int(SIGKILL), 0, 0, 0))
            if getppid() != original:
                _exit(0)
            return 0
        if copy < 0:
            return None
        if len(listdir("/proc/self/task")) > 1:  # a pool that is made for fork() has ended its threads by now, and begins anew
            self.end(copy)
            return None
        return copy

    def end(self, copy: int) -> None:
        """Ends a copy, whatever it does."""
        self.signal(copy, SIGKILL)
        waitpid(copy, 0)

    def signal(self, copy: int, number: int) -> None:
        """To a copy that has not been waited for. Not by `os.kill`, which is an effect of the program's."""
        self._call(self._kill, (copy, int(number)))


def is_plain(own: set[int]) -> bool:
    """True where a copy of this process can become what this process would: no threads, children, timers, tracers or shared memory, and no
    descriptors but its own and the standard ones, whose outputs are two pipes."""
    if threads() or sys.gettrace() is not None or sys.getprofile() is not None or getsignal(SIGCHLD) is not SIG_DFL:
        return False
    if SIGINT in sigpending() or any(getitimer(one)[0] for one in (ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF)):
        return False
    return not _has_children() and _has_only(own | {0, 1, 2}) and _has_pipes() and not _shares_memory()


def _has_children() -> bool:
    try:
        waitid(P_ALL, 0, WEXITED | WNOHANG | WNOWAIT)
    except ChildProcessError:
        return False
    return True


def _has_only(descriptors: set[int]) -> bool:
    listed = {int(name) for name in listdir("/proc/self/fd")} - descriptors
    return all(_is_closed(one) for one in listed)  # the listing's own is


def _is_closed(descriptor: int) -> bool:
    try:
        fstat(descriptor)
    except OSError:
        return True
    return False


def _has_pipes() -> bool:
    try:
        given, out, err = fstat(0), fstat(1), fstat(2)
    except OSError:
        return False
    reads = S_ISFIFO(given.st_mode) or given.st_rdev == _NOTHING
    return reads and S_ISFIFO(out.st_mode) and S_ISFIFO(err.st_mode) and out.st_ino != err.st_ino


def _shares_memory() -> bool:
    maps = open_file("/proc/self/maps", O_RDONLY | O_CLOEXEC)
    text = b""
    try:
        while piece := read(maps, _READ_BYTES):
            text += piece
    finally:
        close(maps)
    return any(line.split(None, 2)[1:2] == [b"rw-s"] for line in text.split(b"\n"))
