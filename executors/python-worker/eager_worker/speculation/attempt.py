"""The copy: a function's body runs in it while it arrives, held back until the function is called."""

from __future__ import annotations

import _ast
import sys
from _signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask, valid_signals
from _thread import _count as threads
from posix import _exit, close, dup2, fstat, listdir
from types import FunctionType

from ..blocks import trees
from ..blocks.trees import Box
from ..hiding import hidden
from ..process import streams
from ..wire import frames
from ..wire.channel import away
from .body import Body, Unlike
from .keeper import COMMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    from ..blocks.parts import Part
    from ..effects.gate import Gate
    from ..wire.channel import Channel
    from ..wire.frames import Unit
    from .tripwire import Tripwire


class Attempt:
    """`unit` gives the number of the unit that runs. Ends this process wherever the body would not do the same at its call."""

    def __init__(self, body: Body, names: dict[str, Any], channel: Channel, gate: Gate, tripwire: Tripwire, unit: Callable[[], int]) -> None:
        self._body = body
        self._names = names
        self._channel = channel
        self._gate = gate
        self._tripwire = tripwire
        self._unit = unit
        self._leaving = self._ways_to_leave()
        self._kept: list[tuple[int, int]] = []  # a standard descriptor, and where it is kept meanwhile
        self._standing: set[tuple[int, tuple[int, int]]] = set()  # a standard descriptor, and the file that stands for it

    def begin(self, frames_in: int, frames_out: int, standard: dict[int, int]) -> None:
        """Takes the keeper's pipes in the place of the host's; `standard` maps what stands for the standard descriptors."""
        for number, stand_in in standard.items():
            self._kept.append((number, away(number)))
            dup2(stand_in, number)
            close(stand_in)
            self._standing.add((number, _file(number)))
        self._channel.divert(frames_in, frames_out)
        self._gate.meets = self._tripwire.meet
        self._tripwire.install()

    def run(self, driver, unit, header):  # type: ignore[no-untyped-def]
        """The next statement of the body."""
        if self._body.returned:
            self._or_end(lambda: self._body.note(unit))
            return
        function = self._or_end(lambda: self._body.function(unit))
        box = Box(function)
        function = None
        failure = yield from driver.native(calling(header), header, None, box)
        if failure is not None:
            give_up()
        self._body.went(box.value)

    def arm(self, driver, header: Part):  # type: ignore[no-untyped-def]
        """The function is defined: its next call is the one that has run."""
        name = header.body[0].name
        function = self._names.get(name)
        if type(function) is not FunctionType:
            give_up()
        forget = self._or_end(lambda: self._body.forgetting(function.__code__))
        failure = yield from driver.native(calling(header), header, None, Box(forget))
        if failure is not None:
            give_up()
        box = Box(self._committing(function, function.__code__))
        function.__code__ = self._or_end(lambda: standing_for(driver, header, box))

    def require_same_module(self) -> None:
        """Before the function is defined."""
        self._or_end(self._body.require_same)

    def _committing(self, function: FunctionType, code: Any) -> Callable[[], object]:
        @hidden
        def commit() -> object:
            mask = pthread_sigmask(SIG_BLOCK, valid_signals())
            function.__code__ = code
            self._commit()
            result, self._body = self._body.result, None  # type: ignore[assignment]
            pthread_sigmask(SIG_SETMASK, mask)
            return result

        return commit

    def _commit(self) -> None:
        if threads() or not self._gate.unmet(self._are_untouched) or self._leaving != self._ways_to_leave():
            give_up()
        streams.flush()
        self._channel.send(frames.pack(COMMIT, self._unit().to_bytes(4, "little")))
        self._channel.return_when_over()
        for number, kept in self._kept:
            dup2(kept, number)
            close(kept)
        self._gate.meets = None
        self._tripwire.remove()

    def _ways_to_leave(self) -> tuple[object, ...]:
        """What may stand around the call is looked up before the body runs."""
        return self._names.get("sys"), sys.exit, self._names.get("SystemExit")

    def _are_untouched(self) -> bool:
        """True where what stands for the standard descriptors does so still, and nowhere else."""
        files = {file for _, file in self._standing}
        listed = [int(name) for name in listdir("/proc/self/fd")]
        return {(number, file) for number in listed if (file := _file(number)) in files} == self._standing

    @staticmethod
    def _or_end(asked: Callable[[], Any]) -> Any:
        try:
            return asked()
        except (Unlike, SyntaxError, ValueError, RecursionError, MemoryError):
            give_up()


def _file(descriptor: int) -> tuple[int, int]:
    try:
        status = fstat(descriptor)
    except OSError:  # of a listing that is over
        return -1, -1
    return status.st_dev, status.st_ino


def give_up() -> None:
    """The keeper goes on from where it stands."""
    _exit(0)


def calling(header: Part) -> list[Any]:
    """`box.value = box.call()`"""
    node = header.body[0]
    return [trees.keep(trees.call([], node, node), node)]


def standing_for(driver: Any, header: Part, box: Box) -> Any:
    """Code of a function of that name that returns what the box's call gives."""
    node = header.body[0]
    returning = trees.at(_ast.Return(trees.call([], node, node)), node)
    arguments = _ast.arguments([], [], None, [], [], None, [])
    code = driver.compiler.code([trees.at(_ast.FunctionDef(node.name, arguments, [returning], []), node)], header)
    inner = next(one for one in code.co_consts if type(one) is type(code))
    return inner.replace(co_consts=tuple([box if one == trees.BOX else one for one in inner.co_consts]))
