"""A few child processes in which documents are parsed and pages taken apart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from daemon.errors import DidevanError
from daemon.jail.cell import Cell, Died
from daemon.jail.frames import Garbled, Job, Mark, Task, packed, understood
from daemon.jail.limits import MEGABYTE, Limits
from daemon.jail.nursery import Nursery
from daemon.jail.patience import Patience
from daemon.model.article import Parsed
from daemon.model.outcome import Extracted, Fetched, NothingFound, Reason, Unreadable
from daemon.model.source import PageHints, Source


class Fault(DidevanError):
    """A parser or extractor raised what nobody expected; a bug of ours, told in words."""


class Overran(DidevanError):
    """A document was more than a child may spend on it; never leaves this room."""


class Jail:
    """Reads documents where they can do no harm; fulfils the ports Parser and Extractor.

    Children are started when they are needed, used again, and killed and replaced when a
    document makes them overrun: that is an outcome with a reason, never an exception.
    """

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 (frozen)
        self._limits = limits
        self._nursery = Nursery(limits.memory)
        self._room = asyncio.Semaphore(limits.children)
        self._in_use = 0
        self._free: list[Cell] = []
        self._idle: dict[Cell, asyncio.TimerHandle] = {}
        self._endings: set[asyncio.Task[int]] = set()
        self._patience = Patience(limits.most_overruns, limits.rest_seconds)
        self._closed = False

    async def parse(self, source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
        """The entries of a document, as its source's kind reads them."""
        try:
            parsed: Parsed | Unreadable = await self._call(
                source, Job.PARSE, self._limits.feed_seconds, (source, fetched, now)
            )
        except Overran as error:
            return Unreadable(Reason.OVERRAN, str(error))
        return parsed

    async def extract(
        self, source: Source, fetched: Fetched, hints: PageHints | None = None
    ) -> Extracted | NothingFound:
        """The article of a page; a source whose pages overran too often is not tried again."""
        try:
            found: Extracted | NothingFound = await self._call(
                source, Job.EXTRACT, self._limits.page_seconds, (fetched, hints)
            )
        except Overran as error:
            return NothingFound(Reason.OVERRAN, str(error))
        return found

    async def raw_text(self, source: Source, fetched: Fetched) -> str:
        """Everything that a page shows; "" for what is no text, or is too much even for that."""
        try:
            text: str = await self._call(source, Job.RAW_TEXT, self._limits.raw_seconds, (fetched,))
        except Overran:
            return ""
        return text

    async def aclose(self) -> None:
        """End the children."""
        for timer in self._idle.values():
            timer.cancel()
        self._idle.clear()
        self._closed = True
        cells, self._free = self._free, []
        for cell in cells:
            self._end(cell)
        await asyncio.gather(*self._endings)
        self._end_mother()
        await asyncio.gather(*self._endings)

    async def _call(
        self, source: Source, job: Job, seconds: float, arguments: tuple[Any, ...]
    ) -> Any:
        """What the job returns; raises Overran or Fault."""
        frame = packed(Task(job, max(int(seconds) - 1, 1), arguments))
        async with self._patience.turn(source.name), self._cell() as cell:
            if job is Job.EXTRACT and not self._patience.has(source.name):
                self._keep(cell)
                raise Overran("not tried: its pages took too much too often within the hour")
            try:
                mark, answer = await self._answer(cell, frame, seconds)
                value = self._read(job, mark, answer)
            except Overran:
                self._patience.lose(source.name)
                raise
            if mark is Mark.DONE:
                self._keep(cell)
            return value

    def _read(self, job: Job, mark: Mark, answer: bytes) -> Any:
        if mark is Mark.FAULT:
            raise Fault(answer.decode("utf-8", "replace"))
        if mark not in (Mark.DONE, Mark.LAST):
            raise Overran(f"it needs more than {self._limits.memory // MEGABYTE} MB of memory")
        try:
            return understood(job, answer)
        except Garbled as error:
            raise Overran(f"the reading process went astray: {error}") from error

    async def _answer(self, cell: Cell, frame: bytes, seconds: float) -> tuple[Mark, bytes]:
        try:
            async with asyncio.timeout(seconds):
                return await cell.ask(frame)
        except TimeoutError as error:
            raise Overran(f"not done in {seconds:g} s") from error
        except (Died, Garbled) as error:
            raise Overran(str(error)) from error

    @asynccontextmanager
    async def _cell(self) -> AsyncIterator[Cell]:
        """A child of one's own; unless it was kept, it is killed when one has done."""
        async with self._room:
            self._in_use += 1
            try:
                cell = self._kept() or await self._started()
                try:
                    yield cell
                finally:
                    if cell not in self._free:
                        self._end(cell)
            finally:
                self._in_use -= 1

    def _kept(self) -> Cell | None:
        """A child that waits for work."""
        if not self._free:
            return None
        cell = self._free.pop()
        self._idle.pop(cell).cancel()
        return cell

    async def _started(self) -> Cell:
        try:
            async with asyncio.timeout(self._limits.start_seconds):
                return await self._born()
        except (TimeoutError, Died, Garbled) as error:
            raise Fault(f"a reading process could not be started: {error}") from error

    async def _born(self) -> Cell:
        cell = await self._nursery.cell()
        try:
            await cell.ready()
        except BaseException:
            self._end(cell)
            raise
        return cell

    def _keep(self, cell: Cell) -> None:
        if self._closed:
            return
        loop = asyncio.get_running_loop()
        self._idle[cell] = loop.call_later(self._limits.idle_seconds, self._retire, cell)
        self._free.append(cell)

    def _retire(self, cell: Cell) -> None:
        del self._idle[cell]
        self._free.remove(cell)
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
