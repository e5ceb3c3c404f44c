"""What the operator is told about the watch itself: once when it begins, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from daemon.model.outcome import Reason
from daemon.model.post import SourceHealth


class Trouble(StrEnum):
    """What can be wrong with the watch; stable words, stored and shown."""

    SOURCE_FAILING = "source_failing"
    NOTHING_RECEIVED = "nothing_received"
    POST_REFUSED = "post_refused"
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
    """An address whose newest message was given up, and why."""

    recipient: str
    address: str
    channel: str
    reason: Reason | None
    detail: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Vitals:
    """How the watch stands: what notices are decided from.

    ``newest_at`` is when an article was last received, None when none ever was;
    ``sent_lately`` counts the messages of the last hour and ``waiting`` those that are due;
    ``free`` is the free space for our data in bytes, None where it cannot be told.
    """

    sources: tuple[SourceHealth, ...]
    newest_at: datetime | None
    refused: tuple[Refused, ...]
    sent_lately: int
    waiting: int
    free: int | None


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on something is a trouble; None: never."""

    source_failing: timedelta = timedelta(hours=24)
    nothing_received: timedelta = timedelta(hours=6)
    disk_free: int = 200_000_000
    most_per_hour: int = 200
