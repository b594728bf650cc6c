"""Words and forms for which a function's body does not run ahead: they could tell that it did. No input or output; nothing is run."""

from __future__ import annotations

import _ast

from ..compiling.hazards import wants_one_frame
from ..compiling.quietly import children, parsed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAMES = frozenset(("main", "_main", "run", "run_main", "cli", "demo", "analyze", "analyse", "process"))

# Named anywhere up to the call: who asks for the process, its clocks or its input, for frames beneath a function's own, for what is bound in the
# module, or for how many objects there are; who changes what a descriptor leads to; and who writes files without a word to the interpreter.
_SUSPECT = frozenset((
    "getpid", "getppid", "getpgid", "getpgrp", "getsid", "gettid", "native_id", "get_native_id", "pidfd_open", "setsid", "setpgid", "setpgrp",
    "psutil", "multiprocessing", "process_time", "process_time_ns", "thread_time", "thread_time_ns", "getrusage", "clock_gettime", "times",
    "setitimer", "alarm", "stdin", "addaudithook", "register_at_fork", "inspect", "stack_info", "stacklevel", "print_stack", "format_stack",
    "extract_stack", "walk_stack", "StackSummary", "f_back", "f_locals", "f_code", "tb_frame", "gi_frame", "capture_locals", "cgitb", "faulthandler",
    "getrefcount", "get_referrers", "get_objects", "get_count", "get_stats", "globals", "eval", "exec", "__main__", "__code__", "ctypes",
    "__import__", "importlib", "modules", "runpy", "fcntl", "set_blocking", "cffi", "pyarrow", "h5py", "netCDF4", "tables", "cv2", "torch", "tensorflow",
    "polars", "to_parquet", "to_feather", "to_orc", "to_hdf", "to_netcdf", "to_zarr", "clock_settime",
))
_SPELLINGS = (b"\0", b"/proc", b"(process", b"{process")
# Named in the body: who asks for a function's variables by their names.
_VARIABLES = frozenset(("locals", "vars", "dir", "query"))


def words_of(text: bytes) -> frozenset[bytes]:
    """All that could be a name, what stands in strings and comments included."""
    return frozenset(text.translate(_SEPARATED).split())


def is_suspect(text: bytes, nodes: list[Any], name: str, in_body: bool) -> bool:
    """True for text, and its statements, before the call of a function of that name."""
    wanted = _SUSPECT | {name} | (_VARIABLES if in_body else frozenset())
    return any(one in text for one in _SPELLINGS) or wants_one_frame(text) or _names(nodes, wanted)


def _names(nodes: list[Any], wanted: frozenset[str]) -> bool:
    """True where an identifier, or a string that could become one, is among those."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, str) and not wanted.isdisjoint(value.split(".")):
                return True
        waiting.extend(children(node))
    return False


def statements_of(source: bytes, flags: int, in_block: bool = False) -> list[Any] | None:
    """The statements of a text; None where it is no valid one by itself."""
    try:
        body: list[Any] = parsed(b"if 1:\n" + source if in_block else source, flags).body
    except (SyntaxError, ValueError):
        return None
    return body[0].body if in_block else body


def binds_late(node: Any) -> str | None:
    """The name of a function that can as well be defined after the body has run; "" for a statement that does nothing; else None."""
    if isinstance(node, _ast.Pass) or isinstance(node, _ast.Expr) and isinstance(node.value, _ast.Constant):
        return ""
    if not isinstance(node, (_ast.FunctionDef, _ast.AsyncFunctionDef)) or node.decorator_list:
        return None
    given = node.args
    evaluated = [*given.defaults, *filter(None, given.kw_defaults)]
    named = [one.annotation for one in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg) if one is not None]
    if any(not isinstance(one, _ast.Constant) for one in evaluated) or not all(_is_plain(one) for one in (*named, node.returns)):
        return None
    name: str = node.name
    return name


def is_call(node: Any, name: str) -> bool:
    """True for a statement that calls the function before it does anything else: `main()`, `x = main()`, `sys.exit(main())`, `raise SystemExit(main())`."""
    if isinstance(node, _ast.Assign):
        return all(isinstance(one, _ast.Name) for one in node.targets) and _is_bare_call(node.value, name)
    if isinstance(node, _ast.Raise):
        return node.cause is None and _is_call_of(node.exc, "SystemExit") and _is_bare_call(node.exc.args[0], name)
    if not isinstance(node, _ast.Expr):
        return False
    called = node.value
    if isinstance(called, _ast.Call) and isinstance(called.func, _ast.Attribute) and called.func.attr == "exit":
        named = isinstance(called.func.value, _ast.Name) and called.func.value.id == "sys"
        return named and len(called.args) == 1 and not called.keywords and _is_bare_call(called.args[0], name)
    return _is_bare_call(called, name)


def is_guard(node: Any) -> bool:
    """True for `if __name__ == "__main__":`."""
    test = node.test if isinstance(node, _ast.If) else None
    if not isinstance(test, _ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], _ast.Eq):
        return False
    left, right = test.left, test.comparators[0]
    return isinstance(left, _ast.Name) and left.id == "__name__" and isinstance(right, _ast.Constant) and right.value == "__main__"


def _is_plain(annotation: Any) -> bool:
    return annotation is None or isinstance(annotation, (_ast.Constant, _ast.Name))


def _is_call_of(node: Any, name: str) -> bool:
    called = isinstance(node, _ast.Call) and isinstance(node.func, _ast.Name) and node.func.id == name
    return called and len(node.args) == 1 and not node.keywords


def _is_bare_call(node: Any, name: str) -> bool:
    called = isinstance(node, _ast.Call) and isinstance(node.func, _ast.Name) and node.func.id == name
    return called and not node.args and not node.keywords


_SEPARATED = bytes(one if chr(one).isalnum() or one == 95 or one >= 128 else 32 for one in range(256))
