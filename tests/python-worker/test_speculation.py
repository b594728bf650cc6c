"""Bodies that run ahead of their call: equal to a script's, seen only when they count, and gone without a trace otherwise."""

from __future__ import annotations

import os
import signal
import time
import unittest

import arms
import cases
import differential
import host
import wire
from host import Host

_FULL = os.environ.get("EAGER_FULL") == "1"
_JOBS = 2


def _children(pid: int) -> list[int]:
    """Of a process that is there."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


def _is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@unittest.skipUnless(host.version() == (3, 11), "bodies run ahead on 3.11")
class Equality(unittest.TestCase):
    def run_all(self, name: str, count: int, shapes: tuple[str, ...] = ("straight",)) -> list[differential.Result]:
        sampled = [case._replace(effects=arms.SANDBOX, opens=True, functions=True) for case in differential.cases_of(name, count, seed=1)]
        results = differential.run([differential.shaped(case, shape) for case in sampled for shape in shapes], _JOBS)
        bad = [f"{one.case.name}: {', '.join(one.different)}\n{one.report}" for one in results if one.different]
        self.assertEqual(bad, [], "\n".join(bad))
        return results

    def test_programs_should_run_ahead_or_stay_when_somebody_could_tell(self) -> None:
        ran = {one.case.name for one in self.run_all("called", 10**6) if one.ran_ahead}
        self.assertEqual(ran, set(cases.ahead.RUNS))

    def test_random_programs_should_be_equal(self) -> None:
        results = self.run_all("ahead", 2000 if _FULL else 24)
        ran = sum(one.ran_ahead for one in results)
        self.assertGreater(ran, 1)
        self.assertLess(ran, len(results) - 1)

    @unittest.skipUnless(_FULL and differential.corpus_folder(), "with EAGER_FULL=1, and where there is a corpus")
    def test_programs_of_the_corpus_should_be_equal(self) -> None:
        results = self.run_all("corpus", 10**6, ("main", "called"))
        self.assertGreater(sum(one.ran_ahead for one in results), len(results) // 2)


@unittest.skipUnless(host.version() == (3, 11), "bodies run ahead on 3.11")
class Conversation(unittest.TestCase):
    def setUp(self) -> None:
        self.host = Host()
        self.addCleanup(self.host.__exit__)
        self.host.open("<program>", effects=arms.SANDBOX)

    def run_part(self, source: str, kind: int) -> str:
        id = self.host.unit(source, kind)
        while True:
            _, one = self.host.next()
            if isinstance(one, wire.Finished) and one.id == id:
                return one.outcome

    def begin(self, *leaves: str) -> int:
        """The process in which the body runs."""
        self.run_part("import time, os\n", wire.STATEMENT)
        self.run_part("def main():\n", wire.OPENED)
        for leaf in leaves:
            self.assertEqual(self.run_part(f"    {leaf}\n", wire.LEAF), "succeeded")
        copies = _children(self.host.process.pid)
        self.assertEqual(len(copies), 1)
        return copies[0]

    def assert_ends(self, pid: int) -> None:
        deadline = time.monotonic() + 30
        while _is_alive(pid):
            self.assertLess(time.monotonic(), deadline, "a copy outlives its worker")
            time.sleep(0.01)

    def test_output_should_be_held_when_the_call_has_not_come(self) -> None:
        self.begin("print('one')", "time.sleep(0)")
        self.host.unit("", wire.CLOSED)
        self.host._pump(0.2)
        self.assertEqual(bytes(self.host.output[1]), b"")
        self.assertEqual(self.run_part("main()\n", wire.STATEMENT), "succeeded")
        self.host.wait_for_output(b"one\n")
        self.host.end()
        self.assertEqual(self.host.wait(), 0)

    def test_a_body_should_run_again_when_it_was_not_called(self) -> None:
        copy = self.begin("print('one')")
        self.host.unit("", wire.CLOSED)
        self.assertEqual(self.run_part("time.sleep(0)\n", wire.STATEMENT), "succeeded")
        self.assert_ends(copy)
        self.assertEqual((_children(self.host.process.pid), bytes(self.host.output[1])), ([], b""))
        self.assertEqual(self.run_part("main()\n", wire.STATEMENT), "succeeded")
        self.host.end()
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b"one\n"))

    def test_units_should_be_answered_once_when_the_body_runs_again(self) -> None:
        ids = [self.host.unit(source, kind) for source, kind in (
            ("def main():\n", wire.OPENED), ("    print(1)\n", wire.LEAF), ("    1 / 0\n", wire.LEAF), ("", wire.CLOSED), ("main()\n", wire.STATEMENT),
        )]
        self.host.end()
        answers = [one for _, one in self.host.frames_to_the_end() if isinstance(one, wire.Finished)]
        self.assertEqual([(one.id, one.outcome) for one in answers], [*[(id, "succeeded") for id in ids[:-1]], (ids[-1], "failed")])
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (1, b"1\n"))
        self.assertIn(b"line 3, in main\n", bytes(self.host.output[2]))

    def test_nothing_should_be_left_when_the_host_goes_away(self) -> None:
        copy = self.begin("print('one')")
        self.host.close()
        self.assertEqual(self.host.process.wait(30), 70)
        self.assert_ends(copy)

    def test_nothing_should_be_left_when_the_worker_is_killed(self) -> None:
        copy = self.begin("print('one')")
        self.host.unit("    time.sleep(600)\n", wire.LEAF)
        os.kill(self.host.process.pid, signal.SIGKILL)
        self.assert_ends(copy)

    def test_nothing_should_be_left_when_the_worker_is_killed_behind_the_call(self) -> None:
        copy = self.begin("print('one')")
        self.host.unit("", wire.CLOSED)
        self.host.unit("main()\ntime.sleep(600)\n", wire.STATEMENT)
        self.host.wait_for_output(b"one\n")
        os.kill(self.host.process.pid, signal.SIGKILL)
        self.assert_ends(copy)

    def test_an_interrupt_should_reach_the_program_when_its_body_ran_ahead(self) -> None:
        self.begin("print('one', flush=True)")
        self.host.unit("", wire.CLOSED)
        self.host.unit("main()\ntime.sleep(600)\n", wire.STATEMENT)
        self.host.wait_for_output(b"one\n")
        self.host.interrupt()
        self.host.end(wire.STOPPED)
        self.assertEqual(self.host.wait(), -signal.SIGINT)
        self.assertIn(b"KeyboardInterrupt", bytes(self.host.output[2]))

    def test_an_interrupt_should_strike_the_next_unit_when_the_body_still_arrives(self) -> None:
        copy = self.begin("print('one')")
        self.host.interrupt()
        self.assert_ends(copy)
        self.host.unit("", wire.CLOSED)
        self.host.unit("main()\n", wire.STATEMENT)
        self.host.end(wire.STOPPED)
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (-signal.SIGINT, b""))

    def test_a_stream_that_breaks_off_should_run_nothing_of_the_body(self) -> None:
        for ending in (wire.CUT_OFF, wire.STOPPED):
            with self.subTest(ending):
                self.setUp()
                copy = self.begin("print('one')")
                self.host.end(ending)
                self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b""))
                self.assert_ends(copy)

    def test_an_endless_body_should_be_left_when_it_is_not_called_next(self) -> None:
        self.begin("stop = False")
        self.host.unit("    while not os.environ.get('STOP'): pass\n", wire.LEAF)
        self.host.unit("", wire.CLOSED)
        self.host.unit("os.environ['STOP'] = '1'\n", wire.STATEMENT)
        self.assertEqual(self.run_part("main()\n", wire.STATEMENT), "succeeded")
        self.host.end()
        self.assertEqual(self.host.wait(), 0)

    def test_much_output_should_arrive_whole_when_the_body_ran_ahead(self) -> None:
        self.begin("for i in range(30000): print('line', i)")
        self.host.unit("", wire.CLOSED)
        self.host.unit("main()\n", wire.STATEMENT)
        self.host.end()
        self.assertEqual(self.host.wait(), 0)
        self.assertEqual(bytes(self.host.output[1]), b"".join(b"line %d\n" % i for i in range(30000)))

    def test_what_is_shown_should_belong_to_the_call_when_the_body_ran_ahead(self) -> None:
        with Host() as one:
            one.open("<program>", effects=arms.SANDBOX, display=True)
            parts = (("def main():\n", wire.OPENED), ("    print('a')\n    display(1)\n", wire.LEAF), ("    print('b')\n", wire.LEAF), ("", wire.CLOSED))
            for source, kind in parts:
                one.unit(source, kind)
            call = one.unit("main()\n")
            one.end()
            shown = [facts for kind, facts in one.frames_to_the_end() if kind == wire.DISPLAY]
        self.assertEqual([(facts["id"], facts["data"]) for facts in shown], [(call, {"text/plain": "1"})])
        self.assertEqual(bytes(one.output[1]), b"a\nb\n")

    def test_nothing_should_run_ahead_when_effects_do_not_wait(self) -> None:
        with Host() as one:
            one.open("<program>")
            one.unit("def main():\n", wire.OPENED)
            one.unit("    print('x')\n", wire.LEAF)
            one.unit("", wire.CLOSED)
            one.unit("main()\n")
            one.end()
            self.assertEqual((one.wait(), bytes(one.output[1])), (0, b"x\n"))


if __name__ == "__main__":
    unittest.main()
