"""What the operator is told about the watch itself: once when it begins, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from daemon.model.outcome import Reason
from daemon.model.post import SourceHealth

SUPPRESSED_AFTER = 3
"""Messages that an address must have refused for good before nothing more is written to it."""


class Trouble(StrEnum):
    """What can be wrong with the watch; stable words, stored and shown."""

    SOURCE_FAILING = "source_failing"
    SOURCE_SILENT = "source_silent"
    SOURCE_UNREADABLE = "source_unreadable"
    NOTHING_RECEIVED = "nothing_received"
    POST_REFUSED = "post_refused"
    POST_WAITING = "post_waiting"
    POST_CAPPED = "post_capped"
    DISK_NEARLY_FULL = "disk_nearly_full"


@dataclass(frozen=True, slots=True)
class Notice:
    """One trouble: of what (a source, a recipient, or nothing more), since when, until when."""

    kind: Trouble
    subject: str
    detail: str
    began_at: datetime
    ended_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """An address whose newest message was given up, and why.

    ``times`` counts the messages that it refused for good since the last that it took.
    """

    recipient: str
    address: str
    channel: str
    reason: Reason | None
    detail: str
    since: datetime
    times: int = 0

    @property
    def suppressed(self) -> bool:
        """Whether nothing more is written to it, until a test message arrives."""
        return self.reason is Reason.ADDRESS_REFUSED and self.times >= SUPPRESSED_AFTER


@dataclass(frozen=True, slots=True)
class Stuck:
    """A channel by which messages do not go: how many wait, since when, and why."""

    channel: str
    messages: int
    since: datetime
    reason: Reason | None
    detail: str


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the watch stands: what notices are decided from.

    ``newest_at`` is when an article was last received, None when none ever was;
    ``sent_lately`` counts the messages of the last hour and ``waiting`` those that are due;
    ``free`` is the free space for our data in bytes, None where it cannot be told; ``stuck``
    are the channels with messages that were tried in vain and are tried again.
    """

    sources: tuple[SourceHealth, ...]
    newest_at: datetime | None
    refused: tuple[Refused, ...]
    sent_lately: int
    waiting: int
    free: int | None
    stuck: tuple[Stuck, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is a trouble; None: never."""

    source_failing: timedelta = timedelta(hours=24)
    nothing_received: timedelta = timedelta(hours=6)
    post_waiting: timedelta = timedelta(hours=1)
    disk_free: int = 200_000_000
    most_per_hour: int = 200
