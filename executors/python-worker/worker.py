"""The Python worker: `python3 worker.py --frames-in N --frames-out N` executes one program for its host (../PROTOCOL.md)."""

import sys

before = set(sys.modules)
home = __file__.rpartition("/")[0] or "."
shadow = [] if getattr(sys.flags, "safe_path", False) else sys.path[:1]
sys.path[: len(shadow)] = [home]
no_bytecode = sys.dont_write_bytecode
sys.dont_write_bytecode = False  # the worker's own modules: compiling them anew costs as much as the rest of the start

from eager_worker import launch  # noqa: E402

sys.dont_write_bytecode = no_bytecode
del sys.path[0]
launch.prepare(before, home)
raise launch.Entering  # the interpreter answers by calling the hook that prepare() left: see eager_worker/launch.py
