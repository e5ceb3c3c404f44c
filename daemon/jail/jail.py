"""A few child processes in which documents are parsed and pages taken apart."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from daemon.errors import DidevanError
from daemon.jail.cell import Cell, Died
from daemon.jail.frames import Garbled, Job, Mark, Task, packed, understood
from daemon.jail.limits import MEGABYTE, Limits
from daemon.jail.patience import Patience
from daemon.jail.pool import Pool
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
        self._pool = Pool(limits)
        self._patience = Patience(limits.most_overruns, limits.rest_seconds)

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
        await self._pool.aclose()

    async def _call(
        self, source: Source, job: Job, seconds: float, arguments: tuple[Any, ...]
    ) -> Any:
        """What the job returns; raises Overran, Fault or Unable."""
        frame = packed(Task(job, max(int(seconds) - 1, 1), arguments))
        async with self._patience.turn(source.name), self._pool.cell() as cell:
            if job is Job.EXTRACT and not self._patience.has(source.name):
                self._pool.keep(cell)
                raise Overran("not tried: its pages took too much too often within the hour")
            try:
                mark, answer = await self._answer(cell, frame, seconds)
                value = self._read(job, mark, answer)
            except Overran:
                self._patience.lose(source.name)
                raise
            if mark is Mark.DONE:
                self._pool.keep(cell)
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
