"""A source as the editors describe it, and what is remembered of its feed between polls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from daemon.model.language import Language
from daemon.model.outcome import Reason


@dataclass(frozen=True, slots=True)
class Cadence:
    """The limits within which a source is polled."""

    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for an outlet's pages where the general extractor fails; "" means unset.

    ``drop`` finds what is taken out of the body before it is read.
    """

    body: str = ""
    title: str = ""
    date: str = ""
    drop: str = ""


@dataclass(frozen=True, slots=True)
class PageHints:
    """What helps to read a page: its selectors, and how its dates are to be understood.

    ``zone`` is the IANA zone of times without an offset, ``seen_at`` what 'yesterday' and a
    missing year are reckoned from (aware).
    """

    zone: str
    seen_at: datetime
    selectors: Selectors = Selectors()
    day_first: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """One ``[[source]]`` of sources.toml.

    ``zone`` is the IANA zone in which the outlet writes times without an offset.
    ``options`` holds the kind's own options, already validated by that kind.
    ``candidates`` are further addresses, tried in order when ``url`` gives nothing;
    ``headers`` go with every request to it. ``full_text``: what the feed says is the whole
    article, and its page is not fetched.
    """

    name: str
    outlet: str
    url: str
    kind: str
    language: Language
    zone: str
    enabled: bool = True
    reason: str = ""
    cadence: Cadence = Cadence()
    options: Mapping[str, object] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    full_text: bool = False
    selectors: Selectors = Selectors()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave us so that the next request may be answered 'not modified'."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What to show at an address the next time, and the documents that the one there named.

    An index that did not change says nothing of those, so they are asked for all the same.
    """

    validators: Validators
    follow: tuple[str, ...] = ()
    follow_most: int = 0


@dataclass(frozen=True, slots=True)
class RobotsState:
    """What an origin's robots.txt said when it was last heard, and when it was last asked for.

    ``rules`` are the lines for us, "" when there are none, None when none were ever heard;
    ``unreachable_since`` is when it began to give no answer (None: it answers).
    """

    rules: str | None
    asked_at: datetime
    unreachable_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """``origin``, an address of sources.toml, has moved to ``target`` for good."""

    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a source usually fares, so that a change for the worse is noticed.

    ``news_at`` is when a poll last brought something new, ``longest_quiet`` about the longest
    time that there was nothing. ``pages_read`` counts pages that gave an article,
    ``pages_missed`` those in a row that did not, up to now.
    """

    news_at: datetime | None = None
    longest_quiet: timedelta | None = None
    pages_read: int = 0
    pages_missed: int = 0


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a source's feed between two polls.

    ``interval`` is the present distance between polls; ``documents`` is, by address, what is
    remembered of the last poll whose entries were all stored; ``failures`` counts polls that
    failed in a row, ``problem`` says why the last one did (None: it did not), and
    ``problem_since`` is when that run of failures began. A poll that succeeded can have a
    problem too: the source is quieter than ever, or its pages give nothing any more.
    """

    source: str
    next_poll_at: datetime
    interval: timedelta
    documents: Mapping[str, Remembered] = field(default_factory=dict)
    polled_at: datetime | None = None
    failures: int = 0
    problem: Reason | None = None
    problem_detail: str = ""
    problem_since: datetime | None = None
    rhythm: Rhythm = Rhythm()
    move: Move | None = None
