"""Which sources made children overrun, so that none can keep all of them busy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_MOST_REMEMBERED = 1000


@dataclass(slots=True)
class _Record:
    overruns: list[float] = field(default_factory=list)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Patience:
    """Remembers overruns for ``rest_seconds``; after ``most`` of them patience is lost."""

    def __init__(self, most: int, rest_seconds: float) -> None:
        self._most = most
        self._rest = rest_seconds
        self._records: dict[str, _Record] = {}

    def has(self, source: str) -> bool:
        """Whether a page of ``source`` is worth another try."""
        record = self._records.get(source)
        if record is None:
            return True
        now = time.monotonic()
        record.overruns = [at for at in record.overruns if now - at < self._rest]
        return len(record.overruns) < self._most

    def lose(self, source: str) -> None:
        """A page of ``source`` overran just now."""
        record = self._records.pop(source, None) or _Record()
        record.overruns.append(time.monotonic())
        self._records[source] = record
        if len(self._records) > _MOST_REMEMBERED:
            del self._records[next(iter(self._records))]

    @asynccontextmanager
    async def turn(self, source: str) -> AsyncIterator[None]:
        """A source that overran before is read one document at a time; others never wait."""
        record = self._records.get(source)
        if record is None:
            yield
            return
        async with record.turn:
            yield
