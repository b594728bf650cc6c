"""The conversation: frames in, units to run and reports out. It runs between the units, never beneath one."""

from __future__ import annotations

import sys
from _thread import get_ident
from os import _exit
from time import monotonic_ns
from types import ModuleType

from .blocks.driver import Driver
from .blocks.resumption import Resumption
from .compiling.hazards import wants_one_frame
from .compiling.quietly import WarningsAs
from .compiling.units import UnitCompiler, plainly
from .effects.gate import Gate
from .ending import Ending, is_interrupt
from .hiding import hidden
from .process import script, streams
from .program_text import ProgramText, has_statement, joined
from .report import Reporter, beneath
from .wire import frames, json_text
from .wire.channel import Channel
from .wire.greeting import greeting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, Callable

    from .blocks.driver import Step
    from .blocks.parts import PartCompiler
    from .display.screen import Screen
    from .event_loop import EventLoop
    from .process.idle import Idle
    from .process.own_modules import OwnModules
    from .speculation.attempt import Attempt
    from .speculation.attempts import Attempts

_WHOLE_PROGRAM = frames.Unit(frames.NO_UNIT, frames.STATEMENT, 0, 1, b"")


class Session:
    """One program from `hello` to its exit status. What lies between the program's hooks and the empty stack is hidden."""

    def __init__(self, channel: Channel, idle: Idle, own_modules: OwnModules) -> None:
        self._channel = channel
        self._idle = idle
        self._own_modules = own_modules
        self._main_thread = get_ident()
        self._screen: Screen | None = None
        self._loop: EventLoop | None = None
        self._closing: list[Callable[[], object]] = []
        self._ending = Ending()
        self._launcher = sys.modules["__main__"]  # the interpreter still looks into its namespace after the hook
        self._program: ModuleType | None = None
        self._opened = self._complete = self._failed_as_whole = self._whole = False
        self._unit = _WHOLE_PROGRAM
        self._started = 0
        self._gate: Gate | None = None
        self._requiring: int | None = None
        self._working, self._over, self._checked, self._stepping = True, False, False, False
        self._held: list[frames.Unit] = []
        self._step: Callable[[], object] | None = None  # what an open block wants to run next
        self._postponed: list[frames.Unit] = []  # inside of an open block, until the program is complete
        self._resumption: Resumption | None = None
        self._attempts: Attempts | None = None
        self.handled: BaseException | None = None  # by the program while what next() gave runs

    def hello(self) -> None:
        self._channel.send(frames.pack(frames.HELLO, json_text.write_object(greeting())))

    @hidden
    def next(self) -> Callable[[], object] | None:
        """Converses until there is something to run; None when the program is over."""
        self._working = True
        run, self._step = self._step, None
        while run is None and (self._resumption or not self._complete and not self._channel.abandoned):
            if self._resumption is not None:
                run = self._go_on(self._resumption)
                continue
            with self._channel.turn:
                if self._gate is not None:
                    self._gate.pass_by()
                run = self._answer(*self._channel.receive())
        if run is None and self._closing:
            run = self._closing.pop()
        self._working = False
        return run

    @hidden
    def _answer(self, kind: int, payload: bytes) -> Callable[[], object] | None:
        try:
            if kind == frames.UNIT and self._opened:
                return self._take(frames.unpack_unit(payload))
            if kind == frames.END and self._opened:
                return self._end(*frames.unpack_end(payload))
            if kind == frames.OPEN and not self._opened:
                self._open(json_text.read_object(payload))
                return None
            raise frames.ProtocolError(f"frame type 0x{kind:02x} is unknown or out of turn")
        except (frames.ProtocolError, ValueError, OSError) as error:
            self._channel.refuse(str(error))
            raise

    @hidden
    def settle(self, failure: BaseException | None) -> None:
        """Reports how the unit that next() gave went."""
        self._working = True
        streams.flush()
        finished = monotonic_ns()
        if failure is not None:
            failure.__traceback__ = beneath(failure.__traceback__)
        if self._stepping:
            self._step = self._drive(lambda: self._blocks.went(failure))
        elif not self._ending.reached:  # else it is an interrupt that found nothing left to stop
            self._finish(frames.SUCCEEDED if failure is None else self._fail(failure), finished)

    def finished(self) -> None:
        """Runs as the last exit handler."""
        streams.flush()
        self._over = True
        self._channel.send(frames.pack(frames.PROGRAM_FINISHED, json_text.write_object({"error": self._failed_as_whole})))

    def is_working(self) -> bool:
        """True where it is the worker, not the program, that reads a file or compiles."""
        this = get_ident()
        return this == self._requiring or self._working and this == self._main_thread

    @hidden
    def announce(self, kind: int, facts: dict[str, object]) -> None:
        """Says something about the unit that runs, whichever thread it is said in."""
        with self._channel.sending:
            self._channel.send(frames.pack(kind, self._unit.id.to_bytes(4, "little") + json_text.write_object(facts)))

    @hidden
    def require(self, ahead: bytes, probe: frames.Unit | None, in_block: bool = False) -> None:
        """Ends the process with the error of what was taken and what lies ahead: the whole text, or text up to a probe."""
        self._requiring = get_ident()
        try:
            if probe is not None and (in_block or self._blocks.is_open):
                self._compiler.check_unfinished(joined(self._postponed) + ahead + probe.source)
                return
            if probe is not None:
                self._compiler.probe(probe.source, probe.line)
                return
            self._require_whole(joined(self._postponed) + ahead)
            self._checked = True
        except Exception as error:
            if self._ending.reached:
                self.give_up()
            error.__traceback__ = error.__context__ = None
            self._text.append(ahead + (b"" if probe is None else probe.source))
            self._ending.fail(error)
            self._failed_as_whole = True
            description = json_text.write_object(self._reporter.describe(error))
            self._channel.send(frames.pack(frames.ERROR, frames.NO_UNIT.to_bytes(4, "little") + description))
            self._reporter.show_plainly()
            self.give_up()
        finally:
            self._requiring = None

    @hidden
    def give_up(self) -> None:
        """Ends the process where the program stands: nothing of it runs any more, exit handlers included."""
        streams.flush()
        if not self._over:
            self.finished()
        _exit(self._ending.status)

    def leave(self) -> None:
        """Ends the program as the interpreter ends a script."""
        if self._program is not None and not self._ending.keeps_module:
            script.forget_file(self._program)
            self._program = self._blocks = self._attempts = None  # type: ignore[assignment]
        self._ending.leave()

    def _open(self, options: dict[str, Any]) -> None:
        file, arguments, directory = (options.get(name) for name in ("file", "argv", "cwd"))
        if not (isinstance(file, str) and isinstance(directory, str) and isinstance(arguments, list)):
            raise frames.ProtocolError("an open frame names no file, argv or cwd")
        self._opened = True
        self._text = ProgramText(file)
        self._reporter = Reporter(self._text)
        self._program = script.become(self._text, arguments, directory)
        self._builtins = self._program.__dict__["__builtins__"]
        compiled, flags = plainly, 0
        if options.get("top_level_await") is True:
            with self._own_modules:
                from . import event_loop

            self._loop, flags = event_loop.EventLoop(), event_loop.ALLOWED
        if options.get("display") is True:
            with self._own_modules:
                from .display.screen import Screen

            self._screen = Screen(self._show)
            self._screen.install()
            compiled = self._screen.keeper.compiled
        self._compiler = UnitCompiler(self._text, compiled, flags)
        self._blocks = Driver(self._compiler, self._text.bytes, self._program.__dict__, self._ahead)
        rules = options.get("effects")
        if isinstance(rules, dict) and any(rule != "run" for rule in rules.values()):
            self._gate = Gate(rules, directory, self._channel, self)
            self._gate.install()

    @hidden
    def _take(self, unit: frames.Unit, answered: bool = False) -> Callable[[], object] | None:
        self._unit, self._started = _WHOLE_PROGRAM if answered else unit, monotonic_ns()
        if self._ending.reached:
            if unit.kind != frames.PROBE and not answered:  # it may be what makes the whole text invalid
                self._text.append(unit.source)
            self._finish(frames.SKIPPED, self._started)
            return None
        if self._screen is not None and unit.kind != frames.PROBE:
            self._screen.keeper.forget()
        if unit.kind == frames.PROBE:
            if self._blocks.is_open:
                return self._attempt(lambda: self._compiler.check_unfinished(joined(self._postponed) + unit.source))
            return self._attempt(lambda: self._compiler.probe(unit.source, unit.line))
        if not answered and (self._postponed or self._blocks.is_open and self._blocks.wants_one_frame(unit)):
            self._postponed.append(unit)
            self._finish(frames.SUCCEEDED, self._started)
            return None
        if not answered:
            self._text.append(unit.source)
        if unit.kind == frames.PROGRAM:
            self._whole = True
            if self._gate is not None:
                self._gate.open()
            return self._attempt(lambda: self._compiler.program(unit.source))
        if unit.kind >= frames.OPENED and not self._held and (self._blocks.is_open or not self._blocks.wants_one_frame(unit)):
            self._blocks.require_place(unit)
            return self._drive(lambda: self._blocks.take(unit))
        if self._held or unit.kind >= frames.OPENED or wants_one_frame(unit.source):
            self._held.append(unit)
            self._finish(frames.SUCCEEDED, self._started)
            return None
        return self._attempt(lambda: self._compiler.unit(unit.source, unit.line))

    @hidden
    def _drive(self, advance: Callable[[], Step | None]) -> Callable[[], object] | None:
        """What an open block wants to run; None where the unit is over."""
        self._stepping = False
        try:
            step = advance()
        except Exception as error:
            self._blocks.abandon()
            error.__traceback__ = error.__context__ = None
            self._finish(self._fail(error), monotonic_ns())
            return None
        if step is not None:
            self._stepping, self.handled = True, step.handled
            return self._function(step.code)
        failure, self._blocks.failure = self._blocks.failure, None
        failed = failure is not None and not self._ending.reached
        self._finish(self._fail(failure) if failed else frames.SUCCEEDED, monotonic_ns())
        return None

    def _ahead(self, header: Any, before: bytes, compiler: PartCompiler) -> Attempt | None:
        if self._gate is not None and self._attempts is None:
            kind = self._own_modules.unseen("speculation.attempts").Attempts
            self._attempts = kind(self._channel, self._gate, self._program.__dict__, lambda: self._unit.id)  # type: ignore[union-attr]
        return None if self._attempts is None else self._attempts.begin(header, before, compiler)

    @hidden
    def _attempt(self, compiled: Callable[[], CodeType | None]) -> Callable[[], object] | None:
        """Something to run, or None where the unit is over already."""
        try:
            code = compiled()
        except Exception as error:
            error.__traceback__ = error.__context__ = None
            self._finish(self._fail(error), monotonic_ns())
            return None
        if code is not None:
            return self._function(code)
        self._finish(frames.SUCCEEDED, monotonic_ns())
        return None

    @hidden
    def _end(self, ending: int, remainder: bytes) -> Callable[[], object] | None:
        if (self._postponed or self._blocks.is_open) and not self._ending.reached:
            return self._resume(ending, remainder)
        self._unit, self._complete = _WHOLE_PROGRAM, True
        if self._loop is not None:
            self._closing.append(self._loop.close)
        if self._ending.reached or ending != frames.COMPLETE:
            self._shut(ending, remainder)
            return None
        line = self._held[0].line if self._held else self._text.next_line()
        self._text.append(remainder)
        rest = joined(self._held) + remainder
        try:
            if not self._checked and (not self._whole or remainder):
                self._compiler.check()
            if self._gate is not None:
                self._gate.open()
            if self._screen is not None:
                self._closing.insert(0, hidden(lambda: self._ending.reached or self._screen.show_end()))
            if not has_statement(rest):
                return None
            if self._screen is not None:
                self._screen.keeper.forget()
            code = self._compiler.unit(rest, line)
        except Exception as error:
            error.__traceback__ = error.__context__ = None
            self._shut(frames.STOPPED, b"")
            self._fail(error)
            return None
        return self._function(code)

    @hidden
    def _resume(self, ending: int, remainder: bytes) -> Callable[[], object] | None:
        """The program is complete: what was postponed inside of an open block runs, or closes it. Else what was entered is left."""
        self._unit = _WHOLE_PROGRAM
        units, self._postponed = self._postponed, []
        self._text.append(joined(units))
        self._resumption = Resumption(self._blocks, self._text, units, ending, remainder)
        if ending != frames.COMPLETE:
            self._shut(ending, remainder)
            units.clear()
            return self._drive(self._blocks.break_off)
        try:
            if not self._checked:
                self._require_whole(remainder)
                self._checked = True
            if self._gate is not None:
                self._gate.open()
        except Exception as error:
            error.__traceback__ = error.__context__ = None
            self._shut(frames.STOPPED, b"")
            self._fail(error)
            return self._drive(self._blocks.break_off)
        return None

    @hidden
    def _go_on(self, resumption: Resumption) -> Callable[[], object] | None:
        piece = resumption.next()
        if piece is None:
            self._resumption = None
            return self._end(resumption.ending, resumption.remainder)
        if isinstance(piece, frames.Unit):
            return self._take(piece, True)
        if self._screen is not None:
            self._screen.keeper.forget()
        return self._function(piece)

    @hidden
    def _function(self, code: CodeType) -> Callable[[], object]:
        function = script.function_of(code, self._program, self._builtins)
        return function if self._loop is None else self._loop.bound(function)

    @hidden
    def _show(self, result: bool, forms: dict[str, str]) -> None:
        """Called by the program, from any of its threads and at any time."""
        streams.flush()
        in_main_thread = get_ident() == self._main_thread
        unit = self._unit.id if in_main_thread else frames.NO_UNIT
        frame = frames.pack(frames.DISPLAY, unit.to_bytes(4, "little") + json_text.write_object({"result": result, "data": forms}))
        if in_main_thread:
            self._idle.begin()
        if not self._over:
            self._channel.send(frame)
        if in_main_thread:
            self._idle.end()
            self._channel.wait_until_read()

    @hidden
    def _shut(self, ending: int, remainder: bytes) -> None:
        """Effects that wait happen after all where the program ended early and its text turns out to be whole."""
        if self._gate is not None:
            whole = (lambda: self._require_whole(remainder)) if ending == frames.COMPLETE else None
            self._gate.conclude(whole, ending == frames.STOPPED and self._ending.is_own)

    @hidden
    def _require_whole(self, ahead: bytes) -> None:
        with WarningsAs("ignore"):
            self._compiler.program(bytes(self._text.bytes) + ahead)

    @hidden
    def _fail(self, failure: BaseException) -> int:
        """Ends the program. Returns the outcome of the unit."""
        if isinstance(failure, SystemExit):
            self._ending.exit(failure)
            return frames.EXITED
        self._ending.fail(failure)
        self._failed_as_whole = self._unit is _WHOLE_PROGRAM
        description = json_text.write_object(self._reporter.describe(failure))
        self._channel.send(frames.pack(frames.ERROR, self._unit.id.to_bytes(4, "little") + description))
        leaving = self._reporter.show(failure)
        if leaving is not None:
            self._ending.exit(leaving)
        streams.flush()
        return frames.INTERRUPTED if is_interrupt(failure) else frames.FAILED

    def _finish(self, outcome: int, finished: int) -> None:
        with self._channel.sending:
            if self._unit is not _WHOLE_PROGRAM and not (self._attempts and self._unit.id in self._attempts.answered):
                self._channel.send(frames.unit_finished(self._unit.id, outcome, self._started, finished))
            self._unit = _WHOLE_PROGRAM
