"""The children at hand: made when they are wanted, used again, ended when nobody does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager

from daemon.errors import DidevanError
from daemon.jail.cell import Cell, Died
from daemon.jail.frames import Garbled
from daemon.jail.limits import Limits
from daemon.jail.nursery import Nursery


class Unable(DidevanError):
    """No child could be made; the text says why."""


class Pool:
    """At most ``limits.children`` at a time, and none that was idle for too long."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._nursery = Nursery(limits.memory)
        self._room = asyncio.Semaphore(limits.children)
        self._in_use = 0
        self._free: dict[Cell, asyncio.TimerHandle] = {}
        self._endings: set[asyncio.Task[int]] = set()
        self._closed = False

    @asynccontextmanager
    async def cell(self) -> AsyncIterator[Cell]:
        """A child of one's own, killed unless it was kept; raises Unable when there is none."""
        async with self._room:
            self._in_use += 1
            try:
                cell = self._waiting() or await self._made()
                try:
                    yield cell
                finally:
                    if cell not in self._free:
                        self._end(cell)
            finally:
                self._in_use -= 1

    def keep(self, cell: Cell) -> None:
        """The child has done well and may be used again."""
        if not self._closed:
            loop = asyncio.get_running_loop()
            self._free[cell] = loop.call_later(self._limits.idle_seconds, self._retire, cell)

    async def aclose(self) -> None:
        """End the children and their mother."""
        self._closed = True
        while self._free:
            cell, timer = self._free.popitem()
            timer.cancel()
            self._end(cell)
        await asyncio.gather(*self._endings)
        self._end_mother()
        await asyncio.gather(*self._endings)

    def _waiting(self) -> Cell | None:
        """The child that was used last, and may still be in the processor's memory."""
        if not self._free:
            return None
        cell, timer = self._free.popitem()
        timer.cancel()
        return cell

    async def _made(self) -> Cell:
        try:
            async with asyncio.timeout(self._limits.start_seconds):
                return await self._born()
        except (TimeoutError, Died, Garbled) as error:
            raise Unable(f"a reading process could not be started: {error}") from error

    async def _born(self) -> Cell:
        cell = await self._nursery.cell()
        try:
            await cell.ready()
        except BaseException:
            self._end(cell)
            raise
        return cell

    def _retire(self, cell: Cell) -> None:
        del self._free[cell]
        cell.kill()
        self._wait_for(self._retired(cell))

    async def _retired(self, cell: Cell) -> int:
        """When the last child is gone its mother is not kept either."""
        status = await cell.buried()
        if not (self._free or self._in_use):
            self._end_mother()
        return status

    def _end(self, cell: Cell) -> None:
        cell.kill()
        self._wait_for(cell.buried())

    def _end_mother(self) -> None:
        mother = self._nursery.end()
        if mother is not None:
            self._wait_for(asyncio.to_thread(mother.wait))

    def _wait_for(self, ended: Coroutine[None, None, int]) -> None:
        ending = asyncio.get_running_loop().create_task(ended)
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)
