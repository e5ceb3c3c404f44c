"""Stand-ins at the ports of the journeys: a web, a feed format, rules, a post and a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import MappingProxyType, SimpleNamespace

from daemon.model.article import Entry, Match, Parsed, Precision, Severity, Verdict
from daemon.model.language import Language
from daemon.model.outcome import (
    Extracted,
    Failed,
    Fetched,
    NothingFound,
    NotModified,
    Reason,
    Unreadable,
)
from daemon.model.poll import FeedResult, Stored
from daemon.model.post import Message, NotSent, Sent
from daemon.model.source import PageHints, Source, Validators
from daemon.pipeline.collect import Collector
from daemon.pipeline.ports import CollectStore, P, R
from daemon.pipeline.read import PageReader
from daemon.schedule.cadence import AdaptivePlanner

NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
FEED = "https://esta.example/feed"
SOURCE = Source("esta", "ئێستا", FEED, "rss", Language.SORANI, "Asia/Baghdad")
NOT_ASKED = Validators()
BLAST = "تەقینەوە"  # teqînewe, an explosion: what the rules of these tests flag

Feed = Sequence[Entry] | Unreadable
Page = Extracted | NothingFound


class FakeClock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


def entry(name: str, **changed: str) -> Entry:
    """An entry whose page, key and fingerprint come from ``name``."""
    url = f"https://esta.example/{name}"
    return Entry(
        key=url,
        aliases=(),
        url=changed.get("url", url),
        title=changed.get("title", f"هەواڵی {name}"),
        summary=changed.get("summary", ""),
        content=changed.get("content", ""),
        published_at=NOW - timedelta(hours=1),
        precision=Precision.MINUTE,
        fingerprint=changed.get("fingerprint", name),
    )


def entries(count: int) -> list[Entry]:
    """So many entries, all different."""
    return [entry(f"e{number}") for number in range(count)]


@dataclass(slots=True)
class FakeWeb:
    """Answers for one feed and its pages; ``etag`` is the feed's, and is honoured.

    So are those of pages, by their address, in ``page_etags``.

    A page not in ``pages`` has the words of its address; an exception in it is raised.
    """

    feed: Feed = ()
    etag: str | None = None
    failing: Failed | None = None
    pages: dict[str, Page | Failed | NotModified | Exception] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    shown: list[Validators] = field(default_factory=list)
    page_etags: dict[str, str] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)
    hints: list[PageHints | None] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = NOT_ASKED,
        limit: int | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> Fetched | NotModified | Failed:
        assert accept
        assert limit is None
        self.headers.append(dict(headers))
        self.asked.append(url)
        if url == FEED:
            return self._feed(validators)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        page = self.pages.get(url)
        if isinstance(page, Failed | NotModified):
            return page
        etag = self.page_etags.get(url)
        if etag is not None and validators.etag == etag:
            return NotModified(url)
        return Fetched(url, 200, {}, b"page", etag=etag)

    def _feed(self, validators: Validators) -> Fetched | NotModified | Failed:
        self.shown.append(validators)
        if self.failing is not None:
            return self.failing
        if self.etag is not None and validators.etag == self.etag:
            return NotModified(FEED)
        return Fetched(FEED, 200, {}, b"feed", etag=self.etag, last_modified="today")

    def accept(self, source: Source) -> str:
        return f"application/{source.kind}+xml"

    async def parse(self, source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
        assert (source.name, fetched.body, now.tzinfo) == (SOURCE.name, b"feed", UTC)
        if isinstance(self.feed, Unreadable):
            return self.feed
        return Parsed("ئێستا", tuple(self.feed), note="as told")

    async def extract(
        self, source: Source, fetched: Fetched, hints: PageHints | None = None
    ) -> Page:
        assert source.name == SOURCE.name
        self.hints.append(hints)
        page = self.pages.get(fetched.url, Extracted("a title of the page", f"{fetched.url}"))
        if isinstance(page, Exception):
            raise page
        assert not isinstance(page, Failed | NotModified)
        return page

    async def raw_text(self, source: Source, fetched: Fetched) -> str:
        assert source.name == SOURCE.name
        return self.raw.get(fetched.url, "")


class FakeRules:
    """Flags every text that tells of an explosion; a text in ``stumbles`` is too much for it."""

    def __init__(self, *stumbles: str) -> None:
        self.stumbles = set(stumbles)
        self.categories = ()  # none has a name of its own
        self.lexicon = SimpleNamespace(entities=())  # and no place is known
        self.seen: list[tuple[dict[str, str], Language | None]] = []

    def match(self, fields: Mapping[str, str], declared: Language | None = None) -> Verdict:
        self.seen.append((dict(fields), declared))
        if self.stumbles & set(fields.values()):
            raise RecursionError("too deep")
        found = tuple(
            Match("explosion", "teqinewe", name, BLAST, at, at + len(BLAST), 3.0)
            for name, text in fields.items()
            if (at := text.find(BLAST)) >= 0
        )
        language = declared or Language.OTHER
        if not found:
            return Verdict(False, 0.0, None, language, (), ())
        return Verdict(True, 3.0, Severity.HIGH, language, ("explosion",), found)


async def at_once(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The port ``Offload``, without a thread."""
    return function(*args, **kwargs)


def collector(
    web: FakeWeb, store: CollectStore, clock: FakeClock, rules: FakeRules | None = None
) -> Collector:
    """The real journey between these stand-ins and a store."""
    reader = PageReader(web, web, rules or FakeRules(), at_once, clock)
    planner = AdaptivePlanner(jitter=lambda: 1.0)
    return Collector(web, web, reader, store, planner, clock)


@dataclass(slots=True)
class FullDisk:
    """A store whose next write fails, in front of a real one."""

    store: CollectStore
    full: bool = True

    def __getattr__(self, name: str) -> object:
        return getattr(self.store, name)

    async def save_feed_result(self, result: FeedResult) -> Stored:
        if self.full:
            raise OSError("no space left on device")
        return await self.store.save_feed_result(result)


@dataclass(slots=True)
class FakeChannel:
    """Answers with ``answers`` in turn, then takes everything; keeps what it was given."""

    answers: list[Sent | NotSent | Exception] = field(default_factory=list)
    given: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> Sent | NotSent:
        self.given.append(message)
        answer = self.answers.pop(0) if self.answers else Sent("250 taken")
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def aclose(self) -> None:
        """Nothing is held open."""


DEFERRED = NotSent(Reason.MAIL_DEFERRED, "451 later")
REFUSED = NotSent(Reason.MAIL_REFUSED, "550 no such user", permanent=True)
UNANSWERED = NotSent(Reason.MAIL_UNANSWERED, "no answer to the final dot", ambiguous=True)
