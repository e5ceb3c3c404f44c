"""One flagged article as a digest tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from daemon.alerts.evidence import Why, compose_why
from daemon.alerts.lead import Lead, compose_lead
from daemon.alerts.plain import direction, one_line, shorten
from daemon.alerts.wording import LANGUAGES, ORIGINS, category_name, in_digits, short_day, stamp
from daemon.model.article import Match, Precision, Severity, StoredArticle
from daemon.model.language import RIGHT_TO_LEFT, Language
from daemon.model.post import Digits

_LONGEST_HEADLINE = 280  # code points
_LONGEST_OUTLET = 60
_LONGEST_LINK = 2000
_HASTE = timedelta(hours=1)  # a time of publication may lie this far ahead: clocks differ


@dataclass(frozen=True, slots=True)
class Link:
    """A link that may be followed: http or https only; ``host`` is its name in ASCII."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Block:
    """One article: what was written, where and when, and why it is here.

    ``lang`` is a BCP 47 tag, empty when unknown; ``direction`` is ``rtl`` or ``ltr``.
    ``time`` is in the recipient's zone and says when no time of publication is known. Where
    the article stands for a story, ``gloss`` tells it in English, ``toll`` what befell people,
    ``conflicts`` which source says which number, ``sure`` who claims or denies it,
    ``standing`` how many report it, ``since`` when it was told before and ``changes`` what is
    new in it; ``others`` are its further articles, and of ``more`` the ``command`` shows all.
    ``group`` is what it is gathered under in its section, ``rank`` its place among all, the
    gravest and strongest first, and ``articles`` the numbers of all it stands for.
    """

    severity: Severity
    headline: str
    lang: str
    direction: str
    language: str
    outlet: str
    time: str
    categories: tuple[str, ...]
    lead: Lead
    why: Why
    link: Link | None
    notes: tuple[str, ...]
    gloss: str = ""
    toll: str = ""
    conflicts: tuple[str, ...] = ()
    sure: str = ""
    standing: str = ""
    since: str = ""
    changes: tuple[str, ...] = ()
    others: tuple[Block, ...] = ()
    more: int = 0
    command: str = ""
    group: str = ""
    rank: int = 0
    articles: tuple[int, ...] = ()


def compose_block(
    article: StoredArticle,
    outlet: str,
    zone: ZoneInfo,
    names: Mapping[str, str],
    digits: Digits = Digits.LATIN,
) -> Block:
    """The block of ``article`` by ``outlet``; times in ``zone``, categories by ``names``."""
    headline = shorten(article.title, _LONGEST_HEADLINE) or "(no headline)"
    matches = _speaking(article)
    flow = direction(headline, "rtl" if article.language in RIGHT_TO_LEFT else "ltr")
    return Block(
        severity=article.severity or Severity.LOW,
        headline=headline,
        lang="" if article.language is Language.OTHER else article.language.value,
        direction=flow,
        language=LANGUAGES[article.language],
        outlet=shorten(outlet, _LONGEST_OUTLET),
        time=in_digits(_time(article, zone), digits),
        categories=tuple(category_name(category, names) for category in article.categories),
        lead=compose_lead(
            article.title,
            article.body,
            [match for match in matches if match.field == "body"],
            flow,
        ),
        why=compose_why(article.categories, matches, names),
        link=safe_link(article.url),
        notes=tuple(in_digits(note, digits) for note in _notes(article)),
    )


def safe_link(url: str) -> Link | None:
    """``url`` as a link when it is plain http(s) without a user name; otherwise None."""
    if url != one_line(url) or len(url) > _LONGEST_LINK or set(url) & set(" \"'<>\\`"):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    return Link(url, host.removeprefix("www."))


def _speaking(article: StoredArticle) -> list[Match]:
    """The matches that speak for the categories the article was given."""
    return [
        match
        for match in article.matches
        if match.category in article.categories and match.weight > 0
    ]


def _time(article: StoredArticle, zone: ZoneInfo) -> str:
    published = article.published_at
    if published is None or article.precision is Precision.UNKNOWN:
        return f"seen {stamp(article.first_seen_at, zone)}"
    if published > article.first_seen_at + _HASTE:
        return f"seen {stamp(article.first_seen_at, zone)}, dated later"
    if article.precision is Precision.DAY:
        return short_day(published, zone)
    return stamp(published, zone)


def _notes(article: StoredArticle) -> list[str]:
    notes = [ORIGINS[article.origin]]
    if article.revision > 1:
        notes.append(f"edited by the outlet, this is version {article.revision}")
    if safe_link(article.url) is None:
        notes.append("its link is no plain web address and is left out")
    return [note for note in notes if note]
