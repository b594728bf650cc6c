"""Where a path leads: beneath the working directory, elsewhere, or to nothing that anybody else could see."""

from __future__ import annotations

import os
import sys
from os import fspath, getpid, readlink
from os.path import basename, dirname, exists, isabs, join, lexists, realpath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_OWN = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/tty")
_TERMINALS = "/dev/pts/"
_COMMANDS = ("/usr/bin", "/bin", "/usr/sbin", "/sbin")
_NOT_PLAIN = object()


class Places:
    """Paths as seen from a session whose working directory is `home`."""

    def __init__(self, home: str) -> None:
        self._home = realpath(home)
        self._beneath = self._home.rstrip("/") + "/"
        installed = {sys.prefix, sys.base_prefix, dirname(dirname(os.__file__)), *(path for path in sys.path if "-packages" in path)}
        self._installed = tuple({realpath(path).rstrip("/") + "/" for path in installed})

    def write(self, path: Any, folder: Any = -1, entry: bool = False) -> str | None:
        """The class of changing what a path names, or, with `entry`, of changing the entry in its folder."""
        place = self._resolved(path, folder, entry)
        if place is None:
            return None
        return "write_inside" if self._is_inside(place) else "write_outside"

    def is_inside(self, path: Any, folder: Any = -1) -> bool:
        """True where the entry that a path names lies beneath the working directory."""
        place = self._resolved(path, folder, entry=True)
        return place is not None and place.startswith(self._beneath)

    def read(self, path: Any) -> str | None:
        """The class of reading a path. What the interpreter itself is installed from is no secret and no effect."""
        place = self._resolved(path, -1, entry=False)
        if place is None or place.startswith(self._installed):
            return None
        return "read_inside" if self._is_inside(place) else "read_outside"

    def _is_inside(self, place: str) -> bool:
        return place == self._home or place.startswith(self._beneath)

    def _resolved(self, path: Any, folder: Any, entry: bool) -> str | None:
        name = plain(path)
        if name is None:
            return None
        if name is _NOT_PLAIN:
            return "?"
        name = in_folder(name, folder)
        if name in _OWN:
            return None
        try:
            place = join(realpath(dirname(name)), basename(name)) if entry else realpath(name)
        except (OSError, ValueError):
            return None  # the call itself fails on it
        return None if place.startswith((f"/proc/{getpid()}/", _TERMINALS)) else place


def plain(path: Any) -> Any:
    """A path as text; None for a descriptor, which was opened before. A path of the program's own making is not asked: it would run."""
    kind = type(path)
    if kind is int:
        return None
    if kind is bytes:
        return os.fsdecode(path)
    if kind is str:
        return path
    if kind.__module__.startswith("pathlib"):
        return fspath(path)
    return str.__str__(path) if isinstance(path, str) else _NOT_PLAIN


def is_nothing(path: Any, folder: Any = -1) -> bool:
    """True where a path names nothing that there is."""
    name = plain(path)
    if name is None or name is _NOT_PLAIN:
        return False
    try:
        return not lexists(in_folder(name, folder))
    except (OSError, ValueError):
        return False


def is_of_system(command: str, environment: Any) -> bool:
    """True where a command is one that the system came with, whatever else of its name there is on the path."""
    path = os.environ.get("PATH", "") if environment is None else environment.get("PATH", "") if type(environment) is dict else None
    if isabs(command) or type(path) is not str:
        return isabs(command)
    return next((folder for folder in path.split(":") if exists(join(folder, command))), None) in _COMMANDS


def in_folder(name: str, folder: Any) -> str:
    if type(folder) is not int or folder < 0 or isabs(name):
        return name
    link = f"/proc/self/fd/{folder}"
    return join(readlink(link), name) if exists(link) else name
