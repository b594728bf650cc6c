"""The host's side of the protocol, written from executors/PROTOCOL.md alone, so that it checks the worker's reading of it."""

from __future__ import annotations

import json
import struct
from typing import NamedTuple

OPEN, UNIT, END = 0x01, 0x02, 0x03
HELLO, UNIT_FINISHED, ERROR, PROGRAM_FINISHED, DISPLAY, HELD, RESUMED, KEPT = 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88
STATEMENT, PROGRAM, PROBE = 0, 1, 2
OPENED, LEAF, CLAUSE, CLOSED = 3, 4, 5, 6
COMPLETE, CUT_OFF, STOPPED = 0, 1, 2
OUTCOMES = ("succeeded", "failed", "exited", "skipped", "interrupted")


class Finished(NamedTuple):
    id: int
    outcome: str
    started_ns: int
    finished_ns: int


class Error(NamedTuple):
    id: int
    facts: dict


def frame(type: int, payload: bytes) -> bytes:
    return struct.pack("<IB3x", len(payload), type) + payload


def open_frame(file: str, argv: list[str], cwd: str, **asked: object) -> bytes:
    return frame(OPEN, json.dumps({"file": file, "argv": argv, "cwd": cwd, **asked}).encode())


def unit_frame(id: int, kind: int, offset: int, line: int, source: bytes) -> bytes:
    return frame(UNIT, struct.pack("<IB3xQI", id, kind, offset, line) + source)


def end_frame(ending: int, rest: bytes = b"") -> bytes:
    return frame(END, bytes([ending]) + rest)


def decode(type: int, payload: bytes) -> object:
    if type == UNIT_FINISHED:
        id, outcome, started, finished = struct.unpack("<IB3xQQ", payload)
        return Finished(id, OUTCOMES[outcome], started, finished)
    if type == ERROR:
        return Error(struct.unpack_from("<I", payload)[0], json.loads(payload[4:]))
    if type in (DISPLAY, HELD, RESUMED):
        return {"id": struct.unpack_from("<I", payload)[0], **json.loads(payload[4:])}
    return json.loads(payload)
