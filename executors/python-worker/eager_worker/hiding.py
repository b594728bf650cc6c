"""Frames that nobody sees.

Since 3.11 the interpreter leaves out of tracebacks, `f_back` and `sys._getframe` every frame that has not yet reached its RESUME
instruction, because such a frame is still being built. A function without that instruction is never seen. Before 3.11 there is no such
state: tracebacks are cut by hand there, and `sys._getframe` sees the one frame that is left.
"""

from __future__ import annotations

import sys
from types import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable


def hidden(function: Callable[..., object]) -> Callable[..., object]:
    """The same function with an invisible frame."""
    if sys.version_info < (3, 11):
        return function
    from opcode import opmap

    code = bytearray(function.__code__.co_code)
    for position in range(0, len(code), 2):
        if code[position] == opmap["RESUME"]:
            code[position] = opmap["NOP"]
            code[position + 1] = 0
            break
    invisible = FunctionType(
        function.__code__.replace(co_code=bytes(code)), function.__globals__, function.__name__, function.__defaults__,
        function.__closure__,
    )
    invisible.__kwdefaults__ = function.__kwdefaults__
    return invisible
