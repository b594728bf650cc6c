"""What the worker costs: start-up, a round trip, a logical line above plain execution, and an audit event. Prints a table; asserts nothing.

    python3 cost.py [--lines N] [--only-events]
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import arms
from host import PYTHON, Host

KINDS: dict[str, Callable[[int], str]] = {
    "assignment": lambda n: f"value_{n % 50} = {n % 7} + 1.5\n",
    "call": lambda n: f"total = max(total, {n % 97})\n",
    "text": lambda n: f"names.append('name number {n}')\n",
    "imported": lambda n: f"result = math.floor({n} / 3)\n",
}
HEAD = "import math, os, sys, json as js\nnames = []\ntotal = 0\n"


def start_up(runs: int) -> tuple[float, float]:
    """Milliseconds to an empty script's end, and to the worker's hello."""
    plain, hello = [], []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run([PYTHON, "-c", "pass"], check=True)
        plain.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        with Host() as host:
            host.next()
            hello.append(time.perf_counter() - begun)
    return statistics.median(plain) * 1e3, statistics.median(hello) * 1e3


def round_trip(runs: int) -> float:
    """Microseconds from sending an empty statement to its report, one at a time."""
    with Host() as host:
        host.next()
        host.open("<stdin>", ["-"])
        times = []
        for _ in range(runs):
            begun = time.perf_counter()
            host.unit("pass\n")
            host.next()
            times.append(time.perf_counter() - begun)
        return statistics.median(times) * 1e6


def pipelined(make: Callable[[int], str], lines: int, slices: int) -> tuple[list[float], int]:
    """Worker microseconds a line in each slice of a long chain, and how much the worker grew, in bytes a line."""
    with Host() as host:
        host.next()
        host.open("<stdin>", ["-"])
        host.unit(HEAD)
        host.next()
        first_size = resident(host.process.pid)
        begun = used(host.process.pid)
        found = []
        for part in range(slices):
            for n in range(lines // slices):
                host.unit(make(part * (lines // slices) + n))
            for _ in range(lines // slices):
                host.next()
            now = used(host.process.pid)
            found.append((now - begun) / (lines // slices) * 1e6)
            begun = now
        return found, (resident(host.process.pid) - first_size) // lines


def plain(make: Callable[[int], str], lines: int) -> float:
    """Microseconds a line where one process compiles and runs each line by itself."""
    code = (
        "import sys, time\nlines = sys.stdin.read().splitlines(True)\nspace = {}\nexec(%r, space)\n"
        "begun = time.process_time()\nfor line in lines:\n    exec(compile(line, 'f', 'exec'), space)\n"
        "print(time.process_time() - begun)\n" % HEAD
    )
    text = "".join(make(n) for n in range(lines))
    done = subprocess.run([PYTHON, "-c", code], input=text, capture_output=True, text=True, check=True)
    return float(done.stdout) / lines * 1e6


EVENTS = {"nobody asks for": "'cost.event', 1", "reading a file": "'open', 'data.csv', 'r', 0", "importing": "'import', 'm', None, None, None, None"}


def audited(rules: dict[str, str]) -> list[float]:
    """Nanoseconds that each kind of event takes, the loop around it included: the least of several rounds."""
    with Host() as host:
        host.next()
        host.open("<stdin>", ["-"], effects=rules)
        host.unit("from sys import audit\nfrom time import process_time_ns as now\n")
        for event in EVENTS.values():
            host.unit(
                f"def round():\n    begun = now()\n    for _ in range(100_000): audit({event})\n    return now() - begun\n"
                "print(min(round() for _ in range(15)) / 100_000)\n"
            )
        host.end()
        host.wait(120)
        return [float(line) for line in host.output[1].split()]


def used(pid: int) -> float:
    """Processor seconds of a process, user and system."""
    runtime = Path(f"/proc/{pid}/schedstat").read_text().split()[0]
    return int(runtime) / 1e9


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--only-events", action="store_true")
    options = parser.parse_args()
    for name, without, with_rules in zip(EVENTS, audited({}), audited(arms.SANDBOX)):
        print(f"audit event of {name}: {without:.0f} ns, with the rules of sandbox {with_rules:.0f} ns, {with_rules - without:.0f} ns more")
    if options.only_events:
        return
    empty, hello = start_up(15)
    print(f"python {sys.version.split()[0]}: empty script {empty:.1f} ms, hello after {hello:.1f} ms; round trip {round_trip(2000):.0f} us")
    for name, make in KINDS.items():
        slices, growth = pipelined(make, options.lines, 4)
        base = plain(make, options.lines // 4)
        shown = ", ".join(f"{one:.1f}" for one in slices)
        print(f"{name}: compile and exec {base:.1f} us a line, worker {shown} us a line by quarter, {growth} bytes a line kept")


if __name__ == "__main__":
    main()
