"""`await` at top level, where the session allows it: docs/semantics.md, "Await at top level"."""

from __future__ import annotations

import signal
import time
import unittest

import wire
from host import Host, version

HEAD = "import asyncio\n"
WORK = "async def work(name, steps=2):\n    for n in range(steps):\n        await asyncio.sleep(0)\n        print(name, n)\n    return name\n"


class Await(unittest.TestCase):
    def run_units(self, *units: str, kind: int = wire.STATEMENT, allowed: bool = True) -> tuple[str, str, int]:
        with Host() as host:
            host.open("<stdin>", ["-"], top_level_await=allowed)
            for unit in units:
                host.unit(unit, kind)
            host.end(wire.COMPLETE)
            status = host.wait()
            return bytes(host.output[1]).decode(), bytes(host.output[2]).decode(), status

    def both(self, *units: str) -> tuple[str, str, int]:
        """What an eager run prints, which is what a serial one prints."""
        serial = self.run_units("".join(units), kind=wire.PROGRAM)
        eager = self.run_units(*units)
        self.assertEqual(eager, serial)
        return eager

    def test_await_should_be_an_error_without_being_asked_for(self) -> None:
        self.assertIn("'await' outside function", self.run_units(HEAD, "await asyncio.sleep(0)\n", allowed=False)[1])

    def test_loop_of_the_program_should_run_across_statements_without_being_asked_for(self) -> None:
        program = (HEAD, "async def main():\n    return 1\n", "print(asyncio.run(main()))\n", "print(asyncio.run(main()))\n")
        self.assertEqual(self.run_units(*program, allowed=False), ("1\n1\n", "", 0))

    def test_statement_should_wait_for_what_it_awaits(self) -> None:
        self.assertEqual(self.both(HEAD, WORK, "print(await work('a'))\n", "print('next')\n"), ("a 0\na 1\na\nnext\n", "", 0))

    def test_tasks_should_take_turns_as_in_one_long_program(self) -> None:
        self.both(
            HEAD, WORK, "t = asyncio.create_task(work('t', 9))\n", "u = asyncio.create_task(work('u', 7))\n", "await work('a')\n", "print('between')\n",
            "await work('b', 1)\n", "await asyncio.sleep(0)\n", "print('later')\n", "await t\n", "print(u.done())\n", "await u\n",
        )

    def test_task_should_be_made_by_a_statement_that_does_not_await(self) -> None:
        self.assertEqual(self.both(HEAD, WORK, "t = asyncio.create_task(work('t', 1))\n", "print('made')\n", "print(await t)\n")[0], "made\nt 0\nt\n")

    def test_all_forms_should_be_allowed_at_top_level(self) -> None:
        source = (
            HEAD, "class C:\n    async def __aenter__(self): print('in'); return self\n    async def __aexit__(self, *e): print('out')\n",
            "async def numbers():\n    for n in range(3):\n        yield n\n", "async with C() as c:\n    print('body')\n",
            "async for n in numbers():\n    print(n)\nelse:\n    print('end')\n", "print([n async for n in numbers()])\n", "x = [await asyncio.sleep(0, n) for n in (1, 2)]; print(x)\n",
            "if await asyncio.sleep(0, True):\n    print('yes')\n",
        )
        self.assertEqual(self.both(*source), ("in\nbody\nout\n0\n1\n2\nend\n[0, 1, 2]\n[1, 2]\nyes\n", "", 0))

    def test_traceback_should_show_the_program_alone(self) -> None:
        out, err, status = self.both(HEAD, "async def f():\n    await asyncio.sleep(0)\n    1/0\n", "await f()\n")
        self.assertEqual((out, status), ("", 1))
        self.assertNotIn("asyncio", err)
        self.assertEqual([line.strip() for line in err.splitlines() if "File" in line], ['File "<stdin>", line 5, in <module>', 'File "<stdin>", line 4, in f'])

    def test_exit_should_end_the_program_from_a_statement_or_a_task(self) -> None:
        self.assertEqual(self.both(HEAD, "await asyncio.sleep(0)\nraise SystemExit(4)\n", "print('never')\n"), ("", "", 4))
        self.assertEqual(self.both(HEAD, "async def f():\n    raise SystemExit(5)\n", "t = asyncio.create_task(f())\n", "await asyncio.sleep(1)\n", "print('never')\n")[2], 5)

    def test_loop_should_end_as_run_ends_it(self) -> None:
        source = (
            HEAD, "async def f():\n    try:\n        await asyncio.sleep(60)\n    finally:\n        print('cancelled')\n",
            "async def g():\n    try:\n        yield 1\n    finally:\n        print('closed')\n", "t = asyncio.create_task(f())\n", "it = g()\n", "print(await it.__anext__())\n", "await asyncio.sleep(0)\n",
            "import atexit; atexit.register(print, 'handler')\n",
        )
        self.assertEqual(self.both(*source), ("1\ncancelled\nclosed\nhandler\n", "", 0))

    def test_loop_should_end_when_the_program_fails(self) -> None:
        source = (HEAD, "async def f():\n    try:\n        await asyncio.sleep(60)\n    finally:\n        print('cancelled')\n", "t = asyncio.create_task(f())\n", "await asyncio.sleep(0)\n", "1/0\n")
        out, err, status = self.both(*source)
        self.assertEqual((out, status), ("cancelled\n", 1))

    def test_loop_that_the_program_took_apart_should_not_matter(self) -> None:
        self.assertIn("Event loop is closed", self.run_units(HEAD, "asyncio.get_running_loop().close()\n", "await asyncio.sleep(0)\n")[1])
        self.assertEqual(self.run_units(HEAD, "asyncio.get_running_loop().stop(); await asyncio.sleep(0.01); print('on')\n"), ("on\n", "", 0))
        self.assertEqual(self.run_units(HEAD, "asyncio.set_event_loop(None)\n", "await asyncio.sleep(0); print('on')\n"), ("on\n", "", 0))

    def test_context_should_be_one_for_all_statements(self) -> None:
        if version() >= (3, 11):
            source = ("import asyncio, contextvars\nv = contextvars.ContextVar('v', default=0)\n", "v.set(1)\n", "await asyncio.sleep(0); v.set(v.get() + 1)\n", "print(v.get())\n")
            self.assertEqual(self.both(*source)[0], "2\n")

    def test_run_should_be_refused_as_in_a_notebook(self) -> None:
        self.assertIn("cannot be called from a running event loop", self.both(HEAD, "c = asyncio.sleep(0)\n", "try:\n    asyncio.run(c)\nexcept RuntimeError as e: print(e)\nc.close()\n")[0])

    def test_task_of_a_plain_statement_should_be_none(self) -> None:
        self.assertEqual(self.run_units(HEAD, "print(asyncio.current_task())\n", "await asyncio.sleep(0)\n")[0], "None\n")

    def test_interrupt_should_cancel_what_waits(self) -> None:
        with Host() as host:
            host.open("<stdin>", ["-"], top_level_await=True)
            host.unit("import asyncio\nasync def f():\n    try:\n        await asyncio.sleep(60)\n    finally:\n        print('cleaned')\n")
            host.unit("print('asleep')\nawait f()\n")
            host.unit("print('never')\n")
            host.wait_for_output(b"asleep\n")
            time.sleep(0.2)  # from print() into sleep()
            host.interrupt()
            host.end(wire.STOPPED)
            frames = host.frames_to_the_end()
            self.assertEqual(host.wait(), -signal.SIGINT)
            self.assertEqual(bytes(host.output[1]), b"asleep\ncleaned\n")
            error = next(frame.facts for type, frame in frames if type == wire.ERROR)
            self.assertEqual((error["type"], error["line"]), ("KeyboardInterrupt", 8))
            self.assertEqual(error["traceback"].count("Traceback"), 1)


if __name__ == "__main__":
    unittest.main()
