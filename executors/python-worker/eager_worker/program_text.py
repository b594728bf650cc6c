"""The text of the program so far, and how the interpreter's own readers of source files come to see it."""

from __future__ import annotations

import codecs
import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    from .wire.frames import Unit


class ProgramText:
    """Grows with every unit. Readers are served without a file, so that a program that arrives over a wire has source lines too."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._encoding = ""
        self.bytes = bytearray()
        self._lines: list[str] = []
        self._split = 0  # bytes of the text that are in _lines
        self._closing = b""
        self._closed = 0  # lines of _lines that close

    @property
    def encoding(self) -> str:
        """The codec that the first two lines declare; the first unit holds both where the first is no code."""
        if not self._encoding and self.bytes:
            self._encoding = declared_encoding(bytes(self.bytes[:4096]))
        return self._encoding or "utf-8"

    def encoding_of(self, following: bytes) -> str:
        """The codec of text that would come next."""
        return self.encoding if self.bytes else declared_encoding(following[:4096])

    def append(self, source: bytes) -> None:
        self.bytes += source
        if "linecache" in sys.modules:
            self.publish()

    def close_with(self, closing: bytes) -> None:
        """Lines that readers of source find behind the text, up to the next one: with them it is valid while statements are open."""
        self._closing = closing
        if "linecache" in sys.modules:
            self.publish()

    def next_line(self) -> int:
        """Number of the line that further text begins on or goes on with."""
        return 1 + self.bytes.count(b"\n") + self.bytes.count(b"\r") - self.bytes.count(b"\r\n")

    def publish(self) -> None:
        """Brings linecache up to date. The list in its entry grows, so the cost is that of the new lines."""
        try:
            import linecache

            cache: dict[str, Any] = linecache.cache  # type: ignore[assignment]
            entry: Any = cache.get(self.file)
        except Exception:  # the program took it apart: it reads no source lines, as a script would not
            return
        del self._lines[len(self._lines) - self._closed:]
        fresh = bytes(self.bytes[self._split:]).decode(self.encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
        if not self._split:
            fresh = fresh.lstrip("\ufeff")
        if self._lines and not self._lines[-1].endswith("\n"):
            fresh = self._lines.pop() + fresh
        self._split = len(self.bytes)
        pieces = fresh.split("\n")
        self._lines.extend(piece + "\n" for piece in pieces[:-1])
        if pieces[-1]:
            self._lines.append(pieces[-1])
        closing = self._closing.decode().splitlines(keepends=True) if not pieces[-1] else []
        self._lines.extend(closing)
        self._closed = len(closing)
        if entry is None or len(entry) != 4 or entry[2] is not self._lines:
            # Without a modification time checkcache() keeps the entry whatever is on the disk.
            cache[self.file] = (len(self.bytes), None, self._lines, self.file)

    def opened(self) -> Readable:
        return Readable(self)


class Readable:
    """While entered, `io.open` on the program's file reads this text: the interpreter's own error display looks for source lines there."""

    def __init__(self, text: ProgramText) -> None:
        self._text = text
        self._descriptor = -1

    def __enter__(self) -> None:
        self._open = io.open
        if not hasattr(os, "memfd_create"):
            return
        self._descriptor = os.memfd_create("program", os.MFD_CLOEXEC)
        rest = memoryview(bytes(self._text.bytes))
        while rest:
            rest = rest[os.write(self._descriptor, rest):]
        io.open = self._serve

    def __exit__(self, *_: object) -> None:
        io.open = self._open
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def _serve(self, file: Any, *rest: Any, **named: Any) -> Any:
        if file != self._text.file:
            return self._open(file, *rest, **named)
        descriptor = os.dup(self._descriptor)
        os.lseek(descriptor, 0, os.SEEK_SET)
        return self._open(descriptor, *rest, **named)


def declared_encoding(head: bytes) -> str:
    """PEP 263: a comment on the first line, or on the second after a line without code."""
    for line in head.replace(b"\r", b"\n").split(b"\n", 2)[:2]:
        text = line.strip(b"\xef\xbb\xbf \t\f").decode("latin-1")
        if text and not text.startswith("#"):
            break
        for mark in ("coding:", "coding="):
            _, found, after = text.partition(mark)
            after = after.lstrip(" \t")
            name = after[: next((n for n, c in enumerate(after) if not (c.isalnum() or c in "-_.")), len(after))]
            if found and name:
                return _known(name)
    return "utf-8"


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"  # compiling the first unit says what is wrong


def loader_for(text: ProgramText, script_loader: Any) -> Any:
    """`__loader__` as a script has it; for a program without a file, one that knows the text."""
    kind: Callable[..., Any] = type(script_loader)
    if os.path.exists(text.file):
        return kind("__main__", text.file)

    class SourceFileLoader(kind):  # type: ignore[misc, valid-type]
        def get_data(self, path: str) -> bytes:
            if path == text.file:
                return bytes(text.bytes)
            on_disk: bytes = super().get_data(path)
            return on_disk

    SourceFileLoader.__module__ = kind.__module__
    SourceFileLoader.__qualname__ = kind.__qualname__
    return SourceFileLoader("__main__", text.file)


def has_statement(source: bytes) -> bool:
    """True where the text is more than blank lines and comments."""
    return any(line and not line.startswith(b"#") for line in (line.strip(b" \t\f\r") for line in source.split(b"\n")))


def joined(units: list[Unit]) -> bytes:
    return b"".join([unit.source for unit in units])
