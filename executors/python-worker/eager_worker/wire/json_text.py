"""JSON objects without importing `json`, which would cost half of the start-up and put `re` and `enum` into the program's `sys.modules`."""

from __future__ import annotations

try:
    from _json import encode_basestring_ascii as _quote, make_scanner as _make_scanner
except ImportError:  # an interpreter without the accelerator
    from json.encoder import py_encode_basestring_ascii as _quote
    from json.scanner import py_make_scanner as _make_scanner  # type: ignore[import, no-redef]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class _Settings:
    """What the scanner asks of a JSONDecoder."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo: dict[str, str] = {}


_scan = _make_scanner(_Settings())  # type: ignore[arg-type]


def read_object(data: bytes) -> dict[str, Any]:
    """Raises ValueError where the data is not one JSON object."""
    text = data.decode("utf-8").strip(" \t\r\n")
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        raise ValueError("not JSON") from None
    if end != len(text) or type(value) is not dict:
        raise ValueError("not one JSON object")
    return value


def write_object(members: dict[str, object]) -> bytes:
    """Values are strings, integers, booleans, None, or such objects."""
    return _object(members).encode("ascii")


def _object(members: dict[str, object]) -> str:
    return "{" + ",".join(f"{_quote(name)}:{_value(value)}" for name, value in members.items()) + "}"


def _value(value: object) -> str:
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return _object(value)
    # A lone surrogate is legal in a Python string and in no UTF-8 reader.
    return _quote(str(value).encode("utf-8", "backslashreplace").decode("utf-8"))
