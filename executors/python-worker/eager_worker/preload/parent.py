"""The parent: it waits for requests, and each child that it forks becomes the worker of one program.

A request is a packet "WARDEN\\0LIMITS\\0NAME=VALUE\\0..." with six descriptors (native/src/process/command.h). Two processes are made of it: the
program's, and above it one that executes the warden, which has whatever the program leaves behind from its first moment on. A parent for sandboxes
makes one process of it, which enters the sandbox of a warden that is there already.
"""

from __future__ import annotations

import os
import resource
import sys
from _signal import SIG_DFL, SIG_IGN, SIGCHLD, signal  # type: ignore[import]
from _socket import CMSG_SPACE, socket  # type: ignore[import]
from io import TextIOWrapper

from ..wire import frames, json_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Iterable

_OWN, _GIVEN = 5, 6
_INTEGER = 4
_LONGEST = 8192
_CONTROL = 3
_FILE_BYTES, _OPEN_FILES = 4, 5  # places in the limits


class Parent:
    """To be made before anything is loaded ahead. `serve` returns in each child."""

    def __init__(self, door: int, enter: Callable[[int], int] | None) -> None:
        """`enter` moves the process that calls it into the sandbox behind a socket; it is null where there are no sandboxes."""
        self._enter = enter
        self._door = socket(fileno=door)
        os.set_inheritable(door, False)
        self._nothing = os.open(os.devnull, os.O_RDWR)

    def greet(self, frames_out: int, facts: dict[str, object], loaded: Iterable[str]) -> None:
        top_level = ",".join(sorted({name.partition(".")[0] for name in loaded}))
        os.write(frames_out, frames.pack(frames.HELLO, json_text.write_object({**facts, "preloaded": top_level})))

    def serve(self) -> None:
        signal(SIGCHLD, SIG_IGN)
        while True:
            request, rights, _, _ = self._door.recvmsg(_LONGEST, CMSG_SPACE(_GIVEN * _INTEGER))
            if not request:
                os._exit(0)
            numbers = b"".join([part for _, _, part in rights])
            given = [int.from_bytes(numbers[at : at + _INTEGER], sys.byteorder) for at in range(0, len(numbers), _INTEGER)]
            try:
                if len(given) == _GIVEN and os.fork() == 0:
                    warden, limits, *variables = os.fsdecode(request).split("\0")
                    if self._enter is None:
                        self._divide(warden, limits, given)
                    else:
                        self._cross(given)
                    self._become_program(limits, variables, given)
                    return
            except OSError:
                pass  # no process is to be had: the host finds its socket shut
            for descriptor in given:
                os.close(descriptor)

    def _divide(self, warden: str, limits: str, given: list[int]) -> None:
        """Returns in the program's process. The other one is its warden, and has it from its first moment on."""
        signal(SIGCHLD, SIG_DFL)
        os.setsid()
        program = os.fork()
        if program:
            try:
                for descriptor in range(_CONTROL):
                    os.dup2(self._nothing, descriptor)
                os.dup2(given[-1], _CONTROL)
                os.execv(warden, [warden, "--descriptors", str(_CONTROL), "--adopt", str(program), "--limits", limits, "--", "forked"])
            finally:
                os._exit(1)

    def _cross(self, given: list[int]) -> None:
        """Returns in the program's process, inside. The warden there is its parent then."""
        signal(SIGCHLD, SIG_DFL)
        if self._enter is None or self._enter(given[-1]) != 0:
            os._exit(1)

    def _become_program(self, limits: str, variables: list[str], given: list[int]) -> None:
        os.setsid()
        self._door.close()
        os.close(self._nothing)
        for place, descriptor in enumerate(given[:_OWN]):
            os.dup2(descriptor, place)
        for descriptor in given:
            os.close(descriptor)
        for variable in variables:
            name, _, value = variable.partition("=")
            os.environ[name] = value
        _limit(limits.split(","))
        _reopen_input()


def _limit(numbers: list[str]) -> None:
    for kind, most in ((resource.RLIMIT_FSIZE, int(numbers[_FILE_BYTES])), (resource.RLIMIT_NOFILE, int(numbers[_OPEN_FILES]))):
        if most:
            resource.setrlimit(kind, (most, most))


def _reopen_input() -> None:
    """What an interpreter finds out about its input as it starts, the parent found out about another one."""
    before = sys.stdin
    if type(before) is TextIOWrapper:
        buffer = open(0, "rb", closefd=False)
        buffer.raw.name = "<stdin>"  # type: ignore[attr-defined]
        again = TextIOWrapper(buffer, before.encoding, before.errors, newline="\n")
        again.mode = "r"  # type: ignore[misc]
        sys.stdin = sys.__stdin__ = again  # type: ignore[misc]
