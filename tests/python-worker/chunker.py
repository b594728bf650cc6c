"""The product's own chunker, fed by tokens: what a model streams is cut here as the engine cuts it."""

from __future__ import annotations

import ctypes
import random
from collections.abc import Iterator
from pathlib import Path

from host import ROOT

LIBRARY = ROOT / "artifacts" / "native" / "libeager.so"
_QUERIES = ROOT / "parsers" / "Eager.Parsing" / "Languages" / "Python"
_NOWHERE = 2**64 - 1
_LIMIT = 256 * 1024 * 1024


class _Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_uint64), ("end", ctypes.c_uint64), ("line", ctypes.c_uint32), ("end_line", ctypes.c_uint32)]


class _Statement(ctypes.Structure):
    _fields_ = [
        ("extent", _Span), ("code", _Span), ("released_at", ctypes.c_uint64), ("kind", ctypes.c_uint32),
        ("role", ctypes.c_uint16), ("depth", ctypes.c_uint16),
    ]


class _Progress(ctypes.Structure):
    _fields_ = [
        ("position", ctypes.c_uint64), ("error_at", ctypes.c_uint64), ("suspect_at", ctypes.c_uint64), ("unfinished_at", ctypes.c_uint64),
        ("pending", _Span), ("suspect", _Span),
    ]


class Chunker:
    """Cuts one text into statements as it arrives."""

    _language = ctypes.c_void_p()

    def __init__(self, text: bytes) -> None:
        self._library = ctypes.CDLL(str(LIBRARY))
        if not Chunker._language:
            statements, names = ((_QUERIES / f"{name}.scm").read_bytes() for name in ("statements", "names"))
            error = ctypes.c_uint32()
            self._check(self._library.eager_language_load(
                b"python", ctypes.c_size_t(6), statements, ctypes.c_size_t(len(statements)), names, ctypes.c_size_t(len(names)),
                ctypes.byref(Chunker._language), ctypes.byref(error),
            ))
        self._text = text
        self._chunker = ctypes.c_void_p()
        self._check(self._library.eager_chunker_create(Chunker._language, ctypes.c_size_t(_LIMIT), ctypes.byref(self._chunker)))

    def __enter__(self) -> Chunker:
        return self

    def __exit__(self, *_: object) -> None:
        self._library.eager_chunker_delete(self._chunker)

    def feed(self, token: bytes) -> None:
        self._check(self._library.eager_chunker_feed(self._chunker, token, ctypes.c_size_t(len(token))))

    def complete(self) -> None:
        self._check(self._library.eager_chunker_complete(self._chunker))

    def accept(self) -> None:
        self._check(self._library.eager_chunker_accept(self._chunker))

    def open(self, functions: bool = False) -> None:
        """Opens the statement that waits for its end, where that can be."""
        self._check(self._library.eager_chunker_open(self._chunker, ctypes.c_int32(functions)))

    def released(self) -> Iterator[tuple[bytes, int]]:
        """Texts and what they are: 0 for a whole statement, else a role."""
        statement = _Statement()
        while self._check(self._library.eager_chunker_next(self._chunker, ctypes.byref(statement))):
            yield self._text[statement.extent.start : statement.extent.end], statement.role

    def doubtful(self) -> tuple[bytes, bool] | None:
        """Text to ask the compiler about, and whether it is a statement that would be released; None where there is nothing wrong."""
        progress = self._progress()
        if progress.suspect_at != _NOWHERE:
            return self._text[progress.suspect.start : progress.suspect.end], True
        if progress.error_at == _NOWHERE:
            return None
        line_end = self._text.find(b"\n", progress.error_at, progress.position)
        return None if line_end < 0 else (self._text[progress.pending.start : line_end + 1], False)

    def rest(self) -> bytes:
        """What is in no statement."""
        pending = self._progress().pending
        return self._text[pending.start : pending.end]

    def _progress(self) -> _Progress:
        progress = _Progress()
        self._library.eager_chunker_report(self._chunker, ctypes.byref(progress))
        return progress

    @staticmethod
    def _check(status: int) -> int:
        if status < 0:
            raise RuntimeError(f"libeager: status {status}")
        return status


def tokens_of(text: bytes, choice: random.Random, longest: int) -> Iterator[bytes]:
    """The text in random pieces, cut anywhere."""
    at = 0
    while at < len(text):
        size = choice.randint(1, longest)
        yield text[at : at + size]
        at += size
