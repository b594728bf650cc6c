"""Parts of open blocks over the wire: what runs when, and what waits."""

from __future__ import annotations

import unittest

import host
import wire
from host import Host


@unittest.skipUnless(host.opens_blocks(), "blocks are opened on 3.11 to 3.13")
class OpenBlocks(unittest.TestCase):
    def setUp(self) -> None:
        self.host = Host()
        self.addCleanup(self.host.__exit__)
        _, hello = self.host.next()
        self.assertTrue(hello["open_blocks"])
        self.host.open("<program>")

    def run_part(self, source: str, kind: int) -> str:
        """Sends a part and waits until it is over; its outcome."""
        id = self.host.unit(source, kind)
        while True:
            _, one = self.host.next()
            if isinstance(one, wire.Finished) and one.id == id:
                return one.outcome

    def end(self) -> int:
        self.host.end()
        return self.host.wait()

    def test_leaves_should_run_when_they_arrive(self) -> None:
        self.assertEqual(self.run_part("if True:\n", wire.OPENED), "succeeded")
        self.assertEqual(self.run_part("    print(1)\n", wire.LEAF), "succeeded")
        self.host.wait_for_output(b"1\n")
        self.run_part("    with open('/dev/null') as file:\n", wire.OPENED)
        self.run_part("        print(file.closed)\n", wire.LEAF)
        self.host.wait_for_output(b"False\n")
        self.run_part("", wire.CLOSED)
        self.run_part("    print(file.closed)\n", wire.LEAF)
        self.host.wait_for_output(b"True\n")
        self.run_part("", wire.CLOSED)
        self.assertEqual(self.end(), 0)

    def test_an_exception_should_wait_when_a_clause_may_take_it(self) -> None:
        self.run_part("try:\n", wire.OPENED)
        self.assertEqual(self.run_part("    1 / 0\n", wire.LEAF), "succeeded")
        self.assertEqual(self.run_part("    print('skipped')\n", wire.LEAF), "succeeded")
        self.run_part("except ZeroDivisionError as error:\n", wire.CLAUSE)
        self.run_part("    import sys; print(sys.exc_info()[1] is error, error.__traceback__.tb_lineno)\n", wire.LEAF)
        self.host.wait_for_output(b"True 2\n")
        self.run_part("", wire.CLOSED)
        self.run_part("print(sys.exc_info()[1], 'error' in globals())\n", wire.STATEMENT)
        self.assertEqual(self.end(), 0)
        self.assertEqual(bytes(self.host.output[1]), b"True 2\nNone False\n")

    def test_a_failure_should_be_reported_at_once_when_nothing_can_take_it(self) -> None:
        self.run_part("if True:\n", wire.OPENED)
        self.run_part("    for i in [1, 2]:\n", wire.OPENED)
        self.assertEqual(self.run_part("        raise KeyError(i)\n", wire.LEAF), "failed")
        self.assertEqual(self.run_part("        print('skipped')\n", wire.LEAF), "skipped")
        self.host.end(wire.STOPPED)
        self.assertEqual(self.host.wait(), 1)
        self.assertIn(b'line 3, in <module>\n', bytes(self.host.output[2]))
        self.assertEqual(bytes(self.host.output[1]), b"")

    def test_what_wants_one_frame_should_run_in_one_when_its_blocks_allow_it(self) -> None:
        self.run_part("if True:\n", wire.OPENED)
        self.run_part("    try:\n", wire.OPENED)
        self.run_part("        import sys; lines = []\n", wire.LEAF)
        self.run_part("        sys._getframe().f_trace = lambda frame, event, _: lines.append(frame.f_lineno); sys.settrace(lambda *_: None)\n", wire.LEAF)
        self.run_part("        a = 1\n", wire.LEAF)
        self.run_part("        b = 2\n", wire.LEAF)
        self.run_part("    finally:\n", wire.CLAUSE)
        self.run_part("        sys.settrace(None)\n", wire.LEAF)
        self.run_part("", wire.CLOSED)
        self.run_part("else:\n", wire.CLAUSE)
        self.run_part("    print('not taken')\n", wire.LEAF)
        self.run_part("", wire.CLOSED)
        self.run_part("print(lines)\n", wire.STATEMENT)
        self.assertEqual(self.end(), 0)
        self.assertEqual(bytes(self.host.output[1]), b"[5, 6, 8]\n")

    def test_later_turns_should_run_when_the_loop_is_closed(self) -> None:
        self.run_part("for i in iter([1, 2, 3]):\n", wire.OPENED)
        self.run_part("    print(i)\n", wire.LEAF)
        self.host.wait_for_output(b"1\n")
        self.run_part("    if i == 2: break\n", wire.LEAF)
        self.assertEqual(bytes(self.host.output[1]), b"1\n")
        self.run_part("else:\n", wire.CLAUSE)
        self.host.wait_for_output(b"1\n2\n")
        self.run_part("    print('else')\n", wire.LEAF)
        self.run_part("", wire.CLOSED)
        self.assertEqual(self.end(), 0)
        self.assertEqual(bytes(self.host.output[1]), b"1\n2\n")

    def test_a_syntax_error_should_not_be_caught_when_it_stands_in_a_try(self) -> None:
        self.run_part("try:\n", wire.OPENED)
        self.assertEqual(self.run_part("    x = = 1\n", wire.LEAF), "failed")
        self.host.end(wire.STOPPED)
        self.assertEqual(self.host.wait(), 1)
        self.assertIn(b"line 2\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n", bytes(self.host.output[2]))

    def test_a_probe_should_be_judged_by_the_whole_text_when_a_block_is_open(self) -> None:
        self.run_part("try:\n", wire.OPENED)
        self.run_part("    x = 1\n", wire.LEAF)
        self.assertEqual(self.run_part("    y = [\n", wire.PROBE), "succeeded")
        self.assertEqual(self.run_part("y = 1\n", wire.PROBE), "failed")
        self.host.end(wire.STOPPED)
        self.host.wait()

    def test_one_frame_should_go_on_from_inside_of_any_block(self) -> None:
        self.run_part("import sys\n", wire.STATEMENT)
        self.run_part("for i in iter([1, 2]):\n", wire.OPENED)
        self.run_part("    try:\n", wire.OPENED)
        self.run_part("        1 / 0\n", wire.LEAF)
        self.run_part("    except ZeroDivisionError as error:\n", wire.CLAUSE)
        self.run_part("        f = sys._getframe()\n", wire.LEAF)
        self.run_part("        print(i, f.f_lineno, f is sys._getframe(), sys.exc_info()[1] is error, error.__traceback__.tb_next)\n", wire.LEAF)
        self.run_part("", wire.CLOSED)
        self.run_part("", wire.CLOSED)
        self.run_part("print('error' in globals(), sys.exc_info()[1], f.f_lineno)\n", wire.STATEMENT)
        self.assertEqual(self.end(), 0)
        self.assertEqual(bytes(self.host.output[1]), b"1 7 True True None\n2 7 True True None\nFalse None 8\n")

    def test_last_value_should_be_shown_when_the_program_went_on_in_one_frame(self) -> None:
        with Host() as host:
            host.open("<program>", display=True)
            host.unit("with open('/dev/null'):\n", wire.OPENED)
            host.unit("    import sys; f = sys._getframe()\n", wire.LEAF)
            host.unit("", wire.CLOSED)
            host.unit("f.f_lineno\n")
            host.end()
            shown = [one for kind, one in host.frames_to_the_end() if kind == wire.DISPLAY]
        self.assertEqual([one["data"]["text/plain"] for one in shown], ["3"])

    def break_off(self, ending: int = wire.CUT_OFF) -> int:
        self.host.end(ending)
        return self.host.wait()

    def open_managers(self) -> None:
        self.run_part(
            "class Manager:\n    def __init__(self, n): self.n = n\n    def __enter__(self): pass\n"
            "    def __exit__(self, kind, error, trace): print('exit', self.n, kind.__name__); return self.n == 2\n", wire.STATEMENT,
        )
        for n in (1, 2, 3):
            self.run_part("    " * (n - 1) + f"with Manager({n}):\n", wire.OPENED)

    def test_managers_should_be_left_as_by_an_interrupt_when_the_stream_breaks_off(self) -> None:
        for ending in (wire.CUT_OFF, wire.STOPPED):
            with self.subTest(ending):
                self.setUp()
                self.open_managers()
                self.run_part("            import atexit; atexit.register(print, 'over')\n", wire.LEAF)
                self.assertEqual(self.break_off(ending), 0)
                expected = b"exit 3 KeyboardInterrupt\nexit 2 KeyboardInterrupt\nexit 1 KeyboardInterrupt\nover\n"
                self.assertEqual((bytes(self.host.output[1]), bytes(self.host.output[2])), (expected, b""))

    def test_managers_should_be_left_when_the_user_interrupts_between_two_parts(self) -> None:
        self.open_managers()
        self.host.interrupt()
        self.assertEqual(self.break_off(wire.STOPPED), 0)
        self.assertEqual(bytes(self.host.output[1]).count(b"exit"), 3)

    def test_an_exception_that_waits_should_be_reported_when_the_stream_breaks_off(self) -> None:
        self.run_part("try:\n", wire.OPENED)
        self.run_part("    try:\n", wire.OPENED)
        self.run_part("        1 / 0\n", wire.LEAF)
        self.run_part("    finally:\n", wire.CLAUSE)
        self.run_part("        print('finally')\n", wire.LEAF)
        self.assertEqual(self.break_off(), 1)
        self.assertEqual(bytes(self.host.output[1]), b"finally\n")
        self.assertIn(b"line 3, in <module>\nZeroDivisionError", bytes(self.host.output[2]).replace(b"    1 / 0\n    ~~^~~\n", b""))

    def test_an_exception_that_waits_should_be_shown_to_managers_when_the_stream_breaks_off(self) -> None:
        self.open_managers()
        self.run_part("            try:\n", wire.OPENED)
        self.run_part("                1 / 0\n", wire.LEAF)
        self.assertEqual(self.break_off(), 0)
        self.assertEqual(bytes(self.host.output[1]), b"exit 3 ZeroDivisionError\nexit 2 ZeroDivisionError\nexit 1 KeyboardInterrupt\n")

    def test_managers_should_be_left_when_a_part_is_no_valid_text(self) -> None:
        self.open_managers()
        self.assertEqual(self.run_part("            x = = 1\n", wire.LEAF), "failed")
        self.assertEqual(self.break_off(wire.STOPPED), 1)
        self.assertEqual(bytes(self.host.output[1]).count(b"exit"), 3)
        self.assertIn(b"SyntaxError", bytes(self.host.output[2]))

    def test_managers_should_be_left_when_the_whole_text_is_wrong(self) -> None:
        self.open_managers()
        self.run_part("            import sys; sys._getframe()\n", wire.LEAF)
        self.run_part("            return\n", wire.LEAF)
        self.assertEqual(self.end(), 1)
        self.assertEqual(bytes(self.host.output[1]).count(b"exit"), 3)
        self.assertIn(b"SyntaxError: 'return' outside function", bytes(self.host.output[2]))

    def test_what_follows_should_wait_when_a_leaf_wants_one_frame(self) -> None:
        self.run_part("if True:\n", wire.OPENED)
        self.assertEqual(self.run_part("    import os; child = os.fork()\n", wire.LEAF), "succeeded")
        self.run_part("    if child == 0: print('child')\n", wire.LEAF)
        self.run_part("    if child: os.wait(); print('parent')\n", wire.LEAF)
        self.run_part("", wire.CLOSED)
        self.assertEqual(bytes(self.host.output[1]), b"")
        self.assertEqual(self.end(), 0)
        self.assertEqual(bytes(self.host.output[1]), b"child\nparent\n")


if __name__ == "__main__":
    unittest.main()
