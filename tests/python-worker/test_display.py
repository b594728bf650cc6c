"""What a session that asked for it is shown: docs/semantics.md, "Shown as in a notebook"."""

from __future__ import annotations

import base64
import json
import subprocess
import unittest

import wire
from host import PYTHON, Host

NO_UNIT = 0xFFFFFFFF
RICH = '''
class Rich:
    def __repr__(self): return 'plain'
    def _repr_html_(self): return '<b>html</b>'
    def _repr_markdown_(self): return '**markdown**'
    def _repr_latex_(self): return '$x$'
    def _repr_svg_(self): return '<svg/>'
    def _repr_png_(self): return b'png'
    def _repr_jpeg_(self): return b'jpeg'
    def _repr_json_(self): return {'a': [1]}
    def _repr_mimebundle_(self, include=None, exclude=None): return {'application/vnd.x+json': {'x': 1}, 'text/html': '<i>bundle</i>'}
'''


def has(module: str) -> bool:
    done = subprocess.run([PYTHON, "-c", f"import {module}"], capture_output=True, check=False)
    return done.returncode == 0


class Showing(unittest.TestCase):
    def run_units(self, *units: str, rest: bytes = b"", kind: int = wire.STATEMENT, display: bool = True) -> list[dict]:
        """What is shown. Both the units one by one and, with kind PROGRAM, all at once."""
        with Host() as host:
            host.open("<stdin>", ["-"], display=display)
            for unit in units:
                host.unit(unit, kind)
            host.end(wire.COMPLETE, rest)
            frames = host.frames_to_the_end()
            self.status = host.wait()
            self.output, self.errors = bytes(host.output[1]).decode(), bytes(host.output[2]).decode()
            return [frame for type, frame in frames if type == wire.DISPLAY]

    def both(self, *units: str, rest: bytes = b"") -> list[dict]:
        """What is shown by an eager run, which is what a serial one shows, output included."""
        serial = self.run_units("".join(units) + rest.decode(), kind=wire.PROGRAM)
        before = (self.output, self.errors, self.status)
        eager = self.run_units(*units, rest=rest)
        self.assertEqual([one["data"] for one in eager], [one["data"] for one in serial])
        self.assertEqual((self.output, self.errors, self.status), before)
        return eager


class Display(Showing):
    def test_value_of_the_last_expression_should_be_shown_at_the_end(self) -> None:
        self.assertEqual(self.both("x = 20\n", "x\n", "x + 1\n"), [{"id": NO_UNIT, "result": True, "data": {"text/plain": "21"}}])

    def test_nothing_should_be_shown_without_being_asked_for(self) -> None:
        self.assertEqual(self.run_units("1\n", "print('display' in dir(__builtins__))\n", "2\n", display=False), [])
        self.assertEqual(self.output, "False\n")

    def test_expression_should_not_be_the_result_when_a_statement_follows(self) -> None:
        self.assertEqual(self.both("1\n", "x = 2\n"), [])
        self.assertEqual(self.both("1\n", rest=b"x = 2"), [])

    def test_result_should_be_the_last_in_the_rest_when_the_program_ends_without_a_newline(self) -> None:
        self.assertEqual([one["data"]["text/plain"] for one in self.both("1\n", rest=b"# comment\n2")], ["2"])

    def test_result_should_be_found_when_only_comments_follow(self) -> None:
        self.assertEqual([one["data"]["text/plain"] for one in self.both("1\n", rest=b"\n# comment\n\n")], ["1"])

    def test_none_should_not_be_shown(self) -> None:
        self.assertEqual(self.both("print('x')\n"), [])

    def test_semicolon_should_silence_a_result(self) -> None:
        for source in ("1;\n", "1 ;  # comment\n", "(1\n);\n", "x = 1; x;\n", "'größe';\n"):
            with self.subTest(source):
                self.assertEqual(self.both(source), [])
        for source in ("x = 1; x\n", "';'\n", "1 # ;\n", "(';')\n"):
            with self.subTest(source):
                self.assertEqual(len(self.both(source)), 1)

    def test_string_at_the_start_should_be_docstring_and_result(self) -> None:
        self.assertEqual(self.both("'doc'\n")[0]["data"], {"text/plain": "'doc'"})
        self.both("'doc'\n", "print(__doc__)\n")
        self.assertEqual(self.output, "doc\n")

    def test_program_that_fails_should_show_no_result(self) -> None:
        self.assertEqual(self.both("1\n", "1/0\n"), [])
        self.assertIn("ZeroDivisionError", self.errors)

    def test_program_that_exits_should_show_no_result(self) -> None:
        self.assertEqual(self.both("1\n", "raise SystemExit(3)\n"), [])
        self.assertEqual(self.status, 3)

    def test_value_should_live_until_the_next_statement_begins(self) -> None:
        self.both("class A:\n    def __del__(self): print('gone')\n", "A()\n", "print('next')\n")
        self.assertEqual(self.output, "gone\nnext\n")

    def test_underscore_should_not_be_bound(self) -> None:
        self.both("1\n", "print('_' in globals())\n")
        self.assertEqual(self.output, "False\n")

    def test_rich_forms_should_be_shown_beside_the_text(self) -> None:
        data = self.both(RICH, "Rich()\n")[0]["data"]
        self.assertEqual(json.loads(data.pop("application/json")), {"a": [1]})
        self.assertEqual(json.loads(data.pop("application/vnd.x+json")), {"x": 1})
        self.assertEqual(base64.b64decode(data.pop("image/png")), b"png")
        self.assertEqual(base64.b64decode(data.pop("image/jpeg")), b"jpeg")
        self.assertEqual(data, {
            "text/plain": "plain", "text/html": "<i>bundle</i>", "text/markdown": "**markdown**", "text/latex": "$x$", "image/svg+xml": "<svg/>",
        })

    def test_display_should_show_at_once_and_in_order_with_the_output(self) -> None:
        shown = self.both("x = display(1, 'two')\n", "print(x)\n")
        self.assertEqual([(one["result"], one["data"]["text/plain"]) for one in shown], [(False, "1"), (False, "'two'")])
        self.assertEqual(shown[0]["id"], 0)

    def test_display_should_work_from_threads_and_exit_handlers(self) -> None:
        threads = "import threading\nts = [threading.Thread(target=display, args=(n,)) for n in range(20)]\n"
        shown = self.run_units(threads, "for t in ts: t.start()\n", "for t in ts: t.join()\n", "import atexit; atexit.register(display, 'bye');\n")
        self.assertEqual(sorted(one["data"]["text/plain"] for one in shown[:20]), sorted(map(str, range(20))))
        self.assertEqual((shown[20]["id"], shown[20]["data"]["text/plain"]), (NO_UNIT, "'bye'"))

    def test_signal_handler_should_show_between_what_its_program_shows(self) -> None:
        handler = "import os, signal\nsignal.signal(signal.SIGUSR1, lambda *_: display('signal'))\n"
        shown = self.run_units(handler, "for n in range(100): os.kill(os.getpid(), signal.SIGUSR1); display(n)\n")
        self.assertEqual([one["data"]["text/plain"] for one in shown], [text for n in range(100) for text in ("'signal'", str(n))])

    def test_interrupt_while_showing_should_tear_no_frame(self) -> None:
        alarm = "import signal\nsignal.signal(signal.SIGALRM, lambda *_: None)\nsignal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)\n"
        shown = self.run_units(alarm, "for n in range(100): display('x' * 100_000)\n", "signal.setitimer(signal.ITIMER_REAL, 0);\n")
        self.assertEqual([len(one["data"]["text/plain"]) for one in shown], [100_002] * 100)

    def test_streams_of_the_program_should_not_matter(self) -> None:
        for source in (
            "import os\nfor n in (0, 1, 2): os.close(n)\n", "import sys\nsys.stdout.close()\n", "import sys\nsys.stdout = sys.stdin = sys.stderr = 5\n",
            "import sys\nclass Odd:\n    def write(self, text): raise ValueError\n    def flush(self): pass\nsys.stdout = Odd()\n",
        ):
            with self.subTest(source):
                shown = self.run_units(source, "display(1)\n", "5\n")
                self.assertEqual([one["data"]["text/plain"] for one in shown], ["1", "5"])

    def test_daemon_threads_that_show_should_not_keep_the_program(self) -> None:
        threads = "import threading, time\ndef f():\n    while True: display(1)\nfor _ in range(4): threading.Thread(target=f, daemon=True).start()\n"
        self.run_units(threads, "time.sleep(0.05)\n")
        self.assertEqual((self.status, self.errors), (0, ""))

    def test_child_of_a_fork_should_show_nothing(self) -> None:
        fork = "import os\nsplit = getattr(os, 'fo' 'rk')\n"
        self.assertEqual(self.run_units(fork, "pid = split()\nif not pid: display('child'); os._exit(0)\n", "os.waitpid(pid, 0);\n"), [])

    def test_hostile_values_should_be_shown_somehow(self) -> None:
        hostile = {
            "class A:\n    def __repr__(self): 1/0\n": "__repr__ failed: ZeroDivisionError: division by zero",
            "class A:\n    def __repr__(self): return 5\n": "__repr__ failed: TypeError",
            "class A:\n    def __repr__(self): return repr(self)\n": "RecursionError",
            "class A:\n    def __getattr__(self, n): return self\n    def __call__(self, *a, **k): return self\n    def __repr__(self): return 'all'\n": "all",
            "class A:\n    def __getattr__(self, n): raise ValueError('no')\n    def __repr__(self): return 'none'\n": "none",
            "class A:\n    def _repr_html_(self): raise ValueError('no')\n    def __repr__(self): return 'part'\n": "part\n(text/html is left out: ValueError: no)",
            "class A:\n    def _repr_mimebundle_(self, **k): return 5\n    def __repr__(self): return 'b'\n": "b\n(_repr_mimebundle_ is left out",
            "class A:\n    def _repr_json_(self): return {1, 2}\n    def __repr__(self): return 'j'\n": "j\n(application/json is left out",
            "class S(str):\n    def __str__(self): 1/0\nclass A:\n    def __repr__(self): return S('sub')\n": "sub",
            "class A:\n    def __repr__(self): return '\\udc80'\n": "\\udc80",
            "class E(Exception):\n    def __str__(self): 1/0\nclass A:\n    def __repr__(self): raise E\n": "__repr__ failed: E",
            "class M(type):\n    __name__ = property(lambda c: 1/0)\nclass A(metaclass=M):\n    def __repr__(self): 1/0\n": "object of type A",
        }
        for source, expected in hostile.items():
            with self.subTest(source):
                shown = self.run_units(source, "A()\n")
                self.assertIn(expected, shown[0]["data"]["text/plain"])
                self.assertEqual((self.status, self.errors), (0, ""))

    def test_repr_that_exits_should_end_the_program(self) -> None:
        self.assertEqual(self.both("class A:\n    def __repr__(self): raise SystemExit(4)\n", "A()\n"), [])
        self.assertEqual(self.status, 4)

    def test_form_that_no_frame_carries_should_be_left_out(self) -> None:
        shown = self.run_units("class A:\n    def __repr__(self): return 'a'\n    def _repr_html_(self): return 'x' * 20_000_000\n", "A()\n")
        self.assertEqual(set(shown[0]["data"]), {"text/plain"})
        self.assertRegex(shown[0]["data"]["text/plain"], r"\Aa\n\(text/html is left out: [\d,]+ bytes are too many\)\Z")
        shown = self.run_units("'x' * 20_000_000\n")
        self.assertRegex(shown[0]["data"]["text/plain"], r"\A\(text/plain is left out: ")

    def test_names_that_a_class_answers_to_should_not_be_called(self) -> None:
        self.assertEqual(set(self.both(RICH, "Rich\n")[0]["data"]), {"text/plain"})

    def test_cut_off_program_should_show_nothing(self) -> None:
        with Host() as host:
            host.open("<stdin>", ["-"], display=True)
            host.unit("1\n")
            host.end(wire.CUT_OFF)
            self.assertNotIn(wire.DISPLAY, [type for type, _ in host.frames_to_the_end()])

    @unittest.skipUnless(has("pandas"), "no pandas")
    def test_table_of_pandas_should_have_html(self) -> None:
        data = self.both("import pandas as pd\n", "pd.DataFrame({'a': [1, 2]})\n")[0]["data"]
        self.assertIn("<table", data["text/html"])
        self.assertEqual(data["text/plain"], "   a\n0  1\n1  2")


@unittest.skipUnless(has("matplotlib"), "no matplotlib")
class Figures(Showing):
    IMPORT = "import matplotlib.pyplot as plt\n"

    def pictures(self, *units: str) -> list[dict]:
        shown = self.run_units(self.IMPORT, *units)
        self.assertEqual(self.errors, "")
        for one in shown:
            if "image/png" in one["data"]:
                self.assertTrue(base64.b64decode(one["data"]["image/png"]).startswith(b"\x89PNG"))
        return [one for one in shown if "image/png" in one["data"]]

    def test_figure_should_be_shown_at_the_end_when_nobody_showed_it(self) -> None:
        self.assertEqual([one["id"] for one in self.pictures("plt.plot([1, 2]);\n", "plt.figure();\n")], [NO_UNIT] * 2)

    def test_show_should_show_at_once_and_only_once(self) -> None:
        self.assertEqual([one["id"] for one in self.pictures("plt.plot([1, 2]);\n", "plt.show()\n", "x = 1\n")], [2])

    def test_figure_should_not_be_shown_when_it_was_saved(self) -> None:
        self.assertEqual(self.pictures("import io\n", "plt.plot([1]);\n", "plt.savefig(io.BytesIO())\n"), [])

    def test_figure_should_be_shown_once_when_it_is_the_result(self) -> None:
        shown = self.pictures("fig, ax = plt.subplots()\n", "fig\n")
        self.assertEqual([(one["result"], one["data"]["text/plain"]) for one in shown], [(True, "<Figure size 640x480 with 1 Axes>")])

    def test_figure_should_say_why_it_cannot_be_drawn(self) -> None:
        self.pictures("plt.title('$\\\\nosuchthing{$');\n")
        self.assertEqual(self.status, 0)

    def test_worker_should_not_import_what_the_program_does_not(self) -> None:
        self.run_units("import sys\n", "print('matplotlib' in sys.modules)\n")
        self.assertEqual(self.output, "False\n")

    def test_backend_should_be_the_one_that_the_program_chose(self) -> None:
        self.run_units("import matplotlib\n", "matplotlib.use('svg')\n", self.IMPORT, "print(plt.get_backend())\n")
        self.assertEqual(self.output.lower(), "svg\n")


if __name__ == "__main__":
    unittest.main()
