"""Asks CPython whether statements were released at the right byte.

Reads JSON lines {"path", "released": [[start, end, released_at], …]}; prints for each {"path", "changed": […], "late": […]}.
changed: statements that some continuation of the text fed by then turns into others.
late: statements that no continuation of the text fed one byte before would have changed.
"""

import json
import sys
import warnings

from python_statements import statements

CONTINUATIONS = [
    b"", b"\n", b"x\n", b" x\n", b"    x\n", b"\tx\n", b"\n    x\n", b"    case 2: x\n",
    b"else: x\n", b"lse: x\n", b"se: x\n", b"e: x\n", b"elif x: x\n", b"except: x\n", b"finally: x\n",
    b"= 1\n", b"+ 1\n", b", 1\n", b".x\n", b"()\n", b")\n", b"]\n", b";x\n", b":\n  x\n", b"'\n", b"# x\n", b"\\\n",
]
DEEPEST = 24


def cut(source: bytes) -> list[list[int]] | None:
    try:
        return statements(source)
    except (SyntaxError, ValueError):
        return None


def judge(path: str, released: list[list[int]]) -> dict[str, object]:
    with open(path, "rb") as file:
        source = file.read()
    changed, late = [], []
    for index, (start, end, at) in enumerate(released):
        # A statement stands at the margin, so it is judged alone.
        text = source[start:at]
        expected = [0, end - start]

        def is_changed(prefix: bytes, more: bytes) -> bool:
            found = cut(prefix + more)
            return bool(found) and found[0] != expected

        if any(is_changed(text, more) for more in CONTINUATIONS):
            changed.append(index)
        deeper = [b" " * width + b"x\n" for width in range(1, DEEPEST)] + [b"\t" * width + b"x\n" for width in range(1, 4)]
        comment = b"#" in source[end:at]
        if not comment and not any(is_changed(text[:-1], more) for more in CONTINUATIONS + deeper):
            late.append(index)
    return {"path": path, "changed": changed, "late": late}


warnings.simplefilter("ignore")
for request in map(json.loads, sys.stdin):
    print(json.dumps(judge(request["path"], request["released"])))
