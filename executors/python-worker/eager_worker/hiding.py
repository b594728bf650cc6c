"""Frames that nobody sees.

Since 3.11 the interpreter leaves out of tracebacks, `f_back` and `sys._getframe` every frame that has not yet reached its RESUME
instruction, because such a frame is still being built. A function without that instruction is never seen. Before 3.11 there is no such
state: tracebacks are cut by hand there, and `sys._getframe` sees the one frame that is left.
"""

from __future__ import annotations

import sys
from types import FunctionType

if sys.version_info >= (3, 11):
    from opcode import opmap  # now: an import while the program runs would be seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])


def hidden(function: F) -> F:
    """The same function with an invisible frame."""
    if sys.version_info < (3, 11):
        return function
    visible: Any = function
    code = bytearray(visible.__code__.co_code)
    for position in range(0, len(code), 2):
        if code[position] == opmap["RESUME"]:
            code[position] = opmap["NOP"]
            code[position + 1] = 0
            break
    invisible: Any = FunctionType(
        visible.__code__.replace(co_code=bytes(code)), visible.__globals__, visible.__name__, visible.__defaults__, visible.__closure__,
    )
    invisible.__kwdefaults__ = visible.__kwdefaults__
    return invisible
