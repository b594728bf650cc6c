"""Eager equals serial: a sample of every set in each run, everything with EAGER_FULL=1 (see differential.py)."""

from __future__ import annotations

import os
import unittest
from unittest import mock

import arms
import differential
import host

_FULL = os.environ.get("EAGER_FULL") == "1"
_JOBS = 2
_ONLY_STARTED = {  # docs/backends.md: a module that is brought back is not looked for; a warden ends what a program leaves behind
    "process-audit_hook", "process-multiprocessing_spawn",
}


class Differential(unittest.TestCase):
    def assert_equal_runs(
        self, name: str, sample: int, full: int = 10**6, least: int = 1, effects: dict[str, str] | None = None, opens: bool = False,
        shapes: tuple[str, ...] = ("straight",),
    ) -> None:
        count = full if _FULL else sample
        sampled = differential.cases_of(name, count, seed=1)
        chosen = [differential.shaped(case._replace(effects=effects, opens=opens), shape) for case in sampled for shape in shapes]
        if arms.Place.host is host.ForkedHost:
            chosen = [case for case in chosen if case.name.partition(" ")[0] not in _ONLY_STARTED]
        results = differential.run(chosen, _JOBS)
        self.assertGreaterEqual(sum(result.deterministic for result in results), least)
        bad = [f"{result.case.name}: {', '.join(result.different)}\n{result.report}" for result in results if result.different]
        self.assertEqual(bad, [], "\n".join(bad))

    def test_adversarial_programs_should_be_equal(self) -> None:
        self.assert_equal_runs("adversarial", 500, least=300)

    def test_programs_with_syntax_errors_should_report_what_a_script_reports(self) -> None:
        self.assert_equal_runs("syntax", 500, least=100)

    def test_random_programs_should_be_equal(self) -> None:
        self.assert_equal_runs("random", 60, full=2000, least=50)

    def test_standard_library_files_should_be_equal(self) -> None:
        self.assert_equal_runs("stdlib", 40, least=20)

    @unittest.skipUnless(differential.corpus_folder(), "no corpus: ../shared/corpus is absent and EAGER_CORPUS is not set")
    def test_programs_of_the_corpus_should_be_equal(self) -> None:
        self.assert_equal_runs("corpus", 8)

    @unittest.skipUnless(host.opens_blocks(), "blocks are opened on 3.11 to 3.13")
    def test_programs_should_be_equal_where_blocks_are_open(self) -> None:
        for name, sample in (("adversarial", 60), ("syntax", 40), ("random", 20), ("nested", 60)):
            self.assert_equal_runs(name, sample, full=2000, least=10, opens=True)
        self.assert_equal_runs("adversarial", 12, full=2000, least=10, opens=True, shapes=("guard", "try", "for", "with"))
        self.assert_equal_runs("nested", 20, full=500, least=10, opens=True, shapes=("guard", "try", "for", "twice"), effects=arms.SANDBOX)

    @unittest.skipUnless(host.version() == (3, 11), "from 3.12 on a tracer meets the worker when the program has failed")
    def test_traced_programs_should_be_equal_where_blocks_are_open(self) -> None:
        self.assert_equal_runs("traced", 30, full=2000, least=10, opens=True)
        self.assert_equal_runs("traced", 8, full=500, least=10, opens=True, shapes=("try", "for", "with", "twice"))

    @unittest.skipUnless(host.opens_blocks() and differential.corpus_folder(), "blocks are opened on 3.11 to 3.13, and there has to be a corpus")
    def test_programs_of_the_corpus_should_be_equal_where_blocks_are_open(self) -> None:
        self.assert_equal_runs("corpus", 2, opens=True, shapes=("straight", "guard", "main", "try", "for"))

    def test_programs_should_be_equal_where_effects_wait(self) -> None:
        for name, sample in (("adversarial", 60), ("random", 20), ("stdlib", 20)):
            self.assert_equal_runs(name, sample, full=2000, least=10, effects=arms.SANDBOX)

    @unittest.skipUnless(differential.corpus_folder(), "no corpus: ../shared/corpus is absent and EAGER_CORPUS is not set")
    def test_programs_of_the_corpus_should_be_equal_where_effects_wait(self) -> None:
        self.assert_equal_runs("corpus", 8, effects=arms.SANDBOX)

    def test_programs_should_be_equal_where_the_worker_was_forked(self) -> None:
        with mock.patch.object(arms.Place, "host", host.ForkedHost):
            for name, sample in (("adversarial", 60), ("random", 20), ("stdlib", 20)):
                self.assert_equal_runs(name, sample, full=2000, least=10)


if __name__ == "__main__":
    unittest.main()
