"""The two arms of a comparison: `python3 program.py`, and the same program through the worker. Each in the same, freshly made folder."""

from __future__ import annotations

import atexit
import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import wire
from chunker import Chunker, tokens_of
from host import PYTHON, Host

_ADDRESS = re.compile(rb"0x[0-9a-fA-F]{6,}|object refcount : \d+")
_OBSERVER = str(Path(__file__).resolve().parent / "observer")
TIMEOUT_SECONDS = 20
SANDBOX = dict.fromkeys(("write_inside", "write_outside", "network", "process", "native_code"), "hold")


class Seen(NamedTuple):
    """All that a user can observe of a run."""

    status: int
    stdout: bytes
    stderr: bytes
    files: dict[str, bytes]
    namespace: str


class Program(NamedTuple):
    source: bytes
    folder: Path | None = None
    """Data files that lie beside the program."""

    arguments: tuple[str, ...] = ()


class Place:
    """A folder that both arms find under one name, since names appear in tracebacks. Used again: a parent that forks workers belongs to one."""

    _free: list[Path] = []
    host: type[Host] = Host

    def __init__(self) -> None:
        try:
            self._root = self._free.pop()
        except IndexError:
            self._root = Path(tempfile.mkdtemp(prefix="eager-arms-")).resolve()
            atexit.register(shutil.rmtree, self._root, ignore_errors=True)
        self.folder = self._root / "run"
        self.file = self.folder / "program.py"
        self._observed = self._root / "namespace"
        self._process = self._root / "namespace.process"
        self.ran_ahead = False  # a function's body in the last eager run, up to the program's end

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._free.append(self._root)

    def serial(self, program: Program) -> Seen:
        self._make(program)
        with open(self._root / "out", "w+b") as out, open(self._root / "err", "w+b") as err:
            done = subprocess.run(
                [PYTHON, str(self.file), *program.arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=self.folder,
                env=self._environment(), timeout=TIMEOUT_SECONDS, start_new_session=True,
            )
            out.seek(0)
            err.seek(0)
            return self._seen(done.returncode, out.read(), err.read(), program)

    def eager(
        self, program: Program, seed: int = 0, whole: bool = False, effects: dict[str, str] | None = None, opens: bool = False,
        functions: bool = False,
    ) -> Seen:
        """The program through the chunker, by tokens, for some seeds by paragraphs that travel together; `whole` as one unit, which is what the serial arm of the product sends."""
        self._make(program)
        with self.host(self._environment()) as host:
            host.open(str(self.file), [str(self.file), *program.arguments], str(self.folder), effects=effects or {})
            if whole:
                host.unit(program.source, wire.PROGRAM)
                host.end()
            else:
                choice = random.Random(seed)
                _stream(program.source, host, choice, 2048 if seed % 4 == 3 else 8, (0.3 if seed % 3 == 2 else 1) if opens else 0, functions)
            status = host.wait(TIMEOUT_SECONDS)
            self.ran_ahead = self._process.exists() and self._process.read_text(encoding="utf-8") != str(host.process.pid)
            return self._seen(status, bytes(host.output[1]), bytes(host.output[2]), program)

    def _make(self, program: Program) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._observed.unlink(missing_ok=True)
        self._process.unlink(missing_ok=True)
        if program.folder is not None:
            shutil.copytree(program.folder, self.folder)
        else:
            self.folder.mkdir()
        self.file.write_bytes(program.source)

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        return {
            **inherited, "PYTHONHASHSEED": "0", "PYTHONPATH": _OBSERVER, "EAGER_OBSERVER_OUT": str(self._observed), "MPLBACKEND": "Agg",
            "TZ": "UTC", "LC_ALL": "C.UTF-8",
        }

    def _seen(self, status: int, stdout: bytes, stderr: bytes, program: Program) -> Seen:
        files = {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*")) if path.is_file() and path != self.file and "__pycache__" not in path.parts
        }
        namespace = self._observed.read_text(encoding="utf-8", errors="replace") if self._observed.exists() else ""
        return Seen(status, _ADDRESS.sub(b"0x", stdout), _ADDRESS.sub(b"0x", stderr), files, namespace)


def _stream(text: bytes, host: Host, choice: random.Random, longest: int, opens: float, functions: bool = False) -> None:
    """What the engine does with a stream: statements are sent as they are released, what seems to be wrong is shown to the compiler at once."""
    probed = None
    with Chunker(text) as chunker:
        for token in [*tokens_of(text, choice, longest), None]:
            chunker.complete() if token is None else chunker.feed(token)
            sent = _send(chunker, host, choice)
            while token is not None and sent == 0 and opens and choice.random() < opens:
                chunker.open(functions)
                if not _send(chunker, host, choice):
                    break
            while (doubtful := chunker.doubtful()) and doubtful != probed:
                probed = doubtful
                probe = host.unit(doubtful[0], wire.PROBE)
                if not _succeeded(host, probe):
                    host.end(wire.STOPPED, chunker.rest())
                    return
                if doubtful[1]:
                    chunker.accept()
                    _send(chunker, host, choice)
        host.end(wire.COMPLETE, chunker.rest())


def _send(chunker: Chunker, host: Host, choice: random.Random) -> int:
    """Several statements may travel together; parts of an open block never do. How many were released."""
    together = b""
    released = 0
    for statement, role in chunker.released():
        released += 1
        if role and together:
            host.unit(together)
            together = b""
        if role:
            host.unit(statement, wire.OPENED + role - 1)
            continue
        together += statement
        if choice.random() < 0.7:
            host.unit(together)
            together = b""
    if together:
        host.unit(together)
    return released


def _succeeded(host: Host, unit: int) -> bool:
    """As the engine takes it: a worker that waits before an effect decides by itself, and is not waited for."""
    while not host.is_held and (one := host.next()) is not None:
        if isinstance(one[1], wire.Finished) and one[1].id == unit:
            return one[1].outcome == "succeeded"
    return host.is_held


def differences(serial: Seen, eager: Seen) -> list[str]:
    """Names of what differs; empty where nobody can tell the arms apart."""
    return [field for field in Seen._fields if getattr(serial, field) != getattr(eager, field)]
