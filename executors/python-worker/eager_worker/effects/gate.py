"""Where an effect waits. The audit hook meets it right before it happens; the thread that it happens in goes no further until the program is
known to be whole. Whoever waits reads the frames that arrive, and takes none away: they are run in their turn when the gate has opened.
"""

from __future__ import annotations

import os
import sys
from time import monotonic_ns

from ..hiding import hidden
from ..process import streams
from ..wire import frames, json_text
from . import callers, words
from .classes import DYNAMIC_CODE, READ_INSIDE, READ_OUTSIDE, Classes
from .movable import Movable
from .unannounced import EVENTS, Unannounced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

    from ..session import Session
    from ..wire.channel import Channel
    from .classes import Classifier

HOLD, DENY, STAGE = "hold", "deny", "stage"
_OWN = frozenset((READ_INSIDE, READ_OUTSIDE, DYNAMIC_CODE))  # what the worker does itself


class Gate:
    """Closed until the program is known to be whole; then open for good, or shut for good."""

    def __init__(self, rules: dict[str, str], home: str, channel: Channel, session: Session) -> None:
        self._denied = frozenset(name for name, rule in rules.items() if rule == DENY)
        self._held = frozenset(name for name, rule in rules.items() if rule == HOLD)
        self.home = home
        self._classes = Classes(home)
        self._classifiers: dict[str, Classifier] = self._classes.classifiers(self._denied | self._held)
        self._unannounced = Unannounced(self._meet_unannounced)
        self._channel = channel
        self._session = session
        self._stages = STAGE in rules.values()
        self._announced = self._shut = self._kept = False
        self._unmet = False
        self.meets: Callable[[], object] | None = None  # an effect that would wait, instead of waiting

    def install(self) -> None:
        """Nothing of it can be taken away again: an audit hook stays as long as the process."""
        find, meet = self._classifiers.get, self._meet

        @hidden
        def audit(event: str, given: tuple[Any, ...]) -> None:
            classify = find(event)
            if classify is not None:
                kind = classify(given)
                if kind is not None:
                    meet(event, given, kind)

        sys.addaudithook(audit)
        if not self._classifiers.keys().isdisjoint(EVENTS):
            self._unannounced.install()
        if self._stages:
            meet_rename = Movable(self._classes.places).meet

            @hidden
            def audit_rename(event: str, given: tuple[Any, ...]) -> None:
                if event == "os.rename":
                    meet_rename(given)

            sys.addaudithook(audit_rename)

    @property
    def is_closed(self) -> bool:
        """True where effects wait and none has come so far."""
        return bool(self._held) and not self._announced and not self._shut

    @hidden
    def open(self) -> None:
        """The program is whole: what waits happens, and nothing waits from now on."""
        with self._channel.turn:
            self._keep()
            if not self._held:
                return
            self._held = frozenset()
            kept = self._classes.classifiers(self._denied)
            for event in [event for event in self._classifiers if event not in kept]:
                del self._classifiers[event]
            if not kept:
                self._unannounced.remove()
            if self._announced:
                self._session.announce(frames.RESUMED, {"at_ns": monotonic_ns()})

    @hidden
    def shut(self, keeps: bool) -> None:
        """The program will never be known to be whole: whoever comes to an effect that waits ends it. What is staged stands where it `keeps`."""
        self._shut = bool(self._held)
        if keeps:
            self._keep()

    @hidden
    def unmet(self, look: Callable[[], bool]) -> bool:
        """What the worker looks at while the program runs is no effect of the program's."""
        self._unmet = True
        try:
            return look()
        finally:
            self._unmet = False

    @hidden
    def conclude(self, whole: Callable[[], object] | None, keeps: bool) -> None:
        """The program is over. Opens where `whole`, which is missing where the text broke off, raises nothing; else shuts."""
        try:
            if whole is None:
                raise EOFError
            whole()
            self.open()
        except Exception:
            self.shut(keeps)

    @hidden
    def pass_by(self) -> None:
        """Between two units: where another thread's effect waits, nothing more is run. Blocks until there is a frame."""
        with self._channel.turn:
            self._channel.wait()
            if self._announced and self._held:
                self._decide()

    @hidden
    def _keep(self) -> None:
        if self._stages and not self._kept:
            self._kept = True
            with self._channel.sending:
                self._channel.send(frames.pack(frames.KEPT, b"{}"))

    @hidden
    def _meet(self, event: str, given: tuple[Any, ...], kind: str) -> None:
        if self._unmet or kind not in self._held and kind not in self._denied:
            return
        if kind.startswith("write") and callers.is_bytecode_cache():
            raise PermissionError(f"bytecode is not written while effects wait: {given[0]}")  # importing goes on without
        if kind in self._denied:
            raise PermissionError(f"{words.of(event, given)} is denied: this session's rules forbid {kind}")
        if self._channel.abandoned or kind in _OWN and self._session.is_working():
            return
        self._park(kind, words.of(event, given))

    @hidden
    def _meet_unannounced(self, event: str, given: tuple[Any, ...]) -> None:
        classify = self._classifiers.get(event)
        kind = None if classify is None else classify(given)
        if kind is not None:
            self._meet(event, given, kind)

    @hidden
    def _park(self, kind: str, what: str) -> None:
        if self.meets is not None:
            self.meets()
        if self._shut:
            self._session.give_up()
        if not self._announced:
            self._announced = True
            streams.flush()
            self._session.announce(frames.HELD, {"class": kind, "what": what, "at_ns": monotonic_ns()})
        with self._channel.turn:
            if self._shut:
                self._session.give_up()
            self._decide()

    @hidden
    def _decide(self) -> None:
        """Reads ahead to the end of the program, and opens the gate or ends the process."""
        at, text, in_block = 0, [], False
        while self._held:
            ahead = self._channel.ahead(at)
            if ahead is None:
                continue  # a signal's handler may have decided meanwhile
            kind, payload, at = ahead
            if kind == frames.UNIT:
                unit = frames.unpack_unit(payload)
                if unit.kind == frames.PROBE:
                    self._session.require(b"".join(text), unit, in_block)
                else:
                    in_block |= unit.kind >= frames.OPENED
                    text.append(unit.source)
            elif kind == frames.END:
                ending, remainder = frames.unpack_end(payload)
                if ending != frames.COMPLETE:
                    self._session.give_up()
                self._session.require(b"".join(text) + remainder, None)
                self.open()
            else:
                self._channel.refuse(f"frame type 0x{kind:02x} is unknown or out of turn")
