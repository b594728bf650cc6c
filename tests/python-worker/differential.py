"""Compares serial and eager runs of whole sets of programs.

    python3 differential.py [--sets adversarial,syntax,random,nested,called,ahead,traced,stdlib,corpus] [--count N] [--seed N] [--jobs N] [--effects] [--forked]
        [--open-blocks] [--speculate] [--shapes straight,guard,main,called,try,for,with,twice]

With --effects the rules of the sandbox profile hold, so that effects wait; with --forked the workers are forked by a parent that has the data stack loaded;
with --open-blocks compound statements run in parts; with --speculate the body of a function does, too, ahead of its call; --shapes wraps each program.

Prints each difference and ends with status 1 if there was one. A program whose serial runs differ from each other is counted apart.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import os
import random
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import arms
import cases
import host
from programs import ahead, flat, nested

SETS = ("adversarial", "syntax", "random", "nested", "called", "ahead", "traced", "stdlib", "corpus")
SHAPES = {
    "straight": "{}", "guard": "if __name__ == '__main__':\n{}", "main": "def main():\n{}\nmain()\n",
    "called": "import sys\ndef main() -> None:\n{}\ndef later(): pass\nif __name__ == '__main__':\n    sys.exit(main())\n", "try": "try:\n{}\nfinally:\n    print('over')\n",
    "for": "for turn in range(1):\n{}", "with": "import contextlib\nwith contextlib.nullcontext():\n{}", "twice": "for turn in range(2):\n{}",
}
_NO_MODULES = {"idlelib", "test", "site-packages", "dist-packages", "turtledemo", "lib2to3", "__pycache__"}
_STDLIB_LEFT_OUT = {  # they wait for somebody, open windows, ask a server, trace, or measure
    "this", "antigravity", "__phello__.foo", "idlelib", "turtle", "pydoc", "webbrowser", "cProfile", "profile", "pdb", "trace", "timeit",
    "xmlrpc/client",
}


class Case(NamedTuple):
    name: str
    program: arms.Program
    whole: bool = False
    seed: int = 0
    effects: dict[str, str] | None = None
    opens: bool = False
    functions: bool = False


class Result(NamedTuple):
    case: Case
    different: list[str]
    report: str
    deterministic: bool
    ran_ahead: bool = False


def corpus_folder() -> Path | None:
    named = os.environ.get("EAGER_CORPUS")
    if named:
        return Path(named)
    for folder in (host.ROOT, *host.ROOT.parents):
        if (folder / "shared" / "corpus" / "index.jsonl").exists():
            return folder / "shared" / "corpus"
    return None


def cases_of(name: str, count: int, seed: int) -> list[Case]:
    """A sample of a set, the same for the same seed; all of it where it has no more."""
    found = list(_all(name, count, seed))
    if len(found) <= count:
        return found
    return random.Random(seed).sample(found, count)


def _all(name: str, count: int, seed: int) -> Iterator[Case]:
    if name in ("adversarial", "syntax"):
        for title, source in (cases.EQUAL if name == "adversarial" else cases.LATE_SYNTAX_ERROR).items():
            if host.version() >= cases.SINCE.get(title, (3, 0)):
                yield Case(title, arms.Program(source))
                yield Case(title + " (whole)", arms.Program(source), whole=True)
    elif name == "random":
        for n in range(seed, seed + count):
            yield Case(f"random-{n}", arms.Program(flat.Writer(n).program()), seed=n % 5)
    elif name == "called":
        for title, source in (*cases.ahead.RUNS.items(), *cases.ahead.STAYS.items(), *cases.ahead.HARD.items()):
            yield Case(title, arms.Program(source.encode()))
    elif name == "ahead":
        for n in range(seed, seed + count):
            yield Case(f"ahead-{n}", arms.Program(ahead.Writer(n).program()), seed=n % 30)
    elif name in ("nested", "traced"):
        for n in range(seed, seed + count):
            yield Case(f"{name}-{n}", arms.Program(nested.Writer(n, name == "traced").program()), seed=n % 30)
    elif name == "stdlib":
        folder = subprocess.run(
            [host.PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], capture_output=True, text=True, check=True,
        ).stdout.strip()
        for path in sorted([*Path(folder).glob("*.py"), *Path(folder).glob("[a-z]*/[a-z]*.py")]):
            if path.parent.name not in _NO_MODULES and not {path.stem, f"{path.parent.name}/{path.stem}"} & _STDLIB_LEFT_OUT:
                yield Case(f"{path.parent.name}/{path.name}", arms.Program(path.read_bytes()), seed=len(path.name))
    elif name == "corpus":
        corpus = corpus_folder()
        for line in (corpus / "index.jsonl").read_text(encoding="utf-8").splitlines() if corpus else ():
            item = json.loads(line)
            if item["lang"] == "python" and item["deterministic"]:
                folder = corpus / item["path"]
                folder = folder if folder.is_dir() else folder.parent
                yield Case(item["id"], arms.Program((folder / "program.py").read_bytes(), folder))


def shaped(case: Case, shape: str) -> Case:
    """The program indented inside of another statement."""
    try:
        body = case.program.source.decode()
    except UnicodeDecodeError:
        return case
    if shape == "straight":
        return case
    body = "".join(("    " if line.strip() else "") + line for line in body.splitlines(keepends=True))
    source = SHAPES[shape].replace("{}", body, 1).encode()
    return case._replace(name=f"{case.name} in {shape}", program=case.program._replace(source=source))


def compare(case: Case) -> Result:
    with arms.Place() as place:
        try:
            serial = place.serial(case.program)
        except subprocess.TimeoutExpired:
            return Result(case, [], "", False)
        eager = place.eager(case.program, case.seed, case.whole, case.effects, case.opens, case.functions)
        ahead = place.ran_ahead
        if not case.whole and _is_no_program(case.program.source):
            # The one thing that cannot be equal: what came before the error has run.
            eager = eager._replace(stdout=serial.stdout, namespace=serial.namespace)
        if serial.namespace != eager.namespace and _imports_below_use(case.program.source):
            serial, eager = _without_bytecode(serial), _without_bytecode(eager)
        different = arms.differences(serial, eager)
        if not different:
            return Result(case, [], "", True, ahead)
        if arms.differences(serial, place.serial(case.program)):
            return Result(case, [], "", False)
        return Result(case, different, "\n".join(_shown(field, serial, eager) for field in different), True)


def _is_no_program(source: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "program.py", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return True
        try:
            source.decode()
        except UnicodeDecodeError:
            return b"coding" not in source
    return False


def _imports_below_use(source: bytes) -> bool:
    """True where a function stands above a module-level import: from 3.11 on the compiler looks further down (docs/semantics.md)."""
    defined = False
    for statement in ast.parse(source).body:
        inner = list(ast.walk(statement))
        if defined and any(isinstance(node, (ast.Import, ast.ImportFrom)) for node in inner):
            return True
        defined = defined or any(isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) for node in inner)
    return False


def _without_bytecode(seen: arms.Seen) -> arms.Seen:
    return seen._replace(namespace=re.sub(r"'[0-9a-f]{8,}'", "''", seen.namespace))


def run(chosen: list[Case], jobs: int) -> list[Result]:
    with ThreadPoolExecutor(jobs) as pool:
        return list(pool.map(compare, chosen))


def _shown(field: str, serial: arms.Seen, eager: arms.Seen) -> str:
    one, other = getattr(serial, field), getattr(eager, field)
    if isinstance(one, bytes):
        one, other = one.decode(errors="replace"), other.decode(errors="replace")
    if not isinstance(one, str):
        one, other = repr(one), repr(other)
    lines = difflib.unified_diff(one.splitlines(), other.splitlines(), "serial " + field, "eager " + field, lineterm="", n=1)
    return "\n".join("    " + line[:400] for line in list(lines)[:16])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--count", type=int, default=10**6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--effects", action="store_true")
    parser.add_argument("--open-blocks", action="store_true")
    parser.add_argument("--speculate", action="store_true")
    parser.add_argument("--shapes", default="straight")
    parser.add_argument("--forked", action="store_true")
    options = parser.parse_args()
    if options.forked:
        arms.Place.host = host.ForkedHost
    failed = 0
    for name in options.sets.split(","):
        count = min(options.count, 2000) if name in ("random", "nested", "ahead", "traced") else options.count
        chosen = [shaped(case, shape) for case in cases_of(name, count, options.seed) for shape in options.shapes.split(",")]
        effects = arms.SANDBOX if options.effects or options.speculate else None
        opens = options.open_blocks or options.speculate
        results = run([case._replace(effects=effects, opens=opens, functions=options.speculate) for case in chosen], options.jobs)
        bad = [result for result in results if result.different]
        for result in bad:
            print(f"{result.case.name}: {', '.join(result.different)}\n{result.report}")
        ahead = f", {sum(result.ran_ahead for result in results)} ran ahead" if options.speculate else ""
        unsteady = sum(not result.deterministic for result in results)
        print(f"{name}: {len(results)} programs, {len(bad)} different, {unsteady} not deterministic{ahead}", flush=True)
        failed += len(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
