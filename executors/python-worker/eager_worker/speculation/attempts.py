"""Where a function's body begins to run ahead: the process is copied, and what arrives decides which of the two goes on."""

from __future__ import annotations

import _ast
import gc
import sys
from _stat import S_ISFIFO
from posix import MFD_CLOEXEC, O_CLOEXEC, close, fstat, lseek, memfd_create, pipe2, write

from .attempt import Attempt, give_up
from .body import Body
from .checkpoint import Checkpoint, is_plain
from .held import Held
from .judge import Judge
from .keeper import Keeper
from .suspicions import NAMES, is_suspect, statements_of
from .tripwire import Tripwire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    from ..blocks.parts import PartCompiler
    from ..effects.gate import Gate
    from ..wire.channel import Channel

_IS_KNOWN = sys.version_info[:2] == (3, 11) and sys.implementation.name == "cpython" and sys.platform == "linux"


class Attempts:
    """Of one session; `unit` gives the number of the unit that runs."""

    def __init__(self, channel: Channel, gate: Gate, names: dict[str, Any], unit: Callable[[], int]) -> None:
        self._channel = channel
        self._gate = gate
        self._names = names
        self._unit = unit
        self.answered: set[int] = set()  # units that a copy has answered before it was given up

    def begin(self, header: Any, before: bytes, compiler: PartCompiler) -> Attempt | None:
        """In the copy, what runs the body that follows; None where there is none, or none any more. `before` is the text above the function."""
        name = header.name
        if not _IS_KNOWN or name not in NAMES or not self._is_constant(header.returns) or not self._gate.is_closed or compiler.encoding != "utf-8":
            return None
        statements = statements_of(before, compiler.flags)
        if statements is None or is_suspect(before, statements, name, in_body=False) or not is_plain(self._channel.descriptors):
            return None
        try:
            checkpoint = Checkpoint()
        except (ImportError, AttributeError, OSError):
            return None
        return self._fork(checkpoint, name, Judge(name, before, compiler.flags), compiler)

    def _is_constant(self, annotation: Any) -> bool:
        """True where it is the same before and behind the body."""
        named = isinstance(annotation, _ast.Name) and annotation.id not in self._names
        return annotation is None or named or isinstance(annotation, _ast.Constant)

    def _fork(self, checkpoint: Checkpoint, name: str, judge: Judge, compiler: PartCompiler) -> Attempt | None:
        frames_in, to_copy = pipe2(O_CLOEXEC)
        from_copy, frames_out = pipe2(O_CLOEXEC)
        (out, to_out), (err, to_err) = pipe2(O_CLOEXEC), pipe2(O_CLOEXEC)
        stand_in = _stand_in() if S_ISFIFO(fstat(0).st_mode) else None
        collects = gc.isenabled()
        gc.disable()  # what the program has left behind ends its life in the copy, with what that prints
        copy = checkpoint.copy()
        if copy == 0:
            if collects:
                gc.enable()
            for descriptor in (to_copy, from_copy, out, err):
                close(descriptor)
            return self._attempt(name, compiler, frames_in, frames_out, {1: to_out, 2: to_err, **({} if stand_in is None else {0: stand_in})})
        for descriptor in (frames_in, frames_out, to_out, to_err):
            close(descriptor)
        own = [to_copy, from_copy, out, err, *([] if stand_in is None else [stand_in])]
        if copy is not None:
            keeper = Keeper(self._channel, judge, checkpoint, copy, to_copy, from_copy, Held({out: 1, err: 2}), stand_in)
            self.answered |= keeper.keep()
        for descriptor in own:
            close(descriptor)
        if collects:
            gc.enable()
        return None

    def _attempt(self, name: str, compiler: PartCompiler, frames_in: int, frames_out: int, standard: dict[int, int]) -> Attempt:
        body = Body(name, compiler, self._names)
        attempt = Attempt(body, self._names, self._channel, self._gate, Tripwire(self._gate.home, give_up), self._unit)
        attempt.begin(frames_in, frames_out, standard)
        return attempt


def _stand_in() -> int:
    """A file that shows by its position that it was read."""
    descriptor: int = memfd_create("input", MFD_CLOEXEC)
    write(descriptor, b"\n")
    lseek(descriptor, 0, 0)
    return descriptor
