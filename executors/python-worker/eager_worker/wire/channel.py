"""The one owner of the two frame pipes."""

from __future__ import annotations

import fcntl
import os
import resource
from _thread import RLock
from os import read, write  # the program may put its own into the module
from select import POLLIN, poll
from time import monotonic, sleep

from ..hiding import hidden
from . import frames

_READ_BYTES = 65_536
_PROTOCOL_ERROR_STATUS = 70
_FARTHEST_DESCRIPTOR = 4_096
_FIONREAD = 0x541B
_MOST_SECONDS = 1.0
_PAUSE_SECONDS = 0.000_1
_PATIENCE_MS = 1_000


class Channel:
    """Blocking frames. Whatever breaks the conversation ends the process at once: without its host a program has nobody to run for."""

    def __init__(self, frames_in: int, frames_out: int) -> None:
        self._in = _retreat(frames_in)
        self._out = _retreat(frames_out)
        self._host: tuple[int, int] | None = None  # the pipes of the host, where others are used meanwhile
        self._arrived: list[bytes] = []
        self._buffer = bytearray()
        self._readable = poll()
        self._readable.register(self._in, POLLIN)
        self.turn = RLock()  # whoever waits for frames holds it: any thread of the program may come to an effect that waits
        self.sending = RLock()  # threads of the program may show things
        self.abandoned = False
        os.register_at_fork(after_in_child=self._abandon)

    def receive(self) -> tuple[int, bytes]:
        """Takes the next frame."""
        with self.turn:
            self.wait()
            kind, payload, end = self.frame_at(0)  # type: ignore[misc]
            del self._buffer[:end]
            return kind, payload

    def wait(self) -> None:
        """Blocks until there is a frame to receive."""
        while self.frame_at(0) is None:
            self.take_in()

    def ahead(self, at: int) -> tuple[int, bytes, int] | None:
        """The frame at a place behind what was taken, and the place behind it; it stays where it is. None after a while without one, so that
        the caller sees what a signal's handler did meanwhile. To be called in one's turn."""
        found = self.frame_at(at)
        if found is None and self._readable.poll(_PATIENCE_MS):
            self.take_in()
            found = self.frame_at(at)
        return found

    def send(self, frame: bytes) -> None:
        if self.abandoned:
            return
        try:
            with self.sending:
                written = write(self._out, frame)
                while written < len(frame):
                    written += write(self._out, frame[written:])
        except OSError as error:
            self._lose(error)

    @hidden
    def wait_until_read(self) -> None:
        """Until the host has taken all that was sent, so that what the program prints next comes after it; a second at most."""
        unread = bytearray(4)
        deadline = monotonic() + _MOST_SECONDS
        while not self.abandoned and monotonic() < deadline:
            fcntl.ioctl(self._out, _FIONREAD, unread)
            if not any(unread):
                break
            sleep(_PAUSE_SECONDS)

    @property
    def descriptor(self) -> int:
        """From which frames are read."""
        return self._in

    @property
    def descriptors(self) -> set[int]:
        return {self._in, self._out}

    def arrived_from(self, at: int) -> bytearray:
        """What has arrived behind a place."""
        return self._buffer[at:]

    def divert(self, frames_in: int, frames_out: int) -> None:
        """Converses over other pipes, from their first frame on."""
        self._host = self._in, self._out
        self._buffer.clear()
        self._use(_retreat(frames_in), _retreat(frames_out))

    def return_when_over(self) -> None:
        """Takes what the other pipe gives to its end, then goes on with the host's."""
        while data := read(self._in, _READ_BYTES):
            self._buffer += data
        os.close(self._in)
        os.close(self._out)
        self._use(*self._host)  # type: ignore[misc]

    def _use(self, frames_in: int, frames_out: int) -> None:
        self._readable.unregister(self._in)
        self._in, self._out = frames_in, frames_out
        self._readable.register(self._in, POLLIN)

    def refuse(self, reason: str) -> None:
        """Ends the worker: the host broke the protocol."""
        _say(f"eager worker: protocol error: {reason}\n")
        os._exit(_PROTOCOL_ERROR_STATUS)

    def frame_at(self, at: int) -> tuple[int, bytes, int] | None:
        """The frame at a place behind what was taken, and the place behind it; None where it has not arrived."""
        buffer = self._buffer
        start = at + frames.HEADER_BYTES
        if len(buffer) < start:
            return None
        header = bytes(buffer[at:start])
        try:
            end = start + frames.payload_length(header)
        except frames.ProtocolError as error:
            self.refuse(str(error))
            raise
        return (header[4], bytes(buffer[start:end]), end) if len(buffer) >= end else None

    def take_in(self) -> None:
        """A signal's handler may raise anywhere in here: what was read is in the list before it can."""
        arrived = self._arrived
        try:
            arrived.extend(map(read, (self._in,), (_READ_BYTES,)))
        except OSError as error:
            self._lose(error)
        if arrived and not arrived[-1]:
            os._exit(_PROTOCOL_ERROR_STATUS)  # the host is gone
        data = b"".join(arrived)
        self._buffer += data
        del arrived[:]

    def _lose(self, error: OSError) -> None:
        """A vanished host is answered quietly; descriptors that the program closed are named."""
        if not isinstance(error, BrokenPipeError):
            _say(f"eager worker: the program broke its host's pipes: {error.strerror}\n")
        os._exit(_PROTOCOL_ERROR_STATUS)

    def _abandon(self) -> None:
        """In a forked child of the program: the conversation belongs to the parent."""
        self.abandoned = True
        for descriptor in (self._in, self._out):
            try:
                os.close(descriptor)
            except OSError:
                pass


def _retreat(descriptor: int) -> int:
    """Moves a descriptor to where a program that closes "all" descriptors does not reach, and off every `exec`."""
    moved = away(descriptor)
    os.close(descriptor)
    return moved


def away(descriptor: int) -> int:
    """The same at such a place."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = min(soft, _FARTHEST_DESCRIPTOR)
    try:
        # A descriptor at or above the soft limit stays valid when the limit returns: out of reach of closerange(3, limit).
        if lowest == soft:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft + 8 if hard == resource.RLIM_INFINITY else min(soft + 8, hard), hard))
        try:
            moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, lowest)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    except (OSError, ValueError):
        moved = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, max(3, min(lowest, soft) - 8))
    return moved


def _say(line: str) -> None:
    try:
        write(2, line.encode())
    except OSError:
        pass
