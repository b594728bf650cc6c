"""The layout of frames (../../PROTOCOL.md); no input or output."""

from __future__ import annotations

HEADER_BYTES = 8
MAX_PAYLOAD_BYTES = 16_777_216
NO_UNIT = 0xFFFFFFFF

OPEN, UNIT, END = 0x01, 0x02, 0x03
HELLO, UNIT_FINISHED, ERROR, PROGRAM_FINISHED, DISPLAY, HELD, RESUMED, KEPT = 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88

STATEMENT, PROGRAM, PROBE = 0, 1, 2
OPENED, LEAF, CLAUSE, CLOSED = 3, 4, 5, 6
COMPLETE, CUT_OFF, STOPPED = 0, 1, 2
SUCCEEDED, FAILED, EXITED, SKIPPED, INTERRUPTED = 0, 1, 2, 3, 4

_UNIT_HEAD_BYTES = 20


class ProtocolError(Exception):
    """The host sent what the protocol does not know; the message is one line."""


class Unit:
    """A piece of the program as it travels."""

    __slots__ = ("id", "kind", "line", "offset", "source")

    def __init__(self, id: int, kind: int, offset: int, line: int, source: bytes) -> None:
        self.id = id
        self.kind = kind
        self.offset = offset
        self.line = line
        self.source = source


def pack(type: int, payload: bytes) -> bytes:
    return len(payload).to_bytes(4, "little") + bytes((type, 0, 0, 0)) + payload


def payload_length(header: bytes) -> int:
    """Length announced by the header, which holds HEADER_BYTES bytes."""
    length = int.from_bytes(header[:4], "little")
    if length > MAX_PAYLOAD_BYTES:
        raise ProtocolError(f"a payload of {length} bytes is longer than {MAX_PAYLOAD_BYTES}")
    if header[5] or header[6] or header[7]:
        raise ProtocolError("reserved bytes of a frame header are not zero")
    return length


def unpack_unit(payload: bytes) -> Unit:
    if len(payload) < _UNIT_HEAD_BYTES:
        raise ProtocolError("a unit frame is shorter than its fixed part")
    if payload[5] or payload[6] or payload[7]:
        raise ProtocolError("reserved bytes of a unit frame are not zero")
    if payload[4] > CLOSED:
        raise ProtocolError(f"unit kind {payload[4]} is unknown")
    number = int.from_bytes
    return Unit(
        number(payload[0:4], "little"), payload[4], number(payload[8:16], "little"), number(payload[16:20], "little"),
        payload[_UNIT_HEAD_BYTES:],
    )


def unpack_end(payload: bytes) -> tuple[int, bytes]:
    if not payload or payload[0] > STOPPED:
        raise ProtocolError("an end frame names no known ending")
    return payload[0], payload[1:]


def unit_finished(id: int, outcome: int, started_ns: int, finished_ns: int) -> bytes:
    return pack(
        UNIT_FINISHED,
        id.to_bytes(4, "little") + bytes((outcome, 0, 0, 0)) + started_ns.to_bytes(8, "little") + finished_ns.to_bytes(8, "little"),
    )
