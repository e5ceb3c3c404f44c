"""Entries as feeds state them, articles as we keep them, and matches with their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from daemon.model.dating import DateOrigin
from daemon.model.dating import Precision as Precision  # noqa: PLC0414  # is imported from here too
from daemon.model.language import Language
from daemon.model.outcome import Reason
from daemon.model.source import Validators


class Origin(StrEnum):
    """Where an article's body comes from."""

    PAGE = "page"
    FEED_CONTENT = "feed_content"
    FEED_SUMMARY = "feed_summary"
    TITLE_ONLY = "title_only"
    RAW = "raw"  # all that the page shows: the article could not be told apart


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as the feed states it, in plain text.

    ``key`` identifies the article: the canonical form of its link, or, without a link, of
    its id. ``aliases`` are further keys under which the same article may have been seen.
    ``published_at`` is UTC. ``fingerprint`` changes when what the feed says of it changes.
    ``stated_id`` is what the feed itself calls it, which is only shown: some feeds call all
    their entries the same. ``validators`` are those of its page, if it was read before.
    """

    key: str
    aliases: tuple[str, ...]
    url: str
    title: str
    summary: str
    content: str
    published_at: datetime | None
    precision: Precision
    fingerprint: str
    stated_id: str = ""
    validators: Validators = field(default_factory=Validators)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The entries of one feed document, newest position first as the feed gives them.

    ``follow`` are documents that belong to it (an index's sitemaps, a list's next page), in
    the order in which to fetch them; ``follow_most`` is how many of them one poll may fetch.
    """

    title: str
    entries: tuple[Entry, ...]
    note: str = ""  # something odd that did not stop us, for the operator
    follow: tuple[str, ...] = ()
    follow_most: int = 0


class Severity(StrEnum):
    """How much a category matters, from least to most."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position in the order, 0 for the least."""
        return _SEVERITY_ORDER.index(self)


_SEVERITY_ORDER = (Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a text: which, where, and what it adds to its category's score.

    ``start`` and ``end`` are code points into ``field`` of the text as it was given;
    ``surface`` is exactly what stands there.
    """

    category: str
    term: str
    field: str
    surface: str
    start: int
    end: int
    weight: float
    attributes: tuple[str, ...] = ()  # negated, anti, doubt, run_on, typo, guard:<name>


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A known name found in a text, with the gazetteer's id, type and English name."""

    id: str
    type: str
    name: str
    surface: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of one text, with all the evidence."""

    flagged: bool
    score: float
    severity: Severity | None
    language: Language
    categories: tuple[str, ...]
    matches: tuple[Match, ...]
    entities: tuple[EntityMention, ...] = ()
    lexicon: str = ""  # version of the lexicon that decided


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an article beside its text; "" where nobody says anything.

    ``image`` is a whole http or https address. ``dated_by`` says who gave its time of
    publication; with FETCH_TIME nobody did, and there is only the time when it was first seen.
    """

    author: str = ""
    section: str = ""
    image: str = ""
    dated_by: DateOrigin | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An entry with its body and what the rules said of it; not yet stored.

    ``problem`` says why the page itself could not be used, when it could not.
    """

    entry: Entry
    source: str
    title: str
    body: str
    language: Language
    origin: Origin
    verdict: Verdict
    problem: Reason | None = None
    problem_detail: str = ""
    about: About = About()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as the store gives it back."""

    id: int
    source: str
    url: str
    title: str
    body: str
    published_at: datetime | None
    precision: Precision
    first_seen_at: datetime
    language: Language
    origin: Origin
    revision: int
    flagged: bool
    score: float
    severity: Severity | None
    categories: tuple[str, ...]
    matches: tuple[Match, ...]
    extra: Mapping[str, str] = field(default_factory=dict)
    about: About = About()
