"""What makes the process look like `python3 program.py`."""

from __future__ import annotations

import os
import sys
from types import CodeType, FunctionType, ModuleType

from .. import program_text
from ..hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..program_text import ProgramText

_NAMES = ("__annotations__", "__builtins__", "__file__", "__cached__")


def become(text: ProgramText, arguments: list[str], directory: str) -> ModuleType:
    """Makes a new `__main__`, with the names of a script in a script's order, and the process settings that a script finds."""
    launcher = sys.modules["__main__"].__dict__
    module = sys.modules["__main__"] = ModuleType("__main__")
    names = module.__dict__
    virtual = text.file.startswith("<")
    names["__loader__"] = program_text.loader_for(text, launcher["__loader__"])
    for name in _NAMES[:2] if virtual else _NAMES:
        if name in launcher:
            names[name] = launcher[name]
    if not virtual:
        names["__file__"] = text.file
    if not virtual:
        sys.path_importer_cache[text.file] = None
    os.chdir(directory)
    sys.argv[:] = arguments
    if hasattr(sys, "orig_argv"):
        sys.orig_argv[:] = [sys.orig_argv[0], *arguments]
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, "" if virtual else os.path.dirname(os.path.realpath(text.file)))
    return module


@hidden
def function_of(code: CodeType, module: ModuleType, builtins: object) -> FunctionType:
    """The code as a frame of the script, which keeps the builtins that it began with."""
    names = module.__dict__
    if names.get("__builtins__") is builtins:
        return FunctionType(code, names)
    absent = object()
    replaced = names.get("__builtins__", absent)
    names["__builtins__"] = builtins
    function = FunctionType(code, names)
    if replaced is absent:
        del names["__builtins__"]
    else:
        names["__builtins__"] = replaced
    return function


def forget_file(module: ModuleType) -> None:
    """What the interpreter does to a script that did not leave by SystemExit, before the exit handlers run."""
    for name in ("__file__", "__cached__"):
        module.__dict__.pop(name, None)


def exit_code(leaving: BaseException) -> object:
    """The code for the interpreter's own exit; what is no number is printed now, as a script does before it ends."""
    code = getattr(leaving, "code", None)
    if code is None or isinstance(code, int):
        return code
    try:
        sys.stderr.write(str(code) + "\n")
        sys.stderr.flush()
    except BaseException:  # the interpreter ignores a stream that cannot be written
        pass
    return 1
