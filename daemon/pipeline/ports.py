"""What the journeys need of the world, as Protocols; the concrete classes are wired in service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from daemon.model.article import Entry, Parsed, StoredArticle, Verdict
from daemon.model.language import Language
from daemon.model.outcome import (
    Extracted,
    Failed,
    Fetched,
    NothingFound,
    NotModified,
    Unreadable,
)
from daemon.model.poll import FeedResult, Pages, Stored
from daemon.model.post import (
    Delivery,
    DigestContent,
    DigestPeriod,
    Message,
    NotSent,
    Recipient,
    Sent,
    SourceHealth,
)
from daemon.model.source import FeedState, PageHints, Source, Validators

P = ParamSpec("P")
R = TypeVar("R")

Clock = Callable[[], datetime]
"""Gives the present time, aware, in UTC."""


class Fetcher(Protocol):
    """Fetches one URL; never raises for what the web does."""

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = ...,
        limit: int | None = None,
        headers: Mapping[str, str] = ...,
    ) -> Fetched | NotModified | Failed:
        """Fetch ``url``; ``limit`` is the largest decoded body in bytes (None: the default).

        ``headers`` go with the request, and to no other host when it is redirected.
        """
        ...


class Parser(Protocol):
    """Turns the bytes of a feed into entries, by the source's kind."""

    def accept(self, source: Source) -> str:
        """The Accept header with which this source is asked."""
        ...

    async def parse(self, source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
        """The entries; slow, so not on the event loop; never raises for what it is given."""
        ...


class Extractor(Protocol):
    """Reads a page of a source; slow, so not on the event loop."""

    async def extract(
        self, source: Source, fetched: Fetched, hints: PageHints | None = None
    ) -> Extracted | NothingFound:
        """The article in the page; never raises for what it is given."""
        ...

    async def raw_text(self, source: Source, fetched: Fetched) -> str:
        """All that the page shows but for lists of links; "" when it shows no text."""
        ...


class Offload(Protocol):
    """Runs a plain, slow function away from the event loop."""

    async def __call__(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What ``function`` returns."""
        ...


class CollectStore(Protocol):
    """The memory that collecting needs."""

    async def feed_state(self, source: str) -> FeedState | None: ...

    async def unseen(self, source: str, entries: Sequence[Entry]) -> list[Entry]:
        """The entries that are new, or whose fingerprint differs from the one stored."""
        ...

    async def rereads(self, source: str, now: datetime, limit: int) -> list[Entry]:
        """The entries whose articles are to be read again by now, as the feed stated them."""
        ...

    async def save_feed_result(self, result: FeedResult) -> Stored:
        """Write articles, revisions, matches and feed state in one transaction."""
        ...


class ScheduleStore(Protocol):
    """The memory that deciding what is due needs."""

    async def due(self, sources: Iterable[str], now: datetime, limit: int) -> list[str]:
        """Names of sources never polled or whose next_poll_at has passed, longest due first."""
        ...


class DigestStore(Protocol):
    """The memory that digests need."""

    async def last_digest(self, schedule: str) -> date | None:
        """The newest local date for which this schedule has a row (None: none at all)."""
        ...

    async def begin_schedule(self, period: DigestPeriod, now: datetime) -> None:
        """Remember a period that was due before this schedule existed, so nothing is sent."""
        ...

    async def digest_articles(
        self, schedule: str, now: datetime, oldest: timedelta
    ) -> list[StoredArticle]:
        """Flagged articles not yet in any digest of this schedule.

        Left out: articles first seen before the schedule's first row minus one day, and
        articles published more than ``oldest`` before they were first seen.
        """
        ...

    async def read_since(self, schedule: str, now: datetime) -> int:
        """How many articles were first seen since this schedule's last digest."""
        ...

    async def source_health(self) -> list[SourceHealth]:
        """One row for each source ever polled, by name."""
        ...

    async def save_digest(self, content: DigestContent, message: Message) -> bool:
        """Write the digest, its articles and its outbox row in one transaction.

        False, and nothing written, when this schedule and local date already exist.
        """
        ...


class Outbox(Protocol):
    """The memory that delivering needs."""

    async def claim(self, owner: str, now: datetime) -> Delivery | None:
        """Durably mark the next due message as being sent by ``owner``; None: none is due."""
        ...

    async def sent_since(self, moment: datetime) -> int:
        """How many messages went out after ``moment``."""
        ...

    async def record_sent(self, delivery: Delivery, sent: Sent, now: datetime) -> None: ...

    async def record_failure(
        self, delivery: Delivery, failure: NotSent, now: datetime, retry_at: datetime | None
    ) -> None:
        """Back to pending at ``retry_at``, or dead when ``retry_at`` is None."""
        ...

    async def release_abandoned(self, owner: str, now: datetime) -> int:
        """Make messages pending again, marked ambiguous, that others were sending when they died.

        How many; never one whose owner lives.
        """
        ...


class Channel(Protocol):
    """One way of handing a message over; never raises for what the other side does."""

    async def send(self, message: Message) -> Sent | NotSent: ...

    async def aclose(self) -> None: ...


Channels = Mapping[str, Channel]
"""Channels by the name that recipients use."""


class Planner(Protocol):
    """Decides when to look at a source again."""

    def first(self, source: Source, now: datetime) -> FeedState:
        """The state of a source that was never polled."""
        ...

    def after_success(
        self, source: Source, state: FeedState, now: datetime, new: int, pages: Pages = ...
    ) -> FeedState:
        """The state after a poll that brought ``new`` articles and read so many pages."""
        ...

    def after_failure(
        self, source: Source, state: FeedState, now: datetime, failed: Failed | Unreadable
    ) -> FeedState:
        """The state after a poll that came to nothing."""
        ...


class Rules(Protocol):
    """The compiled rules: says of a text whether it is flagged, and why."""

    def match(self, fields: Mapping[str, str], declared: Language | None = None) -> Verdict:
        """The verdict on a text given as named fields, in their order."""
        ...


RetryAt = Callable[[Delivery, datetime], datetime | None]
"""When to try a delivery again that failed just now; None: give it up."""

DuePeriods = Callable[[Recipient, datetime], Sequence[DigestPeriod]]
"""For each of a recipient's digest times the period that was due last."""

NextDue = Callable[[Recipient, datetime], datetime]
"""When the recipient's next digest is due."""
