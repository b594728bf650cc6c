"""What the C# worker costs: start, first output, a trivial statement, memory over many statements.

    python3 tests/Eager.CSharpWorker.Tests/cost.py [STATEMENTS]

Speaks executors/PROTOCOL.md to the worker that ./eager built, one unit at a time: the next is sent when the last has been answered.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import time
from pathlib import Path

WORKER = Path(os.environ.get("EAGER_CSHARP_WORKER", Path(__file__).resolve().parents[2] / "artifacts/eager/csharp-worker/csharp-worker"))
UNIT_FINISHED = 0x82

# What the product asks for where nobody says anything: the profile sandbox.
EFFECTS = dict.fromkeys(("write_inside", "write_outside", "network", "process", "native_code"), "hold")


class Session:
    """A worker and its pipes."""

    def __init__(self) -> None:
        begin = time.monotonic()
        to_worker, self._write = os.pipe()
        self._read, from_worker = os.pipe()
        self._process = subprocess.Popen(
            [WORKER, "--frames-in", str(to_worker), "--frames-out", str(from_worker)], pass_fds=(to_worker, from_worker), stdout=subprocess.PIPE)
        os.close(to_worker)
        os.close(from_worker)
        opening = json.dumps({"file": "cost.cs", "argv": ["cost.cs"], "cwd": os.getcwd(), "effects": EFFECTS}).encode()
        self._send(0x01, opening)
        self._receive()
        self.start_ms = (time.monotonic() - begin) * 1000
        self._units = 0

    def run(self, source: str) -> float:
        """Milliseconds from sending a statement to its answer."""
        begin = time.monotonic()
        self._send(0x02, struct.pack("<IB3xQI", self._units, 0, 0, self._units + 1) + source.encode())
        self._units += 1
        kind, payload = self._receive()
        if kind != UNIT_FINISHED or payload[4] != 0:
            sys.exit(f"{source!r} ended with a frame of type {kind:#x}: {payload!r}")
        return (time.monotonic() - begin) * 1000

    def first_output(self, source: str) -> float:
        begin = time.monotonic()
        self._send(0x02, struct.pack("<IB3xQI", self._units, 0, 0, 1) + source.encode())
        self._units += 1
        assert self._process.stdout is not None
        os.read(self._process.stdout.fileno(), 100)
        elapsed = (time.monotonic() - begin) * 1000
        self._receive()
        return elapsed

    def memory_mib(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def cpu_ms(self) -> float:
        """Processor time so far, compiler threads included."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        os.close(self._write)
        self._process.wait()

    def _send(self, kind: int, payload: bytes) -> None:
        os.write(self._write, struct.pack("<IB3x", len(payload), kind) + payload)

    def _receive(self) -> tuple[int, bytes]:
        length, kind = struct.unpack("<IB3x", self._take(8))
        return kind, self._take(length)

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            taken += os.read(self._read, count - len(taken)) or sys.exit("the worker ended")
        return taken


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def main() -> None:
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    starts, firsts, cpus = [], [], []
    for _ in range(5):
        session = Session()
        starts.append(session.start_ms)
        cpus.append(session.cpu_ms())
        firsts.append(session.first_output('Console.WriteLine("first");'))
        session.close()
    print(f"start to hello: {quantile(starts, 0.5):.0f} ms, {quantile(cpus, 0.5):.0f} ms of processor time; first output of a started session: p50 {quantile(firsts, 0.5):.1f} ms, max {max(firsts):.1f} ms")
    session = Session()
    session.run("var total = 0;")
    block: list[float] = []
    every: list[float] = []
    before = session.cpu_ms()
    print("statements | p50 ms | p90 ms | processor ms a statement | memory MiB")
    for index in range(1, statements + 1):
        # Every fifth declares a variable, which stays.
        block.append(session.run(f"\nvar v{index} = total + 1;" if index % 5 == 0 else f"\ntotal += {index};"))
        if index in (100, 500) or index % 1000 == 0:
            print(f"{index} | {quantile(block, 0.5):.1f} | {quantile(block, 0.9):.1f} | "
                  f"{(session.cpu_ms() - before) / len(block):.1f} | {session.memory_mib():.0f}", flush=True)
            every += block
            block, before = [], session.cpu_ms()
    every += block
    print(f"all {len(every)} | {quantile(every, 0.5):.1f} | {quantile(every, 0.9):.1f} | |")
    session.close()


main()
