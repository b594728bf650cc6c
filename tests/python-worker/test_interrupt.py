"""SIGINT at every moment."""

from __future__ import annotations

import signal
import time
import unittest

import wire
from host import Host


class Interrupt(unittest.TestCase):
    def setUp(self) -> None:
        self.host = Host()
        self.addCleanup(self.host.__exit__)
        self.host.next()
        self.host.open("<stdin>", ["-"])

    def run_one(self, source: str) -> str:
        self.host.unit(source)
        return self.finished().outcome

    def finished(self) -> wire.Finished:
        while True:
            _, frame = self.host.next()
            if isinstance(frame, wire.Finished):
                return frame

    def test_interrupt_should_stop_the_running_unit_as_it_stops_a_script(self) -> None:
        self.run_one("import time\n")
        self.host.unit("print('asleep')\ntime.sleep(60)\n")
        self.host.unit("print('never')\n")
        self.host.wait_for_output(b"asleep\n")
        time.sleep(0.2)  # from print() into sleep()
        self.host.interrupt()
        type, error = self.host.next()
        self.assertEqual((type, error.facts["type"], error.facts["line"]), (wire.ERROR, "KeyboardInterrupt", 3))
        self.assertEqual([self.finished().outcome for _ in range(2)], ["interrupted", "skipped"])
        self.host.end(wire.STOPPED)
        self.assertEqual(self.host.wait(), -signal.SIGINT)
        self.assertRegex(bytes(self.host.output[2]), rb"    time\.sleep\(60\)\n( +~+\^+\n)?KeyboardInterrupt\n\Z")

    def test_interrupt_should_stop_a_busy_loop(self) -> None:
        self.host.unit("print('busy')\nwhile True: pass\n")
        self.host.wait_for_output(b"busy\n")
        self.host.interrupt()
        self.assertEqual(self.finished().outcome, "interrupted")

    def test_interrupt_between_units_should_make_the_next_fail_with_it(self) -> None:
        self.run_one("x = 1\n")
        self.host.interrupt()
        time.sleep(0.1)
        self.assertEqual(self.run_one("print('never')\n"), "interrupted")
        self.host.end(wire.STOPPED)
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (-signal.SIGINT, b""))
        self.assertEqual(bytes(self.host.output[2]), b"KeyboardInterrupt\n")

    def test_interrupt_before_the_end_should_end_the_program_with_it(self) -> None:
        self.run_one("import atexit; atexit.register(print, 'bye')\n")
        self.host.interrupt()
        time.sleep(0.1)
        self.host.end()
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (-signal.SIGINT, b"bye\n"))

    def test_interrupt_after_a_failure_should_change_nothing(self) -> None:
        self.assertEqual(self.run_one("1/0\n"), "failed")
        self.host.interrupt()
        time.sleep(0.1)
        self.host.end(wire.STOPPED)
        self.assertEqual(self.host.wait(), 1)
        self.assertNotIn(b"KeyboardInterrupt", self.host.output[2])

    def test_interrupt_that_the_program_catches_should_not_end_it(self) -> None:
        self.host.unit("import time\ntry:\n    print('asleep')\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('caught')\n")
        self.host.wait_for_output(b"asleep\n")
        self.host.interrupt()
        self.assertEqual(self.finished().outcome, "succeeded")
        self.assertEqual(self.run_one("print('on')\n"), "succeeded")
        self.host.end()
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b"asleep\ncaught\non\n"))

    def test_handler_of_the_program_should_be_kept_and_run_at_the_next_unit(self) -> None:
        self.run_one("import signal\nsignal.signal(signal.SIGINT, lambda *_: print('mine'))\n")
        self.host.interrupt()
        time.sleep(0.1)
        self.assertEqual(bytes(self.host.output[1]), b"")
        self.assertEqual(self.run_one("print('unit')\n"), "succeeded")
        self.host.end()
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b"mine\nunit\n"))

    def test_alarm_that_strikes_while_idle_should_raise_in_the_next_unit(self) -> None:
        self.run_one("import signal\ndef late(*_):\n    raise TimeoutError('late')\n")
        self.run_one("signal.signal(signal.SIGALRM, late)\nsignal.setitimer(signal.ITIMER_REAL, 0.05)\n")
        time.sleep(0.3)
        self.assertEqual(self.run_one("print('never')\n"), "failed")
        self.host.end(wire.STOPPED)
        self.assertEqual(self.host.wait(), 1)
        self.assertIn(b"    raise TimeoutError('late')\nTimeoutError: late\n", self.host.output[2])

    def test_interrupt_that_a_thread_receives_should_lose_no_unit(self) -> None:
        self.run_one("import threading, time\n")
        self.run_one("threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n")
        self.host.interrupt()
        time.sleep(0.1)
        self.assertEqual([self.run_one("print('never')\n"), self.run_one("print('nor this')\n")], ["interrupted", "skipped"])
        self.host.end(wire.STOPPED)
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (-signal.SIGINT, b""))

    def test_handler_of_the_program_should_be_kept_beside_threads(self) -> None:
        self.run_one("import signal, threading, time\nsignal.signal(signal.SIGINT, lambda *_: print('mine'))\nmine = signal.getsignal(2)\n")
        self.run_one("threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n")
        self.host.interrupt()
        time.sleep(0.1)
        self.assertEqual(self.run_one("print(signal.getsignal(2) is mine)\n"), "succeeded")
        self.host.end()
        self.assertEqual((self.host.wait(), bytes(self.host.output[1])), (0, b"mine\nTrue\n"))

    def test_interrupts_in_a_row_should_end_the_program_once(self) -> None:
        self.host.unit("print('busy')\nwhile True: pass\n")
        self.host.wait_for_output(b"busy\n")
        for _ in range(20):
            self.host.interrupt()
        self.assertEqual(self.finished().outcome, "interrupted")
        self.host.end(wire.STOPPED)
        self.assertEqual(self.host.wait(), -signal.SIGINT)
        self.assertEqual(self.host.output[2].count(b"KeyboardInterrupt"), 1)

    def test_termination_should_end_an_idle_worker(self) -> None:
        self.run_one("x = 1\n")
        self.host.process.terminate()
        self.assertEqual(self.host.wait(5), -signal.SIGTERM)


if __name__ == "__main__":
    unittest.main()
