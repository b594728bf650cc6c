"""The original process while a copy of it runs a function's body: between host and copy, until what arrives says whether the copy counts."""

from __future__ import annotations

from _signal import SIGINT, sigpending
from posix import close, lseek, read, set_blocking, write
from select import POLLIN, POLLOUT, poll

from ..wire import frames
from .mirror import mirror

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..wire.channel import Channel
    from .checkpoint import Checkpoint
    from .held import Held
    from .judge import Judge

COMMIT = 0x00  # a frame of the copy's that no host sees; its payload is the unit that called the function
_HERE = 1  # SEEK_CUR
_PAUSE_MS = 20
_READ_BYTES = 65_536


class Keeper:
    """`to_copy` takes the frames that arrive, `from_copy` gives the answers; `stand_in` is what the copy has for an input that must not be read."""

    def __init__(self, channel: Channel, judge: Judge, checkpoint: Checkpoint, copy: int, to_copy: int, from_copy: int, held: Held, stand_in: int | None) -> None:
        self._channel = channel
        self._judge = judge
        self._checkpoint = checkpoint
        self._copy = copy
        self._to_copy, self._from_copy, self._held, self._stand_in = to_copy, from_copy, held, stand_in
        self._at = 0  # frames that were judged and passed on end here in what has arrived and is not taken
        self._unsent, self._answers = bytearray(), bytearray()
        self._answered: set[int] = set()
        self._counts = False
        self._waiting = poll()
        for descriptor in (channel.descriptor, from_copy, *held.descriptors):
            self._waiting.register(descriptor, POLLIN)
        set_blocking(to_copy, False)

    def keep(self) -> set[int]:
        """Returns when the copy is no more: units that were answered. Where it counts this process never returns."""
        try:
            while self._pass_on() and self._look():
                continue
            if self._counts:
                self._release()
                mirror(self._copy, self._checkpoint)
        finally:
            self._checkpoint.end(self._copy)
        return self._answered

    def _pass_on(self) -> bool:
        """What has arrived, as long as it leaves the function's call possible."""
        while (frame := self._channel.frame_at(self._at)) is not None:
            kind, payload, after = frame
            if not self._judge.admits(kind, payload):
                return False
            self._unsent += frames.pack(kind, payload)
            self._at = after
        if self._unsent:
            try:
                del self._unsent[: write(self._to_copy, self._unsent)]
            except BlockingIOError:
                pass
            except BrokenPipeError:
                return False
        return True

    def _look(self) -> bool:
        """Waits for something to happen; False where the copy is to go, or counts."""
        if self._unsent:
            self._waiting.register(self._to_copy, POLLOUT)
        happened = dict(self._waiting.poll(_PAUSE_MS))
        if self._unsent:
            self._waiting.unregister(self._to_copy)
        if SIGINT in sigpending() or self._stand_in is not None and lseek(self._stand_in, 0, _HERE):
            return False
        self._held.take()
        if self._held.is_too_much:
            return False
        if self._channel.descriptor in happened:
            self._channel.take_in()
        return self._from_copy not in happened or self._hear()

    def _hear(self) -> bool:
        heard = read(self._from_copy, _READ_BYTES)
        self._answers += heard
        while len(self._answers) >= frames.HEADER_BYTES:
            ends = frames.HEADER_BYTES + frames.payload_length(bytes(self._answers[: frames.HEADER_BYTES]))
            if len(self._answers) < ends:
                break
            kind, payload = self._answers[4], bytes(self._answers[frames.HEADER_BYTES : ends])
            del self._answers[:ends]
            if not self._understand(kind, payload):
                return False
        return bool(heard)

    def _understand(self, kind: int, payload: bytes) -> bool:
        if kind == COMMIT:
            self._counts, self._caller = int.from_bytes(payload, "little") == self._judge.call, payload
            return False
        if kind == frames.DISPLAY:
            self._held.take_shown(payload)
            return True
        unit = int.from_bytes(payload[:4], "little")
        if kind != frames.UNIT_FINISHED or payload[4] != frames.SUCCEEDED or unit == self._judge.call:
            return False
        self._answered.add(unit)
        self._channel.send(frames.pack(kind, payload))
        return True

    def _release(self) -> None:
        """The copy waits until it has read all that arrived: then what it put out is out, and it has the host for itself."""
        self._held.take()
        self._held.release(self._channel, self._caller)
        set_blocking(self._to_copy, True)
        rest = self._unsent + self._channel.arrived_from(self._at)
        try:
            while rest:
                del rest[: write(self._to_copy, rest)]
        except BrokenPipeError:  # it has come to its end already
            pass
        close(self._to_copy)
