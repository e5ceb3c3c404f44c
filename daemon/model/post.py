"""Who is told, in which words, and how far each message has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from daemon.model.alert import ANYTHING, Alerting, Decision, Interest, StoryNews
from daemon.model.article import Severity, StoredArticle
from daemon.model.outcome import Reason
from daemon.model.story import Account, Story


class Grouping(StrEnum):
    """How the stories of one severity are gathered in a digest."""

    SEVERITY = "severity"  # not at all: the gravest and strongest first
    PLACE = "place"
    CATEGORY = "category"


class Digits(StrEnum):
    """The digits in which we write numbers to a recipient: 07:00 or ٠٧:٠٠."""

    LATIN = "latin"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who is told; ``digest_at`` are times of the local clock in ``zone``.

    ``digest_days`` are days of the week on which there are digests, Monday being 0.
    ``interest`` narrows digests and alerts alike, ``digest_at_least`` is the least severity
    that a digest tells, ``digest_sections`` how it gathers them, and without ``alerting``
    there are digests only. ``digits`` are those of all numbers that we write to him.
    """

    name: str
    address: str
    channel: str
    zone: str = "Asia/Baghdad"
    digest_at: tuple[time, ...] = (time(7, 0),)
    digest_days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    interest: Interest = ANYTHING
    digest_at_least: Severity = Severity.LOW
    alerting: Alerting | None = None
    digest_sections: Grouping = Grouping.PLACE
    digits: Digits = Digits.LATIN


@dataclass(frozen=True, slots=True)
class DigestPeriod:
    """A digest that is due: for whom, by which schedule, for which local date.

    ``schedule`` is stable (recipient and time of day); with ``local_date`` it is the
    key under which a digest exists at most once.
    """

    schedule: str
    recipient: str
    local_date: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source fares, for the foot of a digest and for ``didevan status``.

    ``articles`` and ``flagged`` are counted for ``didevan status`` only, and 0 elsewhere.
    """

    source: str
    outlet: str
    enabled: bool
    polled_at: datetime | None
    next_poll_at: datetime | None
    failures: int
    problem: Reason | None
    problem_detail: str
    problem_since: datetime | None
    articles: int
    flagged: int


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story as an earlier digest told it, and when; ``counted`` when it had no room to."""

    story: Story
    at: datetime
    counted: bool = False


@dataclass(frozen=True, slots=True)
class DigestMemory:
    """What came before a digest.

    ``since`` is when the last was decided, ``before`` the last word on each story by its
    number, ``new_sources`` are those of which the first article came since.
    """

    since: datetime | None = None
    before: Mapping[int, ToldStory] = field(default_factory=dict)
    new_sources: tuple[str, ...] = ()


NO_MEMORY = DigestMemory()


@dataclass(frozen=True, slots=True)
class Usual:
    """How many stories there were a day of each category, place and actor, in the last ``days``.

    ``days`` is 30, or how long the watch remembers if that is less.
    """

    days: int = 0
    categories: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, float] = field(default_factory=dict)
    actors: Mapping[str, float] = field(default_factory=dict)


UNKNOWN_USUAL = Usual()


@dataclass(frozen=True, slots=True)
class DigestContent:
    """Everything a digest tells; ``now`` is when it was decided, ``late`` how long after due.

    ``read`` counts the articles looked at in the period, flagged or not; ``passed_over`` are
    the numbers of flagged articles that the recipient did not ask for. ``stories`` are those
    in which the articles stand, each with all its articles, told before or not; ``changed``
    are stories without a new article of which other facts are known than were told.
    ``more_changed`` counts those that are left for the next digest. ``accounts`` are what the
    articles say of the stories, by number, on which they differ. ``counted`` are the numbers
    of the articles that the mail had no room for: it says only how many stories they are.
    """

    period: DigestPeriod
    now: datetime
    late: timedelta
    articles: tuple[StoredArticle, ...]
    read: int
    sources: tuple[SourceHealth, ...]
    next_due_at: datetime | None = None
    passed_over: tuple[int, ...] = ()
    stories: tuple[StoryNews, ...] = ()
    changed: tuple[Story, ...] = ()
    memory: DigestMemory = NO_MEMORY
    usual: Usual = UNKNOWN_USUAL
    accounts: Mapping[int, tuple[Account, ...]] = field(default_factory=dict)
    more_changed: int = 0
    counted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message rendered for one recipient, ready for any channel.

    ``facts`` is what it tells as values that JSON can hold, for channels that programs read.
    """

    id: str  # Message-ID with its angle brackets; the same however often it is sent
    kind: str  # "digest", "alert", "notice"
    recipient: str
    address: str
    channel: str
    subject: str
    text: str
    html: str
    created_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """What was decided of stories for one recipient, as it is written.

    ``decisions`` stand under the id of the message that tells them, under None when no mail
    does. ``seen`` is the number of the newest decision there was when these were made.
    """

    recipient: str
    decisions: Mapping[str | None, Sequence[Decision]]
    messages: tuple[Message, ...]
    seen: int


class DeliveryState(StrEnum):
    """How far a message has come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message claimed for sending: which try this is, and whether an earlier one is in doubt."""

    outbox_id: int
    message: Message
    tries: int  # 1 for the first try
    ambiguous: bool  # an earlier try may have arrived: sent again with the same Message-ID


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took the message; ``note`` is what the other side answered."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """The channel could not hand the message over.

    ``permanent``: trying again cannot help. ``ambiguous``: the other side may have taken it
    all the same, so a further try repeats the same Message-ID.
    """

    reason: Reason
    detail: str
    permanent: bool = False
    ambiguous: bool = False
