"""Workers that a parent forks, for the same tests as those that are started: `Host` as in host.py."""

from __future__ import annotations

import os
import select
import socket
import struct
import subprocess
import tempfile
import threading

import host

WARDEN = os.environ.get("EAGER_WARDEN", str(host.ROOT / "artifacts" / "native" / "eager_warden"))
PRELOAD = "numpy,pandas,matplotlib.pyplot"
_REPORT = struct.Struct("<4i")
_STARTED, _FAILED, _RUNNING, _ENDED = 1, 2, 3, 4


class Parent:
    """A process that has modules loaded and forks workers."""

    def __init__(self, environment: dict[str, str] | None, python: str = host.PYTHON, preload: str = PRELOAD) -> None:
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
            [python, str(host.WORKER), "--frames-in", "3", "--frames-out", "4", "--forks", "5", "--preload", preload],
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
        kind, status, number, _ = self._report()
        assert kind == _ENDED
        self.wait = lambda timeout=None: -number if number else status  # type: ignore[method-assign]
        return self.wait()

    def end(self) -> None:
        self._control.shutdown(socket.SHUT_WR)
        self.wait()
        self._control.close()

    def _report(self) -> tuple[int, int, int, int]:
        data, descriptors, _, _ = socket.recv_fds(self._control, _REPORT.size, 2)
        for descriptor in descriptors:
            os.close(descriptor)
        return _REPORT.unpack(data)


class ForkedHost(host.Host):
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
