"""An effect in one line, without running anything of the program's own."""

from __future__ import annotations

from .places import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LONGEST = 160
_SHOWN = {
    "open": (0, 1), "os.rename": (0, 1), "os.link": (0, 1), "os.symlink": (0, 1), "socket.connect": (1,), "socket.bind": (1,),
    "socket.sendto": (1,), "socket.sendmsg": (1,), "socket.getaddrinfo": (0, 1), "subprocess.Popen": (1,), "os.kill": (0, 1),
    "os.killpg": (0, 1), "exec": (), "compile": (), "_thread.start_new_thread": (), "_thread.start_joinable_thread": (), "os.fork": (),
    "ctypes.dlsym": (1,), "sqlite3.enable_load_extension": (), "sqlite3.load_extension": (1,), "os.posix_spawn": (0, 1), "os.exec": (0, 1),
}


def of(event: str, given: tuple[Any, ...]) -> str:
    """Like the call that causes it: `open('out.csv', 'w')`."""
    places = _SHOWN.get(event, (0,))
    shown = ", ".join(_one(given[at]) for at in places if at < len(given) and given[at] is not None)
    name = event if event.startswith(("os.", "subprocess.")) else event.rpartition(".")[2]
    text = f"{name}({shown})"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _one(value: Any, inner: bool = False) -> str:
    kind = type(value)
    if kind in (str, bytes):
        return repr(plain(value[:_LONGEST]))
    if kind in (int, float, bool, type(None)):
        return repr(value)
    if kind in (list, tuple) and not inner:
        return f"[{', '.join(_one(item, True) for item in value[:8])}]"
    path = plain(value)
    return repr(path) if type(path) is str else f"<{kind.__name__}>"
