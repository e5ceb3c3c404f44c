"""The journey of a source: fetch, parse, fetch pages, extract, match, and one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from daemon.model.article import Article, Entry, Origin
from daemon.model.outcome import Failed, NotModified, Reason, Unreadable
from daemon.model.poll import FeedResult, Pages, Stored
from daemon.model.source import FeedState, Remembered, Source
from daemon.pipeline.address import asked_at, moved
from daemon.pipeline.look import NOTHING_YET, Looked, Looker, Seen
from daemon.pipeline.ports import Clock, CollectStore, Fetcher, Parser, Planner
from daemon.pipeline.read import PageReader
from daemon.pipeline.surprise import surprise

log = structlog.get_logger()

ARTICLES_PER_POLL = 60  # pages read before the work so far is committed
REREAD_PER_POLL = 60  # beside these: all that one poll had to put off
PAGES_AT_ONCE = 4  # per source; the fetcher has limits of its own beside this
NOTHING = Stored(0, 0, 0)
UNREAD = frozenset(
    {
        *(Reason.NO_TEXT, Reason.CONSENT_WALL, Reason.BOT_WALL, Reason.NOT_HTML),
        *(Reason.EXTRACTOR_FAILED, Reason.OVERRAN, Reason.FORBIDDEN, Reason.NOT_FOUND),
    }
)
"""Why a page gave no article although its host answered."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one poll of a source came to, for the log and for ``didevan poll``.

    ``problem`` is why the feed itself gave nothing; ``articles`` are those new or changed,
    each with its own problem, if any; ``left`` counts entries kept for the next poll, and
    ``unread`` is the error of ours that kept some of them from being read.
    """

    source: str
    entries: int = 0
    articles: tuple[Article, ...] = ()
    stored: Stored = NOTHING
    left: int = 0
    not_modified: bool = False
    problem: Failed | Unreadable | None = None
    note: str = ""
    unread: Failed | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles that were read of some entries, and why others could not be, if so.

    ``unchanged`` are the entries whose pages are what they were.
    """

    articles: tuple[Article, ...] = ()
    unread: Failed | None = None
    unchanged: tuple[Entry, ...] = ()


NOTHING_READ = Reading()
ReadOne = Callable[[Source, Entry], Awaitable[Article | NotModified]]


@dataclass(frozen=True, slots=True)
class Collector:
    """Collects sources one at a time; safe to run for many sources at once."""

    fetcher: Fetcher
    parser: Parser
    reader: PageReader
    store: CollectStore
    planner: Planner
    clock: Clock

    async def collect(self, source: Source) -> Collected:
        """Poll one source and store what it brought, in one transaction."""
        state = await self.store.feed_state(source.name)
        known = state or self.planner.first(source, self.clock())
        asked = asked_at(source, known)
        outcome = await self.look(asked, known.documents)
        match outcome:
            case NotModified():
                return await self._nothing_new(source, known)
            case Failed(status=None):  # nobody answers there: its pages are not asked for either
                return await self._failed(source, known, outcome)
            case Failed() | Unreadable():
                again = await self._read_again(source)
                return await self._failed(source, known, outcome, again)
            case Seen():
                moved_on = replace(known, move=moved(source, asked, known, outcome.moved_to))
                return await self._collect_entries(source, moved_on, outcome)

    async def look(
        self, source: Source, documents: Mapping[str, Remembered] = NOTHING_YET
    ) -> Looked:
        """Fetch and parse the feed; nothing is stored."""
        return await Looker(self.fetcher, self.parser, self.clock).look(source, documents)

    async def read(self, source: Source, entries: Sequence[Entry]) -> Reading:
        """Read the articles of these entries, a few pages at once, in the given order."""
        return await self._read_each(source, entries, self.reader.read)

    async def _read_each(self, source: Source, entries: Sequence[Entry], read: ReadOne) -> Reading:
        gate = asyncio.Semaphore(PAGES_AT_ONCE)

        async def one(entry: Entry) -> Article | NotModified | Failed:
            async with gate:
                try:
                    return await read(source, entry)
                except Exception as error:  # one entry must not cost us the others
                    log.exception("entry_not_read", source=source.name, url=entry.url)
                    return surprise(error)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(entry)) for entry in entries]
        came = [task.result() for task in tasks]
        return Reading(
            articles=tuple(one for one in came if isinstance(one, Article)),
            unread=next((one for one in came if isinstance(one, Failed)), None),
            unchanged=tuple(
                entry
                for entry, one in zip(entries, came, strict=True)
                if isinstance(one, NotModified)
            ),
        )

    async def record_surprise(self, source: Source, error: BaseException) -> None:
        """Store that an error of our own ended a poll, so that the source backs off."""
        state = await self.store.feed_state(source.name)
        known = state or self.planner.first(source, self.clock())
        await self._failed(source, known, surprise(error))

    async def _nothing_new(self, source: Source, state: FeedState) -> Collected:
        again = await self._read_again(source)
        after = self.planner.after_success(source, state, self.clock(), new=0)
        stored = await self._save(source, after, again)
        return Collected(source.name, stored=stored, not_modified=True)

    async def _failed(
        self,
        source: Source,
        state: FeedState,
        problem: Failed | Unreadable,
        again: Reading = NOTHING_READ,
    ) -> Collected:
        after = self.planner.after_failure(source, state, self.clock(), problem)
        stored = await self._save(source, after, again)
        return Collected(source.name, stored=stored, problem=problem)

    async def _read_again(self, source: Source, but: Sequence[Entry] = ()) -> Reading:
        """The articles whose second or third reading is due, ``but`` for those read just now.

        They are read again whether or not the feed still lists them.
        """
        due = await self.store.rereads(source.name, self.clock(), REREAD_PER_POLL)
        return await self._read_each(source, without(due, but), self.reader.read_again)

    async def _collect_entries(self, source: Source, state: FeedState, seen: Seen) -> Collected:
        entries = seen.parsed.entries
        unseen = await self.store.unseen(source.name, entries)
        read = await self.read(source, unseen[:ARTICLES_PER_POLL])
        left = len(unseen) - len(read.articles)
        after = self._after(source, state, seen, read, left)
        again = await self._read_again(source, but=unseen)
        stored = await self._save(source, after, again, read.articles)
        return Collected(
            source=source.name,
            entries=len(entries),
            articles=read.articles,
            stored=stored,
            left=left,
            note=seen.parsed.note,
            unread=read.unread,
        )

    def _after(
        self, source: Source, state: FeedState, seen: Seen, read: Reading, left: int
    ) -> FeedState:
        now = self.clock()
        pages = pages_of(read.articles)
        after = self.planner.after_success(source, state, now, len(read.articles), pages)
        if not left:
            return replace(after, documents=seen.documents)
        # Validators saved now would answer 304 and lose the rest for ever.
        if read.unread is None:
            return replace(after, next_poll_at=now)
        return replace(
            after,
            failures=state.failures + 1,
            problem=read.unread.reason,
            problem_detail=read.unread.detail,
            problem_since=state.problem_since if state.failures else now,
        )

    async def _save(
        self, source: Source, state: FeedState, again: Reading, new: tuple[Article, ...] = ()
    ) -> Stored:
        articles = new + again.articles
        result = FeedResult(source.name, self.clock(), state, articles, again.unchanged)
        return await self.store.save_feed_result(result)


def without(entries: Sequence[Entry], others: Sequence[Entry]) -> list[Entry]:
    """``entries`` but for those that are among ``others``."""
    keys = {entry.key for entry in others}
    return [entry for entry in entries if entry.key not in keys]


def pages_of(articles: Sequence[Article]) -> Pages:
    """How many of the articles were found in their pages, and how many pages gave none."""
    read = sum(article.origin is Origin.PAGE for article in articles)
    missed = sum(article.problem in UNREAD for article in articles)
    return Pages(read, missed)
