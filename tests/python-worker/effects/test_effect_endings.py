"""Connections, and what data libraries write, at each of the four ways in which a stream ends: all as in the serial run, or nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import unittest

import wire
from host import PYTHON
from effects.test_effects import Effects as Base

WRONG = b"x = = 1\n"
ENDINGS = {"a clean end": (wire.COMPLETE, b""), "wrong text": (wire.COMPLETE, WRONG), "a cut": (wire.CUT_OFF, b"pri"), "a cancellation": (wire.STOPPED, b"")}
CLEAN = "a clean end"
HEAD = (
    "import numpy as np, pandas as pd, matplotlib.pyplot as plt\n", "table = pd.DataFrame({'x': [1, 2]})\n",
    "figure, axes = plt.subplots(); axes.plot([1, 2])\n",
)
WRITERS = {
    "t.csv": "table.to_csv('t.csv')\n", "f.png": "figure.savefig('f.png')\n", "t.json": "table.to_json('t.json')\n", "f.pdf": "plt.savefig('f.pdf')\n",
    "t.pkl": "table.to_pickle('t.pkl')\n", "a.npy": "np.save('a.npy', table.values)\n", "t.db": "import sqlite3; table.to_sql('t', sqlite3.connect('t.db'))\n",
    "a.txt": "np.savetxt('a.txt', table.values)\n",
}
NO_DATA_STACK = subprocess.run([PYTHON, "-c", HEAD[0]], capture_output=True).returncode != 0


class Endings(Base):
    def endings(self) -> list[tuple[str, int, bytes]]:
        return [(name, ending, rest) for name, (ending, rest) in ENDINGS.items()]

    def test_connection_should_be_made_only_by_a_whole_program(self) -> None:
        for name, ending, rest in self.endings():
            with self.subTest(name), socket.create_server(("127.0.0.1", 0)) as listener:
                listener.setblocking(False)
                port = listener.getsockname()[1]
                host, held = self.run_to_the_effect(f"import socket; s = socket.socket(); s.connect(('127.0.0.1', {port}))\n")
                self.assertEqual((held["class"], held["what"]), ("network", f"connect(['127.0.0.1', {port}])"))
                host.end(ending, rest)
                host.wait()
                self.assertEqual(self.answers(listener.accept), name == CLEAN)

    def test_datagram_should_be_sent_only_by_a_whole_program(self) -> None:
        for name, ending, rest in self.endings():
            with self.subTest(name), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
                receiver.bind(("127.0.0.1", 0))
                receiver.setblocking(False)
                port = receiver.getsockname()[1]
                host, held = self.run_to_the_effect(
                    f"import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'x', ('127.0.0.1', {port}))\n"
                )
                self.assertEqual(held["class"], "network")
                host.end(ending, rest)
                host.wait()
                self.assertEqual(self.answers(lambda: receiver.recv(1)), name == CLEAN)

    def test_server_should_listen_only_for_a_whole_program(self) -> None:
        for name, ending, rest in self.endings():
            with self.subTest(name):
                self.setUp()
                host, held = self.run_to_the_effect("import socket; s = socket.socket(socket.AF_UNIX); s.bind('at'); s.listen()\n")
                self.assertEqual((held["class"], self.left()), ("network", []))
                host.end(ending, rest)
                host.wait()
                self.assertEqual(self.left(), ["home/at"] if name == CLEAN else [])

    def test_process_should_neither_start_nor_outlive_an_incomplete_program(self) -> None:
        for name, ending, rest in self.endings():
            with self.subTest(name):
                self.setUp()
                host, _ = self.run_to_the_effect("import subprocess; p = subprocess.Popen(['sh', '-c', 'echo $$ > pid; exec sleep 60'])\n")
                if name == CLEAN:
                    host.unit("import time\nwhile not __import__('os').path.exists('pid'):\n    time.sleep(0.01)\np.kill(); p.wait()\n")
                host.end(ending, rest)
                host.wait()
                self.assertEqual(self.left(), ["home/pid"] if name == CLEAN else [])

    @unittest.skipIf(NO_DATA_STACK, "no numpy, pandas or matplotlib")
    def test_tables_and_pictures_should_be_written_only_by_a_whole_program(self) -> None:
        cases = [(file, source, *one) for file, source in WRITERS.items() for one in self.endings()]
        if not os.environ.get("EAGER_FULL"):
            cases = [(file, source, *self.endings()[at % 4]) for at, (file, source) in enumerate(WRITERS.items())]
        for file, source, name, ending, rest in cases:
            with self.subTest(file, ending=name):
                self.setUp()
                host, held = self.run_to_the_effect(*HEAD, source)
                self.assertEqual(held["class"], "write_inside")
                host.end(ending, rest)
                host.wait()
                self.assertEqual(self.left(), [f"home/{file}"] if name == CLEAN else [])

    @staticmethod
    def answers(ask: object) -> bool:
        """Loopback delivers before the sender's call returns, so what is not there now never was."""
        try:
            received = ask()
            if isinstance(received, tuple):
                received[0].close()
        except BlockingIOError:
            return False
        return True


def load_tests(loader: unittest.TestLoader, _tests: object, _pattern: object) -> unittest.TestSuite:
    """Only what is new here: the base's own tests run in their own file."""
    return unittest.TestSuite(Endings(name) for name in loader.getTestCaseNames(Endings) if name in vars(Endings))


if __name__ == "__main__":
    unittest.main()
