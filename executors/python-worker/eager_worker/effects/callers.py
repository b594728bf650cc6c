"""Who causes an event, read off the stack. Asked only where an effect would otherwise wait."""

from __future__ import annotations

import sys
from sys import _getframe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

_HERE = __file__.rpartition("/effects/")[0]


def is_import() -> bool:
    """The interpreter finds and reads modules."""
    frame = _caller()
    return frame is not None and frame.f_code.co_filename.startswith(("<frozen importlib", "<frozen zipimport"))


def is_bytecode_cache() -> bool:
    """The interpreter writes a module's bytecode; it goes on without where it cannot."""
    frame = _caller()
    for _ in range(2):
        if frame is None or not frame.f_code.co_filename.startswith("<frozen importlib"):
            return False
        if frame.f_code.co_name == "set_data":
            return True
        frame = frame.f_back
    return False


def is_tempfile_trial() -> bool:
    """tempfile tries which folder can be written to, and removes its trial at once."""
    frame = _caller()
    return frame is not None and frame.f_code.co_name == "_get_default_tempdir" and frame.f_code.co_filename.endswith("/tempfile.py")


def names(argument: str) -> bool:
    """The call may be given an argument of that name."""
    frame = _caller()
    constants = () if frame is None else frame.f_code.co_consts
    return any(constant == argument or type(constant) is tuple and argument in constant for constant in constants)


def is_program(through: str = "") -> bool:
    """The program's own text, perhaps through functions of one package of the standard library."""
    main = sys.modules.get("__main__")
    frame = _caller()
    while frame is not None and through and frame.f_globals.get("__name__", "").partition(".")[0] == through:
        frame = frame.f_back
    return frame is not None and frame.f_globals is getattr(main, "__dict__", None)


def _caller() -> FrameType | None:
    frame: FrameType | None = _getframe(1)
    while frame is not None and frame.f_code.co_filename.startswith(_HERE):
        frame = frame.f_back
    return frame
