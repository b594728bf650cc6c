"""A module's namespace as text: keys in order, values, code objects to the last byte, and which constants are one object."""

from __future__ import annotations

import re
import types

_ADDRESS = re.compile(r"0x[0-9a-fA-F]+|\b1\d{14}\b|\b(?:pid|parent)=\d+")  # of objects, threads and processes
_IDENTIFIED = (int, float, str, bytes, tuple, frozenset, complex)


def describe(namespace: dict[str, object]) -> str:
    lines = []
    identities: dict[int, int] = {}
    for name, value in list(namespace.items()):
        if name in ("__builtins__", "__loader__"):
            lines.append(f"{name}: {type(value).__name__}")
            continue
        same = f" #{identities.setdefault(id(value), len(identities))}" if type(value) in _IDENTIFIED else ""
        lines.append(f"{name}:{same} {_value(value, 0)}")
    return "\n".join(lines) + "\n"


def _value(value: object, depth: int) -> str:
    try:
        if isinstance(value, types.FunctionType):
            defaults = [_value(item, depth + 1) for item in value.__defaults__ or ()]
            named = f"{value.__qualname__} {value.__module__} {value.__doc__!r}"
            return f"function {named} {defaults} {_plain(value.__annotations__)} {_code(value.__code__)}"
        if isinstance(value, type):
            if depth > 3 or value.__module__ != "__main__":
                return f"class {value.__qualname__}"
            members = [(k, _value(v, depth + 1)) for k, v in vars(value).items() if k not in ("__dict__", "__weakref__")]
            return f"class {[base.__qualname__ for base in value.__mro__]} {members}"
        if isinstance(value, types.ModuleType):
            return f"module {value.__name__}"
        if isinstance(value, (staticmethod, classmethod)):
            return f"{type(value).__name__} {_value(value.__func__, depth + 1)}"
        if isinstance(value, property):
            return f"property {[_value(f, depth + 1) for f in (value.fget, value.fset, value.fdel)]}"
        return f"{type(value).__name__} {_plain(value)}"
    except Exception as error:
        return f"? {type(error).__name__}"


def _plain(value: object) -> str:
    return _ADDRESS.sub("ADDRESS", repr(value))[:2000]


def _code(code: types.CodeType) -> str:
    constants = [_code(c) if isinstance(c, types.CodeType) else f"{type(c).__name__} {_plain(c)}" for c in code.co_consts]
    parts = [
        code.co_name, code.co_filename, code.co_firstlineno, code.co_flags, code.co_names, code.co_varnames, code.co_freevars,
        code.co_cellvars, code.co_code.hex(), constants, getattr(code, "co_linetable", code.co_lnotab).hex(),
        getattr(code, "co_exceptiontable", b"").hex(),
    ]
    return repr(parts)
