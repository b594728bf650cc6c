"""The two arms of a comparison: `python3 program.py`, and the same program through the worker. Each in the same, freshly made folder."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import splitting
import wire
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
    """A folder that both arms find under one name, since names appear in tracebacks."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="eager-arms-")).resolve()
        self.folder = self._root / "run"
        self.file = self.folder / "program.py"
        self._observed = self._root / "namespace"

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._root, ignore_errors=True)

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

    def eager(self, program: Program, seed: int = 0, whole: bool = False, effects: dict[str, str] | None = None) -> Seen:
        self._make(program)
        choice = random.Random(seed)
        with Host(self._environment()) as host:
            host.open(str(self.file), [str(self.file), *program.arguments], str(self.folder), effects=effects or {})
            units, rest = ([program.source], b"") if whole else splitting.units_of(program.source)
            for unit in units if seed == 0 else splitting.joined_at_random(units, choice):
                host.unit(unit, wire.PROGRAM if whole else wire.STATEMENT)
            host.end(wire.COMPLETE, rest)
            status = host.wait(TIMEOUT_SECONDS)
            return self._seen(status, bytes(host.output[1]), bytes(host.output[2]), program)

    def _make(self, program: Program) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self._observed.unlink(missing_ok=True)
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


def differences(serial: Seen, eager: Seen) -> list[str]:
    """Names of what differs; empty where nobody can tell the arms apart."""
    return [field for field in Seen._fields if getattr(serial, field) != getattr(eager, field)]
