"""Top-level statements as CPython sees them: one JSON line for each path read from standard input.

{"path", "statements": [[start, end], …]} in bytes, or {"path", "error"} where CPython rejects the file. Nodes of one logical
line are one statement, decorators and a closing semicolon belong to it.
"""

import ast
import json
import re
import sys
import warnings

NEWLINE = re.compile(rb"\r\n|\r|\n")
NOT_A_LINE_END = re.compile(rb"#[^\r\n]*|\\(?:\r\n|\r|\n)")
SEMICOLON = re.compile(rb"(?:[ \t\f]|\\(?:\r\n|\r|\n))*;")
BOM = b"\xef\xbb\xbf"


def statements(source: bytes) -> list[list[int]]:
    lines = [0, *(match.end() for match in NEWLINE.finditer(source))]
    lines[0] = len(BOM) if source.startswith(BOM) else 0
    found: list[list[int]] = []
    for node in ast.parse(source.decode("utf-8-sig")).body:
        first = node
        if decorators := getattr(node, "decorator_list", None):
            first = decorators[0]
        start = lines[first.lineno - 1] + first.col_offset
        if first is not node:
            start = source.rindex(b"@", 0, start)
        end = lines[node.end_lineno - 1] + node.end_col_offset
        if semicolon := SEMICOLON.match(source, end):
            end = semicolon.end()
        if found and not NEWLINE.search(NOT_A_LINE_END.sub(b"", source[found[-1][1] : start])):
            found[-1][1] = end
        else:
            found.append([start, end])
    return found


def main() -> None:
    warnings.simplefilter("ignore")
    for path in sys.stdin.read().splitlines():
        try:
            with open(path, "rb") as file:
                answer = {"path": path, "statements": statements(file.read())}
        except (SyntaxError, ValueError, RecursionError, MemoryError, OSError) as error:
            answer = {"path": path, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
