"""The journey of a source: fetch, parse, fetch pages, extract, match, and one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from daemon.model.article import Article, Entry, Parsed
from daemon.model.outcome import Failed, Fetched, NotModified, Reason, Unreadable
from daemon.model.poll import FeedResult, Stored
from daemon.model.source import FeedState, Source, Validators
from daemon.pipeline.ports import Clock, CollectStore, Fetcher, Offload, Parser, Planner
from daemon.pipeline.read import PageReader

ARTICLES_PER_POLL = 60  # pages read before the work so far is committed
PAGES_AT_ONCE = 4  # per source; the fetcher has limits of its own beside this
NOTHING = Stored(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Collected:
    """What one poll of a source came to, for the log and for ``didevan poll``.

    ``problem`` is why the feed itself gave nothing; ``articles`` are those new or changed,
    each with its own problem, if any; ``left`` counts entries kept for the next poll.
    """

    source: str
    entries: int = 0
    articles: tuple[Article, ...] = ()
    stored: Stored = NOTHING
    left: int = 0
    not_modified: bool = False
    problem: Failed | Unreadable | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Collector:
    """Collects sources one at a time; safe to run for many sources at once."""

    fetcher: Fetcher
    parser: Parser
    reader: PageReader
    store: CollectStore
    planner: Planner
    offload: Offload
    clock: Clock

    async def collect(self, source: Source) -> Collected:
        """Poll one source and store what it brought, in one transaction."""
        state = await self.store.feed_state(source.name)
        known = state or self.planner.first(source, self.clock())
        outcome = await self.look(source, known.validators)
        match outcome:
            case NotModified():
                return await self._nothing_new(source, known)
            case Failed() | Unreadable():
                return await self._failed(source, known, outcome)
            case fetched, parsed:
                return await self._collect_entries(source, known, fetched, parsed)

    async def look(
        self, source: Source, validators: Validators
    ) -> tuple[Fetched, Parsed] | NotModified | Failed | Unreadable:
        """Fetch and parse the feed; nothing is stored."""
        fetched = await self.fetcher.fetch(
            source.url, accept=self.parser.accept(source), validators=validators
        )
        if not isinstance(fetched, Fetched):
            return fetched
        parsed = await self.offload(self.parser.parse, source, fetched, self.clock())
        return parsed if isinstance(parsed, Unreadable) else (fetched, parsed)

    async def read(self, source: Source, entries: Sequence[Entry]) -> tuple[Article, ...]:
        """Read the articles of these entries, a few pages at once, in the given order."""
        gate = asyncio.Semaphore(PAGES_AT_ONCE)

        async def one(entry: Entry) -> Article:
            async with gate:
                return await self.reader.read(source, entry)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(entry)) for entry in entries]
        return tuple(task.result() for task in tasks)

    async def record_surprise(self, source: Source, error: BaseException) -> None:
        """Store that an error of our own ended a poll, so that the source backs off."""
        state = await self.store.feed_state(source.name)
        known = state or self.planner.first(source, self.clock())
        detail = f"{type(error).__name__}: {error}"[:300]
        await self._failed(source, known, Failed(Reason.INTERNAL_ERROR, detail))

    async def _nothing_new(self, source: Source, state: FeedState) -> Collected:
        after = self.planner.after_success(source, state, self.clock(), new=0)
        await self._save(source, after)
        return Collected(source.name, not_modified=True)

    async def _failed(
        self, source: Source, state: FeedState, problem: Failed | Unreadable
    ) -> Collected:
        await self._save(source, self.planner.after_failure(source, state, self.clock(), problem))
        return Collected(source.name, problem=problem)

    async def _collect_entries(
        self, source: Source, state: FeedState, fetched: Fetched, parsed: Parsed
    ) -> Collected:
        unseen = await self.store.unseen(source.name, parsed.entries)
        articles = await self.read(source, unseen[:ARTICLES_PER_POLL])
        left = len(unseen) - len(articles)
        after = self._after(source, state, fetched, len(articles), left)
        stored = await self._save(source, after, articles)
        return Collected(source.name, len(parsed.entries), articles, stored, left, note=parsed.note)

    def _after(
        self, source: Source, state: FeedState, fetched: Fetched, new: int, left: int
    ) -> FeedState:
        now = self.clock()
        after = self.planner.after_success(source, state, now, new)
        if left:  # validators saved now would answer 304 and lose the rest for ever
            return replace(after, next_poll_at=now)
        return replace(after, validators=Validators(fetched.etag, fetched.last_modified))

    async def _save(
        self, source: Source, state: FeedState, articles: tuple[Article, ...] = ()
    ) -> Stored:
        result = FeedResult(source.name, self.clock(), state, articles)
        return await self.store.save_feed_result(result)
