"""An event loop whose clock stands while anything happens: a slow machine misses no deadline."""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple, Unpack

LoopFactory = Callable[[], asyncio.AbstractEventLoop]
_T = TypeVar("_T")
_Ts = TypeVarTuple("_Ts")
QUIET = 0.02  # real seconds without a sign of life after which nothing more is under way


class _Patient(selectors.DefaultSelector):
    """Says when nothing happens, instead of how long it took."""

    def __init__(self, skip: Callable[[float], None], at_work: Callable[[], bool]) -> None:
        super().__init__()
        self._skip = skip
        self._at_work = at_work

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self._at_work():
            return self._select_by_the_real_clock(timeout)
        happened = super().select(min(timeout, QUIET))
        if not happened:
            self._skip(timeout)
        return happened

    def _select_by_the_real_clock(self, timeout: float) -> list[tuple[selectors.SelectorKey, int]]:
        """A thread is at work, whose end no selector foretells."""
        began = time.monotonic()
        happened = super().select(timeout)
        self._skip(min(timeout, time.monotonic() - began))
        return happened


class IdleClockLoop(asyncio.SelectorEventLoop):
    """Runs what is due as ever, but its time goes on only when every party of the test waits.

    Both sides of a loopback connection must run on this loop (or in its executor). Time that is
    waited for is skipped, so a deadline of a minute costs a moment, and its length is exact.
    """

    def __init__(self) -> None:
        self._now = 0.0
        self._threads = 0
        super().__init__(_Patient(self._skip, lambda: self._threads > 0))

    def time(self) -> float:
        return self._now

    def _skip(self, seconds: float) -> None:
        self._now += seconds

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[_Ts]], _T], *args: *_Ts
    ) -> asyncio.Future[_T]:
        future = super().run_in_executor(executor, func, *args)
        self._threads += 1
        future.add_done_callback(self._thread_ended)
        return future

    def _thread_ended(self, _: asyncio.Future[_T]) -> None:
        self._threads -= 1


def idle_clock() -> Mapping[str, LoopFactory]:
    """What pytest-asyncio wants to hear from a folder whose tests run by this clock."""
    return {"idle clock": IdleClockLoop}
