"""What docs/semantics.md says cannot be equal: each is different in the documented way and in no other."""

from __future__ import annotations

import subprocess
import sys
import time
import unittest

import arms
import host
import wire

_HIDDEN = host.version() >= (3, 11)
_OPENS = host.opens_blocks()


class DocumentedDifferences(unittest.TestCase):
    def setUp(self) -> None:
        place = arms.Place()
        self.addCleanup(place.__exit__)
        self.place = place

    def both(self, source: str, *fields: str, opens: bool = False) -> tuple[arms.Seen, arms.Seen]:
        """Both arms, which may differ only in the fields named."""
        program = arms.Program(source.encode())
        serial, eager = self.place.serial(program), self.place.eager(program, opens=opens)
        self.assertLessEqual(set(arms.differences(serial, eager)), set(fields), (serial, eager))
        return serial, eager

    def test_later_syntax_error_should_leave_what_came_before(self) -> None:
        serial, eager = self.both('print("a")\nx = = 1\n', "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"", b"a\n"))

    def test_first_of_two_errors_should_be_named(self) -> None:
        serial, eager = self.both("x = 1\nreturn x\n  y = 2\n", "stderr", "namespace")
        self.assertIn(b"unexpected indent", serial.stderr)
        self.assertIn(b"'return' outside function", eager.stderr)

    def test_compiler_warning_should_come_when_its_statement_is_reached(self) -> None:
        source = 'import sys\nsys.stderr.write("a\\n")\nx = 1 is 1\n'
        serial, eager = self.both(source, "stderr")
        self.assertEqual(sorted(serial.stderr.splitlines()), sorted(eager.stderr.splitlines()))
        self.assertTrue(serial.stderr.endswith(b"a\n") and eager.stderr.startswith(b"a\n"))

    def test_lines_should_be_written_when_complete(self) -> None:
        serial, eager = self.both('import os\nprint("a")\nos.write(1, b"b\\n")\n', "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"b\na\n", b"a\nb\n"))

    def test_output_before_a_crash_should_not_be_lost(self) -> None:
        serial, eager = self.both('import os\nprint("a")\nos._exit(1)\n', "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"", b"a\n"))

    @unittest.skipUnless(_HIDDEN, "the compiler does not look at imports before 3.11")
    def test_function_above_an_import_should_differ_in_bytecode_alone(self) -> None:
        self.both("def f(): return math.floor(1.5)\nimport math\nprint(f())\n", "namespace")

    def test_kept_frame_should_stay_at_the_end_of_its_statement(self) -> None:
        source = "try: 1/0\nexcept Exception as e: f = e.__traceback__.tb_frame\nx = 1\nprint(f.f_lineno)\ndel f\n"
        serial, eager = self.both(source, "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"4\n", b"2\n"))

    @unittest.skipUnless(_OPENS, "blocks are opened on 3.11 to 3.13")
    def test_body_of_an_open_loop_should_be_compiled_for_its_first_turn_and_for_the_others(self) -> None:
        source = "code = []\nfor n in range(3):\n    def f(): pass\n    code.append(f.__code__)\nprint([one is code[0] for one in code], code[0] == code[1])\ndel code\n"
        serial, eager = self.both(source, "stdout", opens=True)
        self.assertEqual((serial.stdout, eager.stdout), (b"[True, True, True] True\n", b"[True, False, False] True\n"))

    @unittest.skipUnless(_OPENS, "blocks are opened on 3.11 to 3.13")
    def test_compiler_should_not_warn_of_what_was_not_reached(self) -> None:
        serial, eager = self.both("for n in range(2):\n    1/0\n    if n is 1: print(n)\n", "stderr", opens=True)
        self.assertEqual((serial.stderr.count(b"SyntaxWarning"), eager.stderr.count(b"SyntaxWarning")), (1, 0))

    def test_recursion_limit_should_be_told_by_functions_of_the_worker(self) -> None:
        serial, eager = self.both("import sys\nprint(type(sys.setrecursionlimit).__name__, sys.getrecursionlimit())\n", "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"builtin_function_or_method 1000\n", b"function 1000\n"))

    def test_faulthandler_should_show_one_line_more(self) -> None:
        serial, eager = self.both("import faulthandler\nfaulthandler.dump_traceback()\n", "stderr")
        self.assertEqual(len(eager.stderr.splitlines()), len(serial.stderr.splitlines()) + 1)

    def test_audit_hook_should_see_each_statement_compiled(self) -> None:
        source = (
            "import sys\nn = [0]\ndef hook(event, _):\n    n[0] += event == 'compile'\n"
            "sys.addaudithook(hook)\nx = 1\nprint(n[0] > 0)\nn = [0]\n"
        )
        serial, eager = self.both(source, "stdout", "namespace")
        self.assertEqual((serial.stdout, eager.stdout), (b"False\n", b"True\n"))

    def test_child_forked_by_a_helper_should_end_with_its_statement(self) -> None:
        source = (
            "import os\nopen('helper.py', 'w').write('import os; split = getattr(os, \"fo\" \"rk\")')\nimport helper\n"
            "pid = helper.split()\nif pid: os.waitpid(pid, 0)\nprint('once', flush=True)\ndel pid\n"
        )
        serial, eager = self.both(source, "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"once\n" * 2, b"once\n"))

    def test_clock_should_read_the_time_at_which_the_statement_ran(self) -> None:
        with host.Host() as eager:
            eager.open("<stdin>", ["-"])
            eager.unit("import time; t = time.time()\n")
            for _ in range(2):
                eager.next()
            before_the_rest = time.time()
            eager.unit("print(t)\n")
            eager.end()
            eager.wait()
            self.assertLess(float(eager.output[1]), before_the_rest)

    def test_counters_of_the_interpreter_should_differ(self) -> None:
        serial, eager = self.both("import atexit\nprint(atexit._ncallbacks())\n", "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"1\n", b"2\n"))

    def test_process_should_be_the_worker_from_outside(self) -> None:
        serial, eager = self.both("print(open('/proc/self/cmdline').read().split('\\0')[1].rpartition('/')[2])\n", "stdout")
        self.assertEqual((serial.stdout, eager.stdout), (b"program.py\n", b"worker.py\n"))

    def test_signal_should_wait_until_the_excepthook_has_run(self) -> None:
        source = "import os, sys\ndef hook(*_):\n    os.kill(os.getpid(), 2)\n    print('to its end')\nsys.excepthook = hook\n1/0\n"
        serial, eager = self.both(source, "stdout", "stderr", "namespace", "status")
        self.assertEqual((serial.stdout, eager.stdout), (b"", b"to its end\n"))

    @unittest.skipUnless(host.version() < (3, 11), "the compiler tells unfinished text from wrong text from 3.11 on")
    def test_nul_byte_in_a_string_should_be_an_error(self) -> None:
        serial, eager = self.both("x = \'\'\'a\0b\nc\'\'\'\nprint(repr(x))\n", "stdout", "stderr", "status", "namespace")
        self.assertEqual((serial.status, eager.status), (0, 1))

    @unittest.skipUnless(host.version() < (3, 10), "a function keeps its builtins from 3.10 on")
    def test_replaced_builtins_should_be_those_of_the_next_statement(self) -> None:
        serial, eager = self.both("__builtins__ = {}\nprint('on')\n", "stdout", "stderr", "status", "namespace")
        self.assertEqual((serial.stdout, eager.stdout), (b"on\n", b""))

    def test_shown_expression_should_be_one_call_more(self) -> None:
        hook = "import sys\nsys.excepthook = lambda kind, error, trace: print('append' in trace.tb_frame.f_code.co_names)\n"
        for display, expected in ((False, b"False\n"), (True, b"True\n")):
            with host.Host() as eager:
                eager.open("<stdin>", ["-"], display=display)
                eager.unit(hook)
                eager.unit("1/0\n")
                eager.end()
                eager.wait()
                self.assertEqual(bytes(eager.output[1]), expected)

    def test_stack_of_a_statement_should_not_hold_the_event_loop(self) -> None:
        for kind, expected in ((wire.PROGRAM, True), (wire.STATEMENT, False)):
            with host.Host() as eager:
                eager.open("<stdin>", ["-"], top_level_await=True)
                units = ["import asyncio, traceback\n", "await asyncio.sleep(0)\n", "print(traceback.format_stack())\n"]
                for unit in ["".join(units)] if kind == wire.PROGRAM else units:
                    eager.unit(unit, kind)
                eager.end()
                eager.wait()
                self.assertEqual(b"run_forever" in eager.output[1], expected)

    @unittest.skipIf(_HIDDEN, "frames are hidden from 3.11 on")
    def test_frame_beneath_the_program_should_be_seen_before_3_11(self) -> None:
        _, eager = self.both("import sys\nprint(sys._getframe(1).f_code.co_name)\n", "stdout", "stderr", "status")
        self.assertEqual(eager.stdout, b"serve\n")

    @unittest.skipIf(sys.version_info >= (3, 13), "a script from standard input has source lines from 3.13 on")
    def test_program_from_standard_input_should_have_source_lines(self) -> None:
        serial = subprocess.run([host.PYTHON, "-"], input=b"1/0\n", capture_output=True, check=False)
        with host.Host() as eager:
            eager.open("<stdin>", ["-"])
            eager.unit("1/0\n")
            eager.end()
            self.assertEqual(eager.wait(), serial.returncode)
            self.assertEqual(bytes(eager.output[2]).replace(b"    1/0\n", b"").replace(b"    ~^~\n", b""), serial.stderr)


if __name__ == "__main__":
    unittest.main()
