"""What a copy has put out, in its order, until it is known whether it counts."""

from __future__ import annotations

from posix import read, set_blocking, write

from ..wire import frames

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..wire.channel import Channel

_READ_BYTES = 65_536
_MOST_BYTES = 16 * 1024 * 1024
_FRAMES = 0


class Held:
    """`outputs` maps the descriptors of pipes to those that they stand for."""

    def __init__(self, outputs: dict[int, int]) -> None:
        self._outputs = outputs
        self._pieces: list[tuple[int, bytes]] = []
        self._bytes = 0
        for descriptor in outputs:
            set_blocking(descriptor, False)

    @property
    def descriptors(self) -> list[int]:
        return list(self._outputs)

    @property
    def is_too_much(self) -> bool:
        return self._bytes > _MOST_BYTES

    def take(self) -> None:
        """All that the pipes hold."""
        for descriptor, standard in self._outputs.items():
            while piece := _read(descriptor):
                self._keep(standard, piece)

    def take_shown(self, payload: bytes) -> None:
        """Something to be shown, behind what was printed before."""
        self.take()
        self._keep(_FRAMES, payload)

    def release(self, channel: Channel, unit: bytes) -> None:
        """What is shown belongs to the unit that calls the function."""
        for standard, piece in self._pieces:
            if standard == _FRAMES:
                channel.send(frames.pack(frames.DISPLAY, unit + piece[4:]))
                channel.wait_until_read()
                continue
            while piece:
                piece = piece[write(standard, piece):]

    def _keep(self, standard: int, piece: bytes) -> None:
        self._pieces.append((standard, piece))
        self._bytes += len(piece)


def _read(descriptor: int) -> bytes:
    try:
        return read(descriptor, _READ_BYTES)
    except BlockingIOError:
        return b""
