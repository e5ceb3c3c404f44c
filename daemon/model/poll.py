"""What one poll of a source changes, and what the store made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from daemon.model.article import Article, Entry
from daemon.model.source import FeedState


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages of one poll gave an article, and how many came but gave none."""

    read: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class FeedResult:
    """Everything one poll of a source changes, to be written in one transaction.

    ``articles`` are new articles and new revisions alike: the store decides by the entry's
    keys. ``state`` carries the validators of the documents; they are only advanced when every
    entry is in ``articles`` or was known. ``unchanged`` are entries whose pages were asked for
    again and are what they were.
    """

    source: str
    polled_at: datetime
    state: FeedState
    articles: tuple[Article, ...] = ()
    unchanged: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store made of a FeedResult."""

    new: int
    revised: int
    flagged: int  # of the new and revised ones
