"""Asking addresses what they give: for the operator, and nothing is stored."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from daemon.config.operator import FetchLimits
from daemon.fetch import WebFetcher
from daemon.jail import Jail
from daemon.model.article import Entry, Parsed
from daemon.model.language import Language
from daemon.model.outcome import Failed, Fetched, NotModified, Unreadable
from daemon.model.source import Source
from daemon.pipeline.ports import Clock
from daemon.pipeline.surprise import surprise
from daemon.service.saved import stand_in
from daemon.service.wiring import fetch_settings
from daemon.sources import KINDS
from daemon.sources.discover import addresses, robots_address
from daemon.sources.guess import guess_kind, guess_options
from daemon.text.language import identify

log = structlog.get_logger()

AT_ONCE = 8
WHOLE_TEXT = 500  # letters: what is longer is no teaser
ACCEPT = "*/*"


@dataclass(frozen=True, slots=True)
class Probe:
    """What one address of a source gave.

    ``kind`` is the kind that could read it, which may be another than the source's;
    ``full_text`` is the share of entries with a whole text in the feed, from 0 to 1;
    ``options`` are the keys it was read with when nobody had written any; ``seconds`` is
    what fetching and reading took.
    """

    source: str
    url: str
    kind: str = ""
    status: int | None = None
    entries: int = 0
    newest_at: datetime | None = None
    full_text: float = 0.0
    language: Language | None = None
    options: Mapping[str, object] = field(default_factory=dict)
    seconds: float = 0.0
    problem: Failed | Unreadable | None = None

    @property
    def answers(self) -> bool:
        """Whether it gave entries."""
        return self.entries > 0

    def age(self, now: datetime) -> timedelta | None:
        """How old the newest entry is."""
        return now - self.newest_at if self.newest_at is not None else None


class Prober:
    """Fetches and reads like the daemon does; use it as ``async with probing(...)``."""

    def __init__(self, fetcher: WebFetcher, jail: Jail, clock: Clock) -> None:
        self._fetcher = fetcher
        self._jail = jail
        self._clock = clock
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def source(self, source: Source) -> list[Probe]:
        """One probe for each address of the source, in their order."""
        addresses = (source.url, *source.candidates)
        return list(await asyncio.gather(*(self.address(source, url) for url in addresses)))

    async def address(self, source: Source, url: str) -> Probe:
        """What an address gives, read by the source's kind or by what it turns out to be."""
        async with self._gate:
            started = time.monotonic()
            try:
                probe = await self._probe(replace(source, url=url))
            except Exception as error:  # an edge: one address must not keep the others untold
                log.debug("address_not_probed", url=url, exc_info=True)
                probe = Probe(source.name, url, problem=surprise(error))
            return replace(probe, seconds=time.monotonic() - started)

    async def discover(self, url: str) -> list[Probe]:
        """What is found at an address, and at those where its site may have feeds."""
        source = _unknown(url)
        fetched = await self._fetch(source, url)
        itself = await self.address(source, url)
        if not isinstance(fetched, Fetched) or (itself.answers and itself.kind != "listing"):
            return [itself]
        robots = await self._fetch(source, robots_address(fetched.url))
        near = addresses(fetched, robots if isinstance(robots, Fetched) else None)
        found = await asyncio.gather(*(self.address(source, each) for each in near))
        return [itself, *found]

    async def _fetch(self, source: Source, url: str) -> Fetched | NotModified | Failed:
        accept = KINDS[source.kind].accept if source.kind in KINDS else ACCEPT
        return await self._fetcher.fetch(url, accept=accept, headers=source.headers)

    async def _probe(self, source: Source) -> Probe:
        fetched = await self._fetch(source, source.url)
        if isinstance(fetched, Failed):
            status = fetched.status
            return Probe(source.name, source.url, status=status, problem=fetched)
        assert isinstance(fetched, Fetched)  # noqa: S101  # no validators were shown
        seen = Probe(source.name, source.url, source.kind, fetched.status)
        parsed = await self._jail.parse(source, fetched, self._clock())
        guessed = guess_kind(fetched)
        if isinstance(parsed, Unreadable) and guessed != source.kind:
            other = stand_in(guessed, fetched, source)
            again = await self._jail.parse(other, fetched, self._clock())
            if isinstance(again, Parsed):
                parsed, source = again, other
                if guessed in ("json", "listing"):
                    seen = replace(seen, options=guess_options(guessed, fetched))
        if isinstance(parsed, Unreadable):
            return replace(seen, problem=parsed)
        entries = await self._whole(source, parsed)
        return _described(replace(seen, kind=source.kind), entries)

    async def _whole(self, source: Source, parsed: Parsed) -> Sequence[Entry]:
        """The document's entries; of an index without any, those of the first it names."""
        if parsed.entries or not parsed.follow:
            return parsed.entries
        fetched = await self._fetch(source, parsed.follow[0])
        if not isinstance(fetched, Fetched):
            return ()
        followed = await self._jail.parse(source, fetched, self._clock())
        return followed.entries if isinstance(followed, Parsed) else ()


def _unknown(url: str) -> Source:
    """A source of which nothing is known but its address."""
    source = stand_in("rss", Fetched(url, 200, {}, b""), None)
    return replace(source, name="")


def _described(probe: Probe, entries: Sequence[Entry]) -> Probe:
    if not entries:
        return probe
    dates = [entry.published_at for entry in entries if entry.published_at is not None]
    whole = sum(len(entry.content) >= WHOLE_TEXT for entry in entries)
    said = "\n".join(f"{entry.title}\n{entry.summary}" for entry in entries[:40]).strip()
    return replace(
        probe,
        entries=len(entries),
        newest_at=max(dates, default=None),
        full_text=whole / len(entries),
        language=identify(said[:20_000]) if said else None,
    )


@asynccontextmanager
async def probing(limits: FetchLimits, clock: Clock) -> AsyncIterator[Prober]:
    """A prober with a fetcher and children of its own."""
    fetcher, jail = WebFetcher(fetch_settings(limits)), Jail()
    try:
        yield Prober(fetcher, jail, clock)
    finally:
        await fetcher.aclose()
        await jail.aclose()
