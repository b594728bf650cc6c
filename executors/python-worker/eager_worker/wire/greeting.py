"""What a worker, or a parent of workers, says of itself first."""

from __future__ import annotations

import os
import sys
from time import monotonic_ns

_SLOTS = 64


def greeting() -> dict[str, object]:
    return {
        "protocol": 1, "language": "python", "version": sys.version.split()[0], "pid": os.getpid(),
        "clock_ns": monotonic_ns(), "slots": _SLOTS, "keeps_state_on_interrupt": False, "open_blocks": (3, 11) <= sys.version_info < (3, 14),
    }
