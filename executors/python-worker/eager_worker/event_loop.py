"""`await` at top level: one event loop for the whole program, as a notebook has it."""

from __future__ import annotations

import asyncio
import contextvars
import sys
from _functools import partial
from asyncio.runners import _cancel_all_tasks  # type: ignore[attr-defined]

from .hiding import hidden

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FunctionType, TracebackType
    from typing import Any, Callable

ALLOWED = 0x2000  # PyCF_ALLOW_TOP_LEVEL_AWAIT
_COROUTINE = 0x80  # CO_COROUTINE
_NAME = "program"  # a name of its own leaves the numbers of tasks to the program
_TASKS_TAKE_CONTEXT = sys.version_info >= (3, 11)


class _Left(SystemExit):
    """Raised through the loop when a statement is over: it stops there and then, as it would not know that a statement ended in one long program."""


class EventLoop:
    """Runs a statement that awaits until it is done; tasks go on while one does. For all others the loop counts as running: they can make tasks."""

    def __init__(self) -> None:
        self._loop: Any = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._context = contextvars.copy_context()
        self._closing = False

    def bound(self, unit: FunctionType) -> Callable[[], object]:
        return partial(self._await if unit.__code__.co_flags & _COROUTINE else self._call, unit)

    @hidden
    def close(self) -> None:
        """As asyncio.run() ends: cancels what is pending, closes generators, waits for its threads."""
        loop = self._loop
        if loop.is_closed():
            return
        self._closing = True
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            loop.close()

    @hidden
    def _call(self, unit: FunctionType) -> None:
        asyncio._set_running_loop(self._loop)
        try:
            self._context.run(unit)
        finally:
            asyncio._set_running_loop(None)

    @hidden
    def _await(self, unit: FunctionType) -> None:
        failures: list[BaseException] = []
        if self._loop.is_closed():
            raise RuntimeError("Event loop is closed")
        task = self._task(self._through(unit, failures))
        self._loop._ready.rotate(1)  # it goes on where the statement before it ended, ahead of all other tasks
        try:
            self._run_until(task)
        except KeyboardInterrupt as interrupt:
            # The statement meets a cancellation where it waits, and is interrupted unless it takes no notice.
            if task.done():
                raise
            task.cancel()
            self._run_until(task)
            if failures and isinstance(failures[0], asyncio.CancelledError):
                interrupt.__traceback__ = _from(unit, failures.pop().__traceback__)
                failures.append(interrupt)
        for failure in failures:
            failure.__traceback__ = _from(unit, failure.__traceback__)
            raise failure

    def _run_until(self, task: asyncio.Task[object]) -> None:
        while not task.done():
            try:
                self._loop.run_forever()
            except _Left:
                task.exception()

    def _task(self, coroutine: Any) -> asyncio.Task[object]:
        if _TASKS_TAKE_CONTEXT:
            return self._loop.create_task(coroutine, name=_NAME, context=self._context)  # type: ignore[no-any-return]
        return self._context.run(partial(self._loop.create_task, coroutine, name=_NAME))

    async def _through(self, unit: FunctionType, failures: list[BaseException]) -> None:
        try:
            await unit()
        except BaseException as error:
            failures.append(error)
        if not self._closing:
            raise _Left


def _from(unit: FunctionType, trace: TracebackType | None) -> TracebackType | None:
    """The traceback from the statement on: what lies above is the event loop."""
    while trace is not None and trace.tb_frame.f_code is not unit.__code__:
        trace = trace.tb_next
    return trace
