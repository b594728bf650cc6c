"""What makes the process look like `python3 program.py`."""

from __future__ import annotations

import os
import sys

from . import program_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .program_text import ProgramText

_NAMES = (
    "__name__", "__doc__", "__package__", "__loader__", "__spec__", "__annotations__", "__builtins__", "__file__", "__cached__",
)


def become(text: ProgramText, arguments: list[str], directory: str, namespace: dict[str, Any]) -> None:
    """Makes the interpreter's own `__main__` the program's, with nothing of worker.py left in it."""
    for name in [name for name in namespace if name not in _NAMES]:
        del namespace[name]
    os.chdir(directory)
    namespace["__doc__"] = None
    sys.argv[:] = arguments
    if hasattr(sys, "orig_argv"):
        sys.orig_argv[:] = [sys.orig_argv[0], *arguments]
    virtual = text.file.startswith("<")
    if not getattr(sys.flags, "safe_path", False):
        sys.path.insert(0, "" if virtual else os.path.dirname(os.path.realpath(text.file)))
    if virtual:
        namespace.pop("__file__", None)
        namespace.pop("__cached__", None)
    else:
        namespace["__file__"] = text.file
    namespace["__loader__"] = program_text.loader_for(text, namespace["__loader__"])


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
