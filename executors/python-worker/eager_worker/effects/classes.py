"""What an audit event does to the world around the program. A classifier takes an event's arguments and gives the class, or None for computing."""

from __future__ import annotations

import os
from os import getpid
from os.path import isabs

from . import callers
from .places import Places, is_nothing, is_of_system, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional, Tuple

    Classifier = Callable[[Tuple[Any, ...]], Optional[str]]

READ_INSIDE, READ_OUTSIDE, WRITE_INSIDE, WRITE_OUTSIDE = "read_inside", "read_outside", "write_inside", "write_outside"
NETWORK, PROCESS, TIME, THREADS = "network", "process", "time", "threads"
DYNAMIC_CODE, NATIVE_CODE = "dynamic_code", "native_code"
EVERY = frozenset((
    READ_INSIDE, READ_OUTSIDE, WRITE_INSIDE, WRITE_OUTSIDE, NETWORK, PROCESS, TIME, THREADS, DYNAMIC_CODE, NATIVE_CODE,
))

_READS, _WRITES = frozenset((READ_INSIDE, READ_OUTSIDE)), frozenset((WRITE_INSIDE, WRITE_OUTSIDE))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

# Event → positions of the path and of the descriptor of the folder that it is relative to.
_ENTRIES = {"os.remove": (0, 1), "os.rmdir": (0, 1)}
_CONTENTS = {
    "os.chmod": (0, 2), "os.chown": (0, 3), "os.utime": (0, 3), "os.truncate": (0, -1), "os.chflags": (0, -1), "os.lchmod": (0, -1),
    "os.setxattr": (0, -1), "os.removexattr": (0, -1),
}
_LISTINGS = ("os.listdir", "os.scandir", "os.listxattr", "os.getxattr")
_CONNECTIONS = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.getnameinfo", "socket.getservbyname", "socket.getservbyport",
)
_PROCESSES = (
    "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn", "socket.sethostname",
)
# Commands that tell of the machine and change nothing: `import pandas` asks uname, scikit-learn asks ldconfig.
_QUESTIONS = frozenset(("uname", "lscpu", "nproc", "getconf", "/sbin/ldconfig -p"))
_SIGNALS = ("os.kill", "os.killpg")
_LIBRARIES = ("ctypes.dlopen", "ctypes.dlsym", "ctypes.dlsym/handle")


class Classes:
    """Classifiers of one session, whose working directory is `home`."""

    def __init__(self, home: str) -> None:
        self.places = Places(home)

    def classifiers(self, wanted: frozenset[str]) -> dict[str, Classifier]:
        """By event; only those that can tell one of the wanted classes."""
        found: dict[str, Classifier] = {}
        if wanted & (_READS | _WRITES):
            found["open"] = self._open if wanted & _READS else self._open_to_write
        if wanted & _WRITES:
            found.update({event: self._at(*at, entry=True) for event, at in _ENTRIES.items()})
            found.update({event: self._at(*at, entry=False) for event, at in _CONTENTS.items()})
            found.update({"os.mkdir": self._mkdir, "os.rename": self._rename, "os.link": self._link, "os.symlink": self._symlink})
            found.update({"os.mkfifo": self._mkdir, "os.mknod": self._mkdir})
            found["sqlite3.connect"] = self._database
            found["syslog.syslog"] = lambda _: WRITE_OUTSIDE
        if wanted & _READS:
            found.update(dict.fromkeys(_LISTINGS, self._list))
        if NETWORK in wanted:
            found.update(dict.fromkeys(_CONNECTIONS, lambda _: NETWORK))
        if PROCESS in wanted:
            found.update(dict.fromkeys(_PROCESSES, lambda _: PROCESS))
            found.update(dict.fromkeys(_SIGNALS, self._signal))
            found["subprocess.Popen"] = self._start
        if TIME in wanted:
            found["time.sleep"] = lambda _: TIME
        if THREADS in wanted:
            found.update(dict.fromkeys(("_thread.start_new_thread", "_thread.start_joinable_thread"), lambda _: THREADS))
        if DYNAMIC_CODE in wanted:
            found.update(dict.fromkeys(("compile", "exec"), lambda _: DYNAMIC_CODE if callers.is_program() else None))
        if NATIVE_CODE in wanted:
            found.update(dict.fromkeys(_LIBRARIES, lambda _: NATIVE_CODE if callers.is_program("ctypes") else None))
            found.update(dict.fromkeys(("sqlite3.enable_load_extension", "sqlite3.load_extension"), lambda _: NATIVE_CODE))
        return found

    def _open_to_write(self, given: tuple[Any, ...]) -> str | None:
        flags = given[2]
        return self._write(given) if type(flags) is int and flags & _WRITING else None

    def _open(self, given: tuple[Any, ...]) -> str | None:
        flags = given[2]
        if type(flags) is int and flags & _WRITING:
            return self._write(given)
        if callers.is_import():
            return None
        return READ_OUTSIDE if self._is_in_folder(given) else self.places.read(given[0])

    def _write(self, given: tuple[Any, ...]) -> str | None:
        if callers.is_tempfile_trial():
            return None
        return WRITE_OUTSIDE if self._is_in_folder(given) else self.places.write(given[0])

    @staticmethod
    def _is_in_folder(given: tuple[Any, ...]) -> bool:
        """`os.open` relative to a folder's descriptor, of which the event says nothing: it may be any folder."""
        return given[1] is None and callers.names("dir_fd") and not isabs(str(plain(given[0])))

    def _list(self, given: tuple[Any, ...]) -> str | None:
        return None if callers.is_import() else self.places.read("." if given[0] is None else given[0])

    def _at(self, path: int, folder: int, entry: bool) -> Classifier:
        places = self.places

        def classify(given: tuple[Any, ...]) -> str | None:
            base = given[folder] if 0 <= folder < len(given) else -1
            if is_nothing(given[path], base) or callers.is_tempfile_trial():
                return None  # it fails by itself
            return places.write(given[path], base, entry)

        return classify

    def _mkdir(self, given: tuple[Any, ...]) -> str | None:
        base = given[2] if len(given) > 2 else -1
        return self.places.write(given[0], base, entry=True) if is_nothing(given[0], base) else None

    def _rename(self, given: tuple[Any, ...]) -> str | None:
        old, new, old_base, new_base = given
        if is_nothing(old, old_base):
            return None
        return self._outermost(self.places.write(old, old_base, True), self.places.write(new, new_base, True))

    def _link(self, given: tuple[Any, ...]) -> str | None:
        return None if is_nothing(given[0], given[2]) else self.places.write(given[1], given[3], True)

    def _symlink(self, given: tuple[Any, ...]) -> str | None:
        return self.places.write(given[1], given[2], True)

    @staticmethod
    def _outermost(one: str | None, other: str | None) -> str | None:
        return WRITE_OUTSIDE if WRITE_OUTSIDE in (one, other) else one or other

    def _database(self, given: tuple[Any, ...]) -> str | None:
        name = plain(given[0])
        if type(name) is str and name.startswith("file:"):
            path, _, query = name[5:].partition("?")
            if "mode=memory" in query or path.startswith(":memory:"):
                return None
            name = path[path.find("/", 2):] if path.startswith("//") else path
        return None if name in (":memory:", "") else self.places.write(name)

    @staticmethod
    def _start(given: tuple[Any, ...]) -> str | None:
        program, command, _, environment = given
        if type(command) not in (list, tuple) or not command or not all(type(word) is str for word in command):
            return PROCESS
        if command[0] not in _QUESTIONS and " ".join(command) not in _QUESTIONS:
            return PROCESS
        return None if program in (None, command[0]) and is_of_system(command[0], environment) else PROCESS

    def _signal(self, given: tuple[Any, ...]) -> str | None:
        return None if given[0] == getpid() or given[1] == 0 else PROCESS
