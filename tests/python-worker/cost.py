"""What the worker costs: start-up, a round trip, processor time a logical line above the same lines as a script, and an audit event.

    python3 cost.py [--lines N] [--rounds N] [--only-events]

Prints tables; asserts nothing. EAGER_TEST_PYTHON names another interpreter.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import arms
import host
from host import PYTHON, Host

KINDS: tuple[Callable[[int], str], ...] = (
    lambda n: f"value_{n % 50} = {n % 7} + 1.5\n",
    lambda n: f"total = max(total, {n % 97})\n",
    lambda n: f"names.append('name number {n}')\n",
    lambda n: f"result = math.floor({n} / 3)\n",
)
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


SCRIPT = """
import resource, sys, time
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
text = sys.stdin.read()
before, begun = resident(), time.process_time()
code = compile(text, "program.py", "exec")
exec(code, {"__name__": "__main__"})
print(time.process_time() - begun, resident() - before)
"""


def script(make: Callable[[int], str], lines: int) -> tuple[float, int]:
    """Microseconds a line of the same chain as a script, compiled as a whole and run; and what it keeps, in bytes a line."""
    text = HEAD + "".join(make(n) for n in range(lines))
    done = subprocess.run([PYTHON, "-c", SCRIPT], input=text, capture_output=True, text=True, check=True)
    seconds, size = done.stdout.split()
    return float(seconds) / lines * 1e6, int(size) // lines


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
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3, help="script and worker take turns; medians are printed")
    parser.add_argument("--only-events", action="store_true", help="only what the barrier adds to an audit event")
    options = parser.parse_args()
    for name, without, with_rules in zip(EVENTS, audited({}), audited(arms.SANDBOX)):
        print(f"audit event of {name}: {without:.0f} ns, with the rules of sandbox {with_rules:.0f} ns, {with_rules - without:.0f} ns more")
    if options.only_events:
        return
    empty, hello = start_up(15)
    print(f"CPython {host.full_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.lines:,} lines, {options.rounds} rounds")
    print(f"empty script {empty:.1f} ms, hello after {hello:.1f} ms; round trip of an empty statement {round_trip(2000):.0f} us\n")
    print("| line | script, us | worker, us | above | by quarter of the chain | bytes kept a line: script | worker |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for make in KINDS:
        rounds = [(script(make, options.lines), pipelined(make, options.lines, 4)) for _ in range(options.rounds)]
        alone = statistics.median(one[0][0] for one in rounds)
        quarters = [statistics.median(one[1][0][n] for one in rounds) for n in range(4)]
        worker = statistics.mean(quarters)
        kept = [statistics.median(sizes) for sizes in zip(*((one[0][1], one[1][1]) for one in rounds))]
        shown = ", ".join(f"{one:.1f}" for one in quarters)
        print(f"| `{make(12).strip()}` | {alone:.1f} | {worker:.1f} | {worker - alone:.1f} | {shown} | {kept[0]:.0f} | {kept[1]:.0f} |", flush=True)
    print(f"\nload at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
