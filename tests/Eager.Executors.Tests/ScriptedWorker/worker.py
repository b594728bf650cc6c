"""A worker that does as each unit tells it, right or wrong: a unit's source runs with the functions of this file in reach."""

import json
import os
import signal
import struct
import sys
import time

CHANNEL_IN, CHANNEL_OUT = 3, 4


def read(count):
    data = b""
    while len(data) < count:
        part = os.read(CHANNEL_IN, count - len(data))
        if not part:
            os._exit(0)
        data += part
    return data


def raw(data):
    while data:
        data = data[os.write(CHANNEL_OUT, data):]


def frame(kind, payload):
    raw(struct.pack("<IB3x", len(payload), kind) + payload)


def finished(unit, outcome=0, started=None, ended=None):
    now = time.monotonic_ns()
    frame(0x82, struct.pack("<IB3xQQ", unit, outcome, started or now, ended or now))


def hello(**changes):
    greeting = {"protocol": 1, "language": "python", "version": "0", "pid": os.getpid(), "clock_ns": time.monotonic_ns(), "slots": 4,
                "keeps_state_on_interrupt": True}
    frame(0x81, json.dumps({**greeting, **changes}).encode())


class Silent(Exception):
    """Raised by a unit that has answered for itself."""


def main():
    hello()
    while True:
        length, kind = struct.unpack("<IB3x", read(8))
        payload = read(length)
        if kind == 0x03:
            frame(0x84, b'{"error": false}')
            os._exit(0)
        if kind == 0x02:
            unit = struct.unpack_from("<I", payload)[0]
            try:
                exec(payload[20:].decode(), {**globals(), "unit": unit})
            except Silent:
                continue
            finished(unit)


if __name__ == "__main__":
    main()
