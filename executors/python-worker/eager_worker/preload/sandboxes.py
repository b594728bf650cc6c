"""What a parent does so that its children can enter sandboxes."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

_SEALED = "/memfd:"
_MOST = 0x7FFFF000


def seal_executable() -> None:
    """Executes the interpreter anew from a copy in memory that nobody can write.

    `/proc/self/exe` leads a process in a sandbox to the file that it was executed from, past the sandbox's own view of the file system, in which that
    file is read-only.
    """
    if os.readlink("/proc/self/exe").startswith(_SEALED):
        return
    from fcntl import F_ADD_SEALS, F_SEAL_GROW, F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_WRITE, fcntl

    copy = os.memfd_create("python", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with open("/proc/self/exe", "rb") as original:
        while os.sendfile(copy, original.fileno(), None, _MOST):
            pass
    fcntl(copy, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)
    os.execve(copy, [sys.executable, *sys.argv], os.environ)


def entrance(library: str) -> Callable[[int], int]:
    """`eager_sandbox_enter` of the library. It forks, so it keeps the interpreter to itself."""
    from ctypes import PyDLL, c_int32

    enter = PyDLL(library).eager_sandbox_enter
    enter.argtypes = [c_int32]
    enter.restype = c_int32
    return enter
