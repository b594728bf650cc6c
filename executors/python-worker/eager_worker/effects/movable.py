"""Renaming a folder that lies beneath a layer: overlayfs refuses it (EXDEV), and a script would not see that. So before the program's rename the folder
is made one of the layer's own, entry by entry, without copying more than the kernel itself does."""

from __future__ import annotations

import os
from _thread import get_ident
from os.path import dirname, isdir, islink, join

from ..hiding import hidden
from .places import Places, in_folder, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TEMPORARY = ".eager-moving-"


class Movable:
    """Meets the renames of a program whose working directory is staged."""

    def __init__(self, places: Places) -> None:
        self._is_inside = places.is_inside
        self._busy: set[int] = set()

    @hidden
    def meet(self, given: tuple[Any, ...]) -> None:
        """Before `os.rename`; leaves what is no folder of the working directory alone."""
        old, _, base, _ = given
        name = plain(old)
        if type(name) is not str or get_ident() in self._busy or not self._is_inside(old, base):
            return
        self._busy.add(get_ident())
        try:
            place = in_folder(name, base).rstrip("/")
            if place and isdir(place) and not islink(place):
                _renew(place)
        except OSError:
            pass  # the program's own rename says why
        finally:
            self._busy.discard(get_ident())


def _renew(folder: str) -> None:
    """Puts a folder of the same entries in the place of one."""
    status = os.lstat(folder)
    attributes = {name: os.getxattr(folder, name) for name in os.listxattr(folder)}
    made = join(dirname(folder), f"{_TEMPORARY}{os.getpid()}-{get_ident()}")
    os.mkdir(made)
    try:
        _move(folder, made)
        os.rmdir(folder)
    except BaseException:
        _move(made, folder)
        os.rmdir(made)
        raise
    try:
        os.chown(made, status.st_uid, status.st_gid)
    except OSError:
        pass  # who may not give a folder away keeps it
    os.chmod(made, status.st_mode & 0o7777)
    for name, value in attributes.items():
        os.setxattr(made, name, value)
    os.utime(made, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.rename(made, folder)


def _move(one: str, other: str) -> None:
    for name in os.listdir(one):
        entry = join(one, name)
        if isdir(entry) and not islink(entry):
            _renew(entry)
        os.rename(entry, join(other, name))
