"""Effects that wait, with real files, sockets, processes, databases and threads: nothing half-done, and nothing different in the end."""

from __future__ import annotations

import os
import tempfile
import textwrap
import unittest
from pathlib import Path

import host as hosts
import wire
from arms import SANDBOX
from host import Host

STAGING = {**SANDBOX, "write_inside": "stage"}
STRICT = {**SANDBOX, "read_outside": "hold", "time": "hold", "threads": "hold", "dynamic_code": "hold"}


class Effects(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="eager-effects-")
        self.addCleanup(folder.cleanup)
        self.outside = Path(folder.name).resolve()
        self.home = self.outside / "home"
        self.home.mkdir()

    def start(self, rules: dict[str, str] = SANDBOX) -> Host:
        host = Host({**os.environ, "MPLBACKEND": "Agg"})
        self.addCleanup(host.__exit__)
        self.assertEqual(host.next()[0], wire.HELLO)
        host.open("<stdin>", ["-"], str(self.home), effects=rules)
        return host

    def run_to_the_effect(self, *units: str, rules: dict[str, str] = SANDBOX) -> tuple[Host, dict]:
        """Sends units, of which the last meets an effect that waits."""
        host = self.start(rules)
        for unit in units:
            host.unit(textwrap.dedent(unit))
        while True:
            frame = host.next()
            self.assertIsNotNone(frame, bytes(host.output[2]))
            type, facts = frame
            if type == wire.HELD:
                return host, facts
            self.assertEqual((type, facts.outcome), (wire.UNIT_FINISHED, "succeeded"), bytes(host.output[2]))

    def report(self, host: Host) -> str:
        """Standard error without the marks beneath source lines, which differ between versions."""
        lines = bytes(host.output[2]).decode().splitlines(keepends=True)
        return "".join(line for line in lines if line.strip(" ~^\n"))

    def left(self) -> list[str]:
        return sorted(str(path.relative_to(self.outside)) for path in self.outside.rglob("*") if path != self.home)

    EFFECTS = {
        "a written file": ("open('out.txt', 'w').write('x')\n", "write_inside", "open('out.txt', 'w')", ["home/out.txt"]),
        "a file elsewhere": ("open('../out.txt', 'w').write('x')\n", "write_outside", "open('../out.txt', 'w')", ["out.txt"]),
        "a new folder": ("import os; os.makedirs('a/b')\n", "write_inside", "os.mkdir('a')", ["home/a", "home/a/b"]),
        "a link": ("import os; os.symlink('nowhere', 'l')\n", "write_inside", "os.symlink('nowhere', 'l')", ["home/l"]),
        "pathlib": ("import pathlib; pathlib.Path('p').write_text('x')\n", "write_inside", "open('p', 'w')", ["home/p"]),
        "a low-level file": ("import os; os.open('low', os.O_CREAT | os.O_RDWR)\n", "write_inside", "open('low')", ["home/low"]),
        "a process": ("import subprocess; subprocess.run(['touch', 'p'])\n", "process", "subprocess.Popen(['touch', 'p'])", ["home/p"]),
        "a shell": ("import os; os.system('touch s')\n", "process", "os.system('touch s')", ["home/s"]),
        "a pipe with a name": ("import os; os.mkfifo('f')\n", "write_inside", "os.mkfifo('f')", ["home/f"]),
        "a node": ("import os, stat; os.mknod('n', mode=0o600 | stat.S_IFREG)\n", "write_inside", "os.mknod('n')", ["home/n"]),
        "a file in a folder's descriptor": (
            "import os; os.open('low', os.O_CREAT | os.O_RDWR, dir_fd=os.open('..', os.O_RDONLY))\n", "write_outside", "open('low')", ["low"],
        ),
        "a database": (
            "import sqlite3; sqlite3.connect('d.db').execute('create table t (x)')\n", "write_inside", "connect('d.db')", ["home/d.db"],
        ),
        "a link to elsewhere": (
            "open('../seen/x', 'w')\n", "write_outside", "open('../seen/x', 'w')", [],
        ),
    }

    def test_effect_should_happen_when_the_program_is_whole(self) -> None:
        for name, (source, kind, what, left) in self.EFFECTS.items():
            if not left:
                continue
            with self.subTest(name):
                self.setUp()
                host, held = self.run_to_the_effect("x = 1\n", source)
                self.assertEqual((held["id"], held["class"], held["what"]), (1, kind, what))
                self.assertEqual(self.left(), [])
                host.unit("print('behind')\n")
                host.end()
                frames = host.frames_to_the_end()
                self.assertEqual(
                    [type for type, _ in frames], [wire.RESUMED, wire.UNIT_FINISHED, wire.UNIT_FINISHED, wire.PROGRAM_FINISHED],
                )
                self.assertEqual((host.wait(), self.left()), (0, left))
                self.assertEqual(bytes(host.output[1]), b"behind\n")

    def test_effect_should_never_happen_when_the_text_is_wrong(self) -> None:
        for name, (source, _, _, _) in self.EFFECTS.items():
            with self.subTest(name):
                self.setUp()
                host, _ = self.run_to_the_effect("import atexit; atexit.register(print, 'handler')\n", source)
                host.unit("print('behind')\n")
                host.end(rest=b"x = = 1\n")
                frames = host.frames_to_the_end()
                self.assertEqual([type for type, _ in frames], [wire.ERROR, wire.PROGRAM_FINISHED])
                error = frames[0][1]
                self.assertEqual((error.id, error.facts["type"], error.facts["line"]), (0xFFFFFFFF, "SyntaxError", 4))
                self.assertEqual(frames[1][1], {"error": True})
                self.assertEqual((host.wait(), self.left()), (1, []))
                self.assertEqual((bytes(host.output[1]), bytes(host.output[2]).decode()), (b"", error.facts["traceback"]))
                self.assertIn("    x = = 1\n", error.facts["traceback"])

    def test_effect_should_never_happen_when_the_program_is_cut_off_or_stopped(self) -> None:
        for ending in (wire.CUT_OFF, wire.STOPPED):
            for name, (source, _, _, _) in self.EFFECTS.items():
                with self.subTest(name, ending=ending):
                    self.setUp()
                    host, _ = self.run_to_the_effect("import atexit; atexit.register(print, 'handler')\n", source)
                    host.end(ending, b"open(")
                    self.assertEqual(host.frames_to_the_end(), [(wire.PROGRAM_FINISHED, {"error": False})])
                    self.assertEqual((host.wait(), self.left()), (0, []))
                    self.assertEqual((bytes(host.output[1]), bytes(host.output[2])), (b"", b""))

    def test_program_that_only_computes_and_reads_should_not_wait(self) -> None:
        (self.home / "data.txt").write_text("data\n")
        (self.home / "module.py").write_text("value = 7\n")
        host = self.start()
        for unit in (
            "import os, sqlite3, tempfile, sys; sys.path.insert(0, '')\n",
            "print(open('data.txt').read(), os.listdir('.'), open(os.devnull, 'w').write('x'))\n",
            "import module\n",
            "sqlite3.connect(':memory:'); sqlite3.connect('file::memory:?cache=shared', uri=True)\n",
            "tempfile.gettempdir()\n",
            "os.makedirs('.', exist_ok=True)\n",
            "try:\n    os.remove('nothing')\nexcept FileNotFoundError:\n    pass\n",
            "eval('1 + 1'); exec('z = 1')\n",
            "import threading; t = threading.Thread(target=print); t.start(); t.join()\n",
            "os.kill(os.getpid(), 0)\n",
        ):
            id = host.unit(unit)
            type, frame = host.next()
            self.assertEqual((type, getattr(frame, "outcome", frame)), (wire.UNIT_FINISHED, "succeeded"), (unit, bytes(host.output[2])))
            self.assertEqual(frame.id, id)
        host.end()
        self.assertEqual(host.wait(), 0)
        self.assertEqual(self.left(), ["home/data.txt", "home/module.py"])

    def test_probe_that_fails_should_end_the_program_at_once(self) -> None:
        host, _ = self.run_to_the_effect("open('out.txt', 'w')\n")
        host.unit("y = 2\n")
        host.unit("x = = 1\n", wire.PROBE)
        frames = host.frames_to_the_end()
        self.assertEqual([type for type, _ in frames], [wire.ERROR, wire.PROGRAM_FINISHED])
        self.assertEqual((frames[0][1].facts["type"], frames[0][1].facts["line"]), ("SyntaxError", 3))
        self.assertEqual((host.wait(), self.left()), (1, []))

    @unittest.skipIf(hosts.version() < (3, 11), "text that is not finished is wrong to this interpreter")
    def test_probe_that_holds_should_be_answered_in_its_turn(self) -> None:
        host, _ = self.run_to_the_effect("open('out.txt', 'w')\n")
        host.unit("x = (\n", wire.PROBE)
        host.unit("x = (\n1)\n")
        host.end()
        finished = [frame.id for type, frame in host.frames_to_the_end() if type == wire.UNIT_FINISHED]
        self.assertEqual((finished, host.wait(), self.left()), ([0, 1, 2], 0, ["home/out.txt"]))

    def test_interrupt_should_strike_at_the_effect(self) -> None:
        host, _ = self.run_to_the_effect("try:\n    open('out.txt', 'w')\nexcept KeyboardInterrupt:\n    print('struck', flush=True)\n")
        host.interrupt()
        host.wait_for_output(b"struck\n")
        host.unit("print('on')\n")
        host.end()
        self.assertEqual((host.wait(), bytes(host.output[1]), self.left()), (0, b"struck\non\n", []))

    def test_thread_of_the_program_should_wait_where_the_main_one_joins_it(self) -> None:
        program = """\
            from concurrent.futures import ThreadPoolExecutor
            def save(n):
                with open(f'{n}.txt', 'w') as file:
                    file.write(str(n))
                return n
            with ThreadPoolExecutor(4) as pool:
                print(sum(pool.map(save, range(8))))
            """
        host, held = self.run_to_the_effect(program)
        self.assertEqual((held["id"], held["class"]), (0, "write_inside"))
        host.unit("print('behind')\n")
        host.end()
        frames = host.frames_to_the_end()
        self.assertEqual([type for type, _ in frames].count(wire.HELD), 0)
        self.assertEqual((host.wait(), bytes(host.output[1])), (0, b"28\nbehind\n"))
        self.assertEqual(self.left(), [f"home/{n}.txt" for n in range(8)])
        host, _ = self.run_to_the_effect(program.replace(".txt", ".csv"))
        host.end(wire.CUT_OFF)
        self.assertEqual((host.wait(), [name for name in self.left() if name.endswith("csv")]), (0, []))

    def test_thread_of_the_program_should_wait_between_units(self) -> None:
        program = """\
            import threading, time
            def later():
                time.sleep(0.1)
                open('late.txt', 'w').close()
                print('written', flush=True)
            threading.Thread(target=later).start()
            """
        for ending, left in ((wire.COMPLETE, ["home/late.txt"]), (wire.STOPPED, [])):
            with self.subTest(ending=ending):
                self.setUp()
                host, held = self.run_to_the_effect(program)
                self.assertEqual(held["id"], 0xFFFFFFFF)
                host.unit("print('behind')\n")
                host.end(ending)
                self.assertEqual((host.wait(), self.left()), (0, left))
                self.assertEqual(b"behind" in host.output[1], ending == wire.COMPLETE)

    def test_exit_handler_should_not_act_for_a_program_that_failed_before_its_end(self) -> None:
        host = self.start()
        host.unit("import atexit; atexit.register(lambda: open('handler.txt', 'w')); atexit.register(print, 'handler')\n")
        host.unit("1/0\n")
        host.end(wire.STOPPED)
        self.assertEqual((host.wait(), bytes(host.output[1]), self.left()), (1, b"handler\n", []))

    def test_exit_handler_should_act_for_a_whole_program(self) -> None:
        for source, status in (("1/0\n", 1), ("raise SystemExit(5)\n", 5), ("pass\n", 0)):
            with self.subTest(source):
                self.setUp()
                host = self.start()
                host.unit("import atexit; atexit.register(lambda: open('handler.txt', 'w'))\n")
                host.unit(source)
                host.end(wire.COMPLETE)
                self.assertEqual((host.wait(), self.left()), (status, ["home/handler.txt"]))

    def test_excepthook_should_not_act_for_a_program_that_never_becomes_whole(self) -> None:
        host = self.start()
        host.unit("import sys; sys.excepthook = lambda *_: open('hook.txt', 'w')\n")
        host.unit("1/0\n")
        host.end(wire.STOPPED)
        types = [type for type, _ in host.frames_to_the_end()]
        self.assertEqual(types, [wire.UNIT_FINISHED, wire.ERROR, wire.HELD, wire.PROGRAM_FINISHED])
        self.assertEqual((host.wait(), self.left()), (1, []))

    def test_text_that_came_behind_a_failure_should_count_when_it_is_judged_whole(self) -> None:
        for behind, left in (("x = = 1\n", []), ("x = 1\n", ["home/handler.txt"])):
            with self.subTest(behind):
                self.setUp()
                host = self.start()
                host.unit("import atexit; atexit.register(lambda: open('handler.txt', 'w'))\n")
                host.unit("1/0\n")
                host.unit(behind)
                host.end(wire.COMPLETE)
                self.assertEqual((host.wait(), self.left()), (1, left))

    def test_command_that_asks_should_be_the_one_of_the_system(self) -> None:
        (self.home / "uname").write_text("#!/bin/sh\ntouch ran\n")
        (self.home / "uname").chmod(0o755)
        host = self.start()
        host.unit("import os, subprocess; print(subprocess.run(['uname'], capture_output=True, text=True).stdout)\n")
        self.assertEqual(host.next()[0], wire.UNIT_FINISHED)
        host.unit("os.environ['PATH'] = os.getcwd() + ':' + os.environ['PATH']\n")
        self.assertEqual(host.next()[0], wire.UNIT_FINISHED)
        host.unit("subprocess.run(['uname'])\n")
        self.assertEqual(host.next()[1]["class"], "process")
        host.end(wire.CUT_OFF)
        self.assertEqual((host.wait(), self.left()), (0, ["home/uname"]))

    def test_functions_without_an_event_should_be_their_own_again_when_the_program_is_whole(self) -> None:
        host = self.start()
        host.unit("import os, posix; own = os.mkfifo\n")
        host.unit("import atexit; atexit.register(lambda: print(own is os.mkfifo, os.mkfifo, posix.mknod))\n")
        host.end()
        self.assertEqual(host.wait(), 0)
        self.assertEqual(bytes(host.output[1]), b"False <built-in function mkfifo> <built-in function mknod>\n")

    def test_denied_effect_should_raise_at_its_place(self) -> None:
        host = self.start({"network": "deny"})
        host.unit("import socket; s = socket.socket()\n")
        host.unit("s.connect(('127.0.0.1', 1))\n")
        host.end(wire.STOPPED)
        self.assertEqual(host.wait(), 1)
        self.assertEqual(
            self.report(host),
            'Traceback (most recent call last):\n  File "<stdin>", line 2, in <module>\n'
            "    s.connect(('127.0.0.1', 1))\n"
            "PermissionError: connect(['127.0.0.1', 1]) is denied: this session's rules forbid network\n",
        )

    def test_whole_program_should_not_wait(self) -> None:
        host = self.start()
        host.unit("open('out.txt', 'w').write('x')\n", wire.PROGRAM)
        host.end()
        types = [type for type, _ in host.frames_to_the_end()]
        self.assertEqual((types, host.wait(), self.left()), ([wire.UNIT_FINISHED, wire.PROGRAM_FINISHED], 0, ["home/out.txt"]))

    def test_statements_kept_back_should_act_when_they_run(self) -> None:
        host = self.start()
        host.unit("import os\n")
        host.unit("if os.fork() == 0:\n    open('child.txt', 'w').close()\n    os._exit(0)\n")
        host.unit("print(os.wait()[1])\n")
        host.end()
        self.assertEqual((host.wait(), bytes(host.output[1]), self.left()), (0, b"0\n", ["home/child.txt"]))

    def test_barrier_should_be_invisible(self) -> None:
        host, _ = self.run_to_the_effect("import sys, traceback\n", """\
            sys.addaudithook(lambda event, given: event == 'open' and given[1] == 'w' and print(event, given[0], flush=True))
            try:
                open('no/such/folder', 'w')
            except OSError:
                traceback.print_exc()
            """)
        host.end()
        self.assertEqual((host.wait(), bytes(host.output[1])), (0, b"open no/such/folder\n"))
        self.assertEqual(
            self.report(host),
            'Traceback (most recent call last):\n  File "<stdin>", line 4, in <module>\n    open(\'no/such/folder\', \'w\')\n'
            "FileNotFoundError: [Errno 2] No such file or directory: 'no/such/folder'\n",
        )

    def test_strict_rules_should_hold_what_computes_nothing(self) -> None:
        (self.home / "data.txt").write_text("data\n")
        (self.outside / "secret.txt").write_text("secret\n")
        cases = {"open('../secret.txt')\n": "read_outside", "eval('1 + 1')\n": "dynamic_code", "import ctypes; ctypes.CDLL(None)\n": "native_code"}
        for source, kind in cases.items():
            with self.subTest(kind):
                host, held = self.run_to_the_effect(
                    "import json, dataclasses, collections; collections.namedtuple('P', 'x y')\n", "open('data.txt').read()\n", source, rules=STRICT,
                )
                self.assertEqual(held["class"], kind)
                host.end()
                self.assertEqual(host.wait(), 0, bytes(host.output[2]))

    def test_bytecode_should_not_be_written_while_effects_wait(self) -> None:
        (self.home / "module.py").write_text("value = 7\n")
        host = self.start()
        host.unit("import sys; sys.path.insert(0, '')\n")
        host.unit("import module; print(module.value)\n")
        host.end()
        self.assertEqual((host.wait(), bytes(host.output[1]), self.left()), (0, b"7\n", ["home/module.py"]))

    def test_staged_effect_should_happen_at_once(self) -> None:
        host = self.start(STAGING)
        host.unit("import os; open('out.txt', 'w').write('x'); os.mkdir('d'); os.mkfifo('f')\n")
        type, finished = host.next()
        self.assertEqual((type, finished.outcome), (wire.UNIT_FINISHED, "succeeded"))
        host.unit("open('../out.txt', 'w')\n")
        self.assertEqual(host.next()[1]["class"], "write_outside")
        host.end(wire.STOPPED)
        self.assertNotIn(wire.KEPT, [type for type, _ in host.frames_to_the_end()])

    def test_staged_changes_should_be_kept_when_the_program_is_whole_or_came_to_its_own_end(self) -> None:
        cases = {
            "whole": (["pass\n"], wire.COMPLETE, b"", True),
            "an error": (["1/0\n"], wire.STOPPED, b"", True),
            "left": (["raise SystemExit(3)\n"], wire.STOPPED, b"", True),
            "a syntax error of what ran": (["eval('1 +')\n"], wire.STOPPED, b"", True),
            "cut off": (["pass\n"], wire.CUT_OFF, b"op", False),
            "stopped": (["pass\n"], wire.STOPPED, b"", False),
            "an interrupt": (["raise KeyboardInterrupt\n"], wire.STOPPED, b"", False),
            "wrong text at the end": (["pass\n"], wire.COMPLETE, b"x = = 1\n", False),
            "a wrong statement": (["x = = 1\n"], wire.STOPPED, b"", False),
            "an error before wrong text": (["1/0\n", "x = = 1\n"], wire.COMPLETE, b"", False),
        }
        for name, (units, ending, rest, kept) in cases.items():
            with self.subTest(name):
                host = self.start(STAGING)
                for unit in units:
                    host.unit(unit)
                host.end(ending, rest)
                self.assertEqual([type for type, _ in host.frames_to_the_end()].count(wire.KEPT), int(kept))


if __name__ == "__main__":
    unittest.main()
