"""A small host: starts the real worker on real pipes."""

from __future__ import annotations

import functools
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import wire

ROOT = Path(__file__).resolve().parents[2]
WORKER = ROOT / "executors" / "python-worker" / "worker.py"
PYTHON = os.environ.get("EAGER_TEST_PYTHON", sys.executable)
WARDEN = os.environ.get("EAGER_WARDEN", str(ROOT / "artifacts" / "native" / "eager_warden"))
PRELOAD = "numpy,pandas,matplotlib.pyplot"
_REPORT = struct.Struct("<4iq")
_STARTED, _FAILED, _RUNNING, _ENDED = 1, 2, 3, 4


@functools.lru_cache(maxsize=None)
def version() -> tuple[int, int]:
    """Of the interpreter under test."""
    code = "import sys; print(*sys.version_info[:2])"
    done = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True)
    major, minor = done.stdout.split()
    return int(major), int(minor)


def opens_blocks() -> bool:
    return (3, 11) <= version() < (3, 14)


def full_version() -> str:
    code = "import platform; print(platform.python_version())"
    return subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


class Host:
    """One worker process. Output is collected while frames are awaited."""

    def __init__(self, environment: dict[str, str] | None = None, python: str = PYTHON) -> None:
        child_in, self._to_worker = os.pipe()
        self._from_worker, child_out = os.pipe()
        self.process = self._start(python, environment, child_in, child_out)
        os.close(child_in)
        os.close(child_out)
        self.output = {1: bytearray(), 2: bytearray()}
        self._sources = {
            self.process.stdout.fileno(): self.output[1], self.process.stderr.fileno(): self.output[2], self._from_worker: bytearray(),
        }
        self._unsent = bytearray()
        self._offset = 0
        self._line = 1
        self._units = 0
        self.is_held = False  # an effect waits, as far as frames were taken

    def __enter__(self) -> Host:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._end()
        os.close(self._from_worker)
        self.process.stdout.close()
        self.process.stderr.close()

    def _start(self, python: str, environment: dict[str, str] | None, child_in: int, child_out: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [python, str(WORKER), "--frames-in", str(child_in), "--frames-out", str(child_out)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pass_fds=(child_in, child_out),
            start_new_session=True, env=environment,
        )

    def _end(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def close(self) -> None:
        """Goes away, as a host that dies does."""
        if self._to_worker >= 0:
            os.close(self._to_worker)
            self._to_worker = -1

    def send(self, data: bytes) -> None:
        """Never blocks on a busy worker: what its pipe does not take goes out while frames are awaited."""
        self._unsent += data
        self._pump(0)

    def open(self, file: str, argv: list[str] | None = None, cwd: str | None = None, **asked: object) -> None:
        self.send(wire.open_frame(file, argv or [file], cwd or os.getcwd(), **asked))

    def unit(self, source: bytes | str, kind: int = wire.STATEMENT) -> int:
        data = source.encode() if isinstance(source, str) else source
        id, self._units = self._units, self._units + 1
        self.send(wire.unit_frame(id, kind, self._offset, self._line, data))
        if kind != wire.PROBE:
            self._offset += len(data)
            self._line += data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
        return id

    def end(self, ending: int = wire.COMPLETE, rest: bytes = b"") -> None:
        self.send(wire.end_frame(ending, rest))

    def interrupt(self) -> None:
        os.kill(self.process.pid, signal.SIGINT)

    def next(self, timeout: float = 30) -> tuple[int, object] | None:
        """The next frame, or None when the worker has closed its end."""
        raw = self.next_raw(timeout)
        self.is_held |= raw is not None and raw[0] == wire.HELD
        return None if raw is None else (raw[0], wire.decode(*raw))

    def next_raw(self, timeout: float = 30) -> tuple[int, bytes] | None:
        deadline = time.monotonic() + timeout
        buffer = self._sources.get(self._from_worker, b"")
        while True:
            if len(buffer) >= 8:
                length, type = struct.unpack_from("<IB", buffer)
                if len(buffer) >= 8 + length:
                    payload = bytes(buffer[8 : 8 + length])
                    del buffer[: 8 + length]
                    return type, payload
            if self._from_worker not in self._sources:
                return None
            if time.monotonic() > deadline:
                raise TimeoutError("no frame from the worker")
            self._pump(deadline - time.monotonic())

    def wait(self, timeout: float = 30) -> int:
        """Drains everything; the exit status, or the number of the signal that ended the process, negated."""
        deadline = time.monotonic() + timeout
        while self._sources and time.monotonic() < deadline:
            self._pump(deadline - time.monotonic())
        return self.process.wait(max(0.1, deadline - time.monotonic()))

    def frames_to_the_end(self) -> list[tuple[int, object]]:
        found = []
        while (one := self.next()) is not None:
            found.append(one)
        return found

    def wait_for_output(self, expected: bytes, stream: int = 1, timeout: float = 30) -> None:
        deadline = time.monotonic() + timeout
        while expected not in self.output[stream]:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{expected!r} not in {bytes(self.output[stream])!r}")
            self._pump(deadline - time.monotonic())

    def _pump(self, timeout: float) -> None:
        writable = [self._to_worker] if self._unsent and self._to_worker >= 0 else []
        readable, ready, _ = select.select(list(self._sources), writable, [], max(0.0, timeout))
        if ready:
            try:
                del self._unsent[: os.write(self._to_worker, bytes(self._unsent[:4096]))]
            except BrokenPipeError:
                self._unsent.clear()
        for descriptor in readable:
            data = os.read(descriptor, 65_536)
            if not data:
                del self._sources[descriptor]
                continue
            if descriptor == self._from_worker:
                self._sources[descriptor] += data
            else:
                self._sources[descriptor].extend(data)


class Parent:
    """A process that has modules loaded and forks workers."""

    def __init__(self, environment: dict[str, str] | None, python: str = PYTHON, preload: str = PRELOAD) -> None:
        self.door, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        frames_in, self._keep = os.pipe()
        self._frames, frames_out = os.pipe()
        self.folder = tempfile.TemporaryDirectory(prefix="eager-parent-")

        def place() -> None:  # 3, 4 and 5, which the children get their own of
            for number, descriptor in ((3, frames_in), (4, frames_out), (5, theirs.fileno())):
                os.dup2(descriptor, number + 100)
            for number in (3, 4, 5):
                os.dup2(number + 100, number)
                os.close(number + 100)
            os.closerange(6, 256)

        self.process = subprocess.Popen(
            [python, str(WORKER), "--frames-in", "3", "--frames-out", "4", "--forks", "5", "--preload", preload],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, close_fds=False, preexec_fn=place, cwd=self.folder.name,
            start_new_session=True,
        )
        for descriptor in (frames_in, frames_out):
            os.close(descriptor)
        theirs.close()
        if not os.read(self._frames, 65_536):
            raise RuntimeError("the parent did not greet")

    def close(self) -> None:
        self.door.close()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
        os.close(self._keep)
        os.close(self._frames)
        self.folder.cleanup()


class Process:
    """What `subprocess.Popen` is to a worker that was started."""

    def __init__(self, parent: Parent, frames_in: int, frames_out: int) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        out, child_out = os.pipe()
        err, child_err = os.pipe()
        self.stdout, self.stderr = os.fdopen(out, "rb", 0), os.fdopen(err, "rb", 0)
        nothing = os.open(os.devnull, os.O_RDONLY)
        given = [nothing, child_out, child_err, frames_in, frames_out, theirs.fileno()]
        socket.send_fds(parent.door, [WARDEN.encode() + b"\0" + b"0,0,0,0,0,0"], given)
        for descriptor in (nothing, child_out, child_err):
            os.close(descriptor)
        theirs.close()
        self.pid = 0
        while not self.pid:
            kind, self.pid = self._report()[:2]
            assert kind == _STARTED
        assert self._report()[0] == _RUNNING

    def wait(self, timeout: float | None = None) -> int:
        if not select.select([self._control], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("a forked worker", timeout or 0)
        kind, status, number = self._report()[:3]
        assert kind == _ENDED
        self.wait = lambda timeout=None: -number if number else status  # type: ignore[method-assign]
        return self.wait()

    def end(self) -> None:
        self._control.shutdown(socket.SHUT_WR)
        self.wait()
        self._control.close()

    def _report(self) -> tuple[int, ...]:
        data, descriptors, _, _ = socket.recv_fds(self._control, _REPORT.size, 2)
        for descriptor in descriptors:
            os.close(descriptor)
        return _REPORT.unpack(data)


class ForkedHost(Host):
    """Parents are kept for the environments that they have."""

    _parents: dict[tuple[str, frozenset[tuple[str, str]]], Parent] = {}
    _lock = threading.Lock()

    def _start(self, python: str, environment: dict[str, str] | None, child_in: int, child_out: int) -> Process:
        given = dict(os.environ if environment is None else environment)
        key = python, frozenset(given.items())
        with self._lock:
            if key not in self._parents:
                self._parents[key] = Parent(given, python)
            return Process(self._parents[key], child_in, child_out)

    def _end(self) -> None:
        self.process.end()
