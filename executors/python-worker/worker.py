"""The Python worker: `python3 worker.py --frames-in N --frames-out N` executes one program for its host (../PROTOCOL.md)."""

import sys

before = set(sys.modules)
home = __file__.rpartition("/")[0] or "."
shadow = [] if getattr(sys.flags, "safe_path", False) else sys.path[:1]
sys.path[: len(shadow)] = [home]

from eager_worker import launch  # noqa: E402

del sys.path[0]
sys.path_importer_cache.pop(home, None)
launch.prepare(before)
raise launch.Entering  # the interpreter answers by calling the hook that prepare() left: see eager_worker/launch.py
