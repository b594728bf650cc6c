"""The Python worker: `python3 worker.py --frames-in N --frames-out N` executes one program for its host (../PROTOCOL.md)."""

import sys

before = set(sys.modules)
home = __file__.rpartition("/")[0] or "."
machinery = sys.modules["_frozen_importlib_external"]
own_builtins = dict(vars(sys.modules["builtins"]))  # what the program does to its builtins does not reach our modules


class Loader(machinery.SourceFileLoader):
    def exec_module(self, module):
        module.__dict__["__builtins__"] = own_builtins
        super().exec_module(module)


def finder(path):
    if not path.startswith(home):
        raise ImportError("not ours")
    return machinery.FileFinder(path, (Loader, [".py"]))


shadow = [] if getattr(sys.flags, "safe_path", False) else sys.path[:1]
sys.path[: len(shadow)] = [home]
sys.path_hooks.insert(0, finder)
sys.path_importer_cache.pop(home, None)
no_bytecode = sys.dont_write_bytecode
sys.dont_write_bytecode = False  # the worker's own modules: compiling them anew costs as much as the rest of the start

from eager_worker import launch  # noqa: E402

sys.dont_write_bytecode = no_bytecode
sys.path_hooks.remove(finder)
del sys.path[0]
launch.prepare(before, launch.OwnModules(home, finder))
raise launch.Entering  # the interpreter answers by calling the hook that prepare() left: see eager_worker/launch.py
