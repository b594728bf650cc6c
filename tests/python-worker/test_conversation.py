"""The protocol, spoken with a real worker over real pipes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import wire
from host import WORKER, Host


class Conversation(unittest.TestCase):
    def setUp(self) -> None:
        self.host = Host()
        self.addCleanup(self.host.__exit__)
        type, self.hello = self.host.next()
        self.assertEqual(type, wire.HELLO)
        self.host.open("<stdin>", ["-"])

    def outcomes(self, frames: list[tuple[int, object]]) -> list[str]:
        return [frame.outcome for _, frame in frames if isinstance(frame, wire.Finished)]

    def test_hello_should_name_the_process_and_its_clock(self) -> None:
        self.assertEqual(self.hello["pid"], self.host.process.pid)
        self.assertEqual((self.hello["protocol"], self.hello["language"]), (1, "python"))
        self.assertLess(abs(self.hello["clock_ns"] - time.monotonic_ns()), 60_000_000_000)

    def test_unit_should_be_reported_after_its_output(self) -> None:
        for n in range(20):
            self.host.unit(f"print('line {n}')\n")
            type, frame = self.host.next()
            self.assertEqual((type, frame.id, frame.outcome), (wire.UNIT_FINISHED, n, "succeeded"))
            self.assertLessEqual(frame.started_ns, frame.finished_ns)
            self.host.wait_for_output(f"line {n}\n".encode(), timeout=0.5)

    def test_output_without_newline_should_be_out_when_its_unit_is_over(self) -> None:
        self.host.unit("print('no newline', end='')\n")
        self.host.next()
        self.host.wait_for_output(b"no newline", timeout=0.5)

    def test_output_should_arrive_while_its_unit_runs(self) -> None:
        self.host.unit("import time\nprint('early')\ntime.sleep(30)\n")
        self.host.wait_for_output(b"early\n", timeout=5)

    def test_units_should_be_skipped_after_a_failure(self) -> None:
        for source in ("x = 1\n", "1/0\n", "print('never')\n"):
            self.host.unit(source)
        self.host.end(wire.STOPPED)
        frames = self.host.frames_to_the_end()
        self.assertEqual(
            [type for type, _ in frames],
            [wire.UNIT_FINISHED, wire.ERROR, wire.UNIT_FINISHED, wire.UNIT_FINISHED, wire.PROGRAM_FINISHED],
        )
        self.assertEqual(self.outcomes(frames), ["succeeded", "failed", "skipped"])
        error = frames[1][1]
        self.assertEqual((error.id, error.facts["line"]), (1, 2))
        self.assertEqual((error.facts["type"], error.facts["message"]), ("ZeroDivisionError", "division by zero"))
        self.assertEqual(self.host.wait(), 1)
        self.assertEqual(self.host.output[2].decode(), error.facts["traceback"])
        self.assertIn("    1/0\n", error.facts["traceback"])

    def test_report_should_be_printed_before_the_unit_is_finished(self) -> None:
        self.host.unit("1/0\n")
        self.assertEqual(self.host.next()[0], wire.ERROR)
        self.assertEqual(self.host.next()[0], wire.UNIT_FINISHED)
        self.host.wait_for_output(b"ZeroDivisionError", 2, timeout=0.5)

    def test_exit_should_end_the_program_with_its_status(self) -> None:
        self.host.unit("import atexit; atexit.register(print, 'handler')\n")
        self.host.unit("raise SystemExit(5)\n")
        self.host.unit("print('never')\n")
        self.host.end(wire.STOPPED)
        frames = self.host.frames_to_the_end()
        self.assertEqual(self.outcomes(frames), ["succeeded", "exited", "skipped"])
        self.assertEqual(frames[-1], (wire.PROGRAM_FINISHED, {"error": False}))
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (5, b"handler\n"))

    def test_program_finished_should_follow_exit_handlers_and_threads(self) -> None:
        self.host.unit("import atexit, threading, time\natexit.register(lambda: (time.sleep(0.1), print('handler')))\n")
        self.host.unit("threading.Thread(target=lambda: (time.sleep(0.2), print('thread'))).start()\n")
        self.host.end()
        while self.host.next()[0] != wire.PROGRAM_FINISHED:
            pass
        self.host.wait_for_output(b"thread\nhandler\n", timeout=0.5)

    def test_whole_program_check_should_find_what_no_unit_showed(self) -> None:
        self.host.unit("x = 1\n")
        self.host.end(wire.COMPLETE, b"y = (2,\n")
        frames = self.host.frames_to_the_end()
        self.assertEqual((frames[1][1].id, frames[1][1].facts["type"]), (0xFFFFFFFF, "SyntaxError"))
        self.assertEqual(frames[-1], (wire.PROGRAM_FINISHED, {"error": True}))
        self.assertEqual(self.host.wait(), 1)

    def test_rest_of_a_complete_program_should_run(self) -> None:
        self.host.unit("x = 1\n")
        self.host.end(wire.COMPLETE, b"# comment\nprint('tail', x)")
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b"tail 1\n"))

    def test_cut_off_rest_should_never_run_and_never_be_checked(self) -> None:
        for ending in (wire.CUT_OFF, wire.STOPPED):
            with self.subTest(ending), Host() as host:
                host.open("<stdin>", ["-"])
                host.unit("print('ran')\n")
                host.end(ending, b"print('half' = ")
                self.assertEqual((host.wait(), bytes(host.output[1]), bytes(host.output[2])), (0, b"ran\n", b""))

    def test_probe_should_compile_and_not_run(self) -> None:
        self.host.unit("x = 1\n")
        self.host.unit("print('probed')\n", wire.PROBE)
        self.host.unit("print('run')\n")
        self.host.end()
        self.assertEqual(self.outcomes(self.host.frames_to_the_end()), ["succeeded"] * 3)
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b"run\n"))

    @unittest.skipIf(sys.version_info < (3, 11), "the compiler does not tell unfinished text from wrong text before 3.11")
    def test_probe_should_not_fail_on_text_that_goes_on(self) -> None:
        for source in ("if x:\n", "x = (1,\n", "try:\n    x\n"):
            self.host.unit(source, wire.PROBE)
            self.assertEqual(self.host.next()[1].outcome, "succeeded")

    def test_probe_should_end_the_program_when_its_text_is_invalid(self) -> None:
        self.host.unit("x = 1\n")
        self.host.unit("y = = 2\n", wire.PROBE)
        self.host.end(wire.STOPPED)
        frames = self.host.frames_to_the_end()
        self.assertEqual(self.outcomes(frames), ["succeeded", "failed"])
        self.assertEqual((frames[1][1].id, frames[1][1].facts["line"]), (1, 2))
        self.assertEqual(self.host.wait(), 1)
        self.assertIn(b"SyntaxError: invalid syntax", self.host.output[2])

    def test_statement_that_needs_one_frame_should_run_when_the_program_is_complete(self) -> None:
        self.host.unit("import sys\n")
        self.host.unit("frame = sys._getframe()\n")
        self.host.unit("print(frame.f_lineno)\n")
        self.assertEqual([self.host.next()[1].outcome for _ in range(3)], ["succeeded"] * 3)
        self.assertEqual(bytes(self.host.output[1]), b"")
        self.host.end()
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b"3\n"))

    def test_program_without_a_file_should_have_source_lines(self) -> None:
        self.host.unit("import inspect, traceback\n")
        self.host.unit("def f():\n    return 1/0  # here\n")
        self.host.unit("print(inspect.getsource(f))\n")
        self.host.unit("try: f()\nexcept Exception: traceback.print_exc()\n")
        self.host.unit("f()\n")
        self.host.end()
        self.host.wait()
        self.assertIn(b"    return 1/0  # here\n\n", self.host.output[1])
        self.assertEqual(self.host.output[2].count(b"return 1/0  # here"), 2)

    def test_interpreter_death_should_close_the_pipes(self) -> None:
        self.host.unit("import os; os.abort()\n")
        self.assertIsNone(self.host.next())
        self.assertEqual(self.host.wait(), -signal.SIGABRT)


class Order(unittest.TestCase):
    def test_worker_should_refuse_what_comes_out_of_turn(self) -> None:
        opened = wire.open_frame("<stdin>", ["-"], "/")
        wrong = (
            wire.unit_frame(0, 0, 0, 1, b"1\n"), wire.end_frame(0), opened + opened, opened + wire.frame(wire.UNIT, b"short"),
            opened + wire.frame(wire.END, b"\7"), wire.frame(wire.OPEN, b"[]"), wire.frame(wire.OPEN, b"{}"),
            wire.open_frame("<stdin>", ["-"], "/no such folder"), opened + wire.unit_frame(0, 7, 0, 1, b""),
            opened + wire.unit_frame(0, wire.CLOSED, 0, 1, b""), opened + wire.unit_frame(0, wire.LEAF, 0, 1, b"    1\n"),
        )
        for data in wrong:
            with self.subTest(data), Host() as host:
                host.send(data)
                self.assertEqual(host.wait(), 70)
                self.assertRegex(bytes(host.output[2]), rb"\Aeager worker: protocol error: .*\n\Z")

    def test_worker_should_say_how_it_is_called(self) -> None:
        done = subprocess.run([sys.executable, str(WORKER)], capture_output=True, check=False)
        self.assertIn(b"usage", done.stderr)
        self.assertEqual(done.returncode, 1)


class Departure(unittest.TestCase):
    def test_worker_should_end_when_the_host_goes_while_it_is_idle(self) -> None:
        with Host() as host:
            host.open("<stdin>", ["-"])
            host.unit("x = 1\n")
            host.next(), host.next()
            host.close()
            host.wait(5)
            self.assertEqual(bytes(host.output[2]), b"")

    def test_worker_should_end_when_nobody_reads_its_frames(self) -> None:
        read, write = os.pipe()
        answers, out = os.pipe()
        with tempfile.TemporaryFile() as err:
            command = [sys.executable, str(WORKER), "--frames-in", str(read), "--frames-out", str(out)]
            process = subprocess.Popen(command, pass_fds=(read, out), stderr=err)
            os.close(read), os.close(out), os.read(answers, 8), os.close(answers)
            os.write(write, wire.open_frame("<stdin>", ["-"], "/") + wire.unit_frame(0, 0, 0, 1, b"x = 1\n"))
            process.wait(5)
            os.close(write)
            err.seek(0)
            self.assertEqual(err.read(), b"")

    def test_program_that_closes_the_frame_pipes_should_be_a_clear_loss(self) -> None:
        with Host() as host:
            host.open("<stdin>", ["-"])
            host.unit(
                "import os\nfor n in os.listdir('/proc/self/fd'):\n    if int(n) > 2:\n"
                "        try: os.close(int(n))\n        except OSError: pass\n"
            )
            self.assertEqual(host.wait(10), 70)
            self.assertIn(b"broke its host's pipes", host.output[2])

    def test_forked_child_of_a_helper_should_not_touch_the_conversation(self) -> None:
        with Host() as host, tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "helper.py"), "w", encoding="utf-8") as file:
                file.write("import os\ndef split():\n    return os.fork()\n")
            host.open(os.path.join(folder, "program.py"), ["program.py"], folder)
            host.unit("import helper, os\n")
            host.unit("pid = helper.split()\n")
            host.unit("print(os.waitpid(pid, 0)[1])\n")
            host.end()
            self.assertEqual((host.wait(10), bytes(host.output[1])), (0, b"0\n"))


if __name__ == "__main__":
    unittest.main()
