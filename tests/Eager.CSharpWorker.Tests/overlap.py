"""Non-overlapped latency of C# programs, serial and eager beside the optimum.

    python3 tests/Eager.CSharpWorker.Tests/overlap.py [--rate 50] [--rounds 3] PROGRAM…

Runs `eager run --mode both` on each program and prints milliseconds: the median of its rounds, then the medians over programs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
from pathlib import Path

EAGER = Path(__file__).resolve().parents[2] / "artifacts/eager/eager"
COLUMNS = ("serial NEL", "eager NEL", "optimum NEL", "above optimum", "execution", "first output saved")


def measure(program: Path, rate: str) -> tuple[float, ...]:
    """One paired run."""
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder, "summary.json")
        subprocess.run(
            [EAGER, "run", "--language", "csharp", "--mode", "both", "--rate", rate, "--summary", summary, program],
            check=True, stdout=subprocess.DEVNULL, cwd=folder)
        arms = json.loads(summary.read_text())
    serial, eager = arms["serial"], arms["eager"]
    if serial["stdout_sha256"] != eager["stdout_sha256"] or serial["exit"] != eager["exit"]:
        raise SystemExit(f"{program}: the arms differ")
    seconds = (
        serial["nel_s"], eager["nel_s"], eager["optimum_nel_s"], eager["nel_s"] - eager["optimum_nel_s"], eager["execution_s"],
        serial["first_output_s"] - eager["first_output_s"])
    return tuple(value * 1000 for value in seconds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rate", default="50")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("programs", nargs="+", type=Path)
    options = parser.parse_args()
    print("| program | " + " | ".join(COLUMNS) + " |")
    print("| --- |" + " --- |" * len(COLUMNS))
    medians = []
    for program in options.programs:
        rounds = [measure(program.resolve(), options.rate) for _ in range(options.rounds)]
        medians.append([statistics.median(column) for column in zip(*rounds)])
        name = program.stem if program.stem != "program" else program.parent.name
        print(f"| {name} | " + " | ".join(f"{value:.1f}" for value in medians[-1]) + " |", flush=True)
    print("| **median** | " + " | ".join(f"{statistics.median(column):.1f}" for column in zip(*medians)) + " |")


main()
