"""Sums what the suites reported, names why something was skipped, then what failed, and closes with the one plain line.

Usage: tally.py REPORTS SUITE...   where REPORTS holds SUITE.json (CTRF) or SUITE.xml (JUnit), SUITE.log and SUITE.status.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter


def read_ctrf(path):
    for test in json.loads(path.read_text(encoding="utf-8"))["results"]["tests"]:
        yield test["name"], test["status"], test.get("message") or ""


def read_junit(path):
    for case in ElementTree.parse(path).iter("testcase"):
        name = case.get("name")
        if (failure := case.find("failure")) is not None:
            yield name, "failed", (failure.get("message") or "") + (case.findtext("system-out") or "")[-2000:]
        elif (skipped := case.find("skipped")) is not None:
            yield name, "skipped", skipped.get("message") or ""
        else:
            yield name, "passed", ""


def read(reports, suite):
    for ending, reader in ((".json", read_ctrf), (".xml", read_junit)):
        path = reports / (suite + ending)
        if path.exists():
            return list(reader(path))
    return []


def tail(path, lines):
    if not path.exists():
        return "(no log)"
    return "\n".join("    " + line for line in path.read_text(errors="replace").splitlines()[-lines:])


def main(folder, *suites):
    reports = pathlib.Path(folder)
    total = Counter()
    failures = []  # told last: whoever keeps only the end of a long output keeps them
    for suite in suites:
        tests = read(reports, suite)
        counts = Counter(status for _, status, _ in tests)
        status = (reports / (suite + ".status")).read_text()
        print(f"{suite}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
        for name, outcome, message in tests:
            if outcome == "failed":
                failures.append(f"failed: {suite}: {name}\n" + "\n".join("    " + line for line in message.splitlines()[:20]))
            elif outcome == "skipped":
                print(f"  skipped: {name}: {message}")
        if status != "0" and counts["failed"] == 0 or not tests:
            failures.append(f"failed: {suite} itself, with status {status}:\n{tail(reports / (suite + '.log'), 30)}")
            counts["failed"] += 1
        total += counts
    for failure in failures:
        print(failure)
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
