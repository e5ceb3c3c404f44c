"""The newsroom's desk: outlets and their articles, read from ``articles/<outlet>.toml``.

All text is in standard spelling; an outlet's ``typing`` says in which hand it is published.
``{weekday}`` and ``{date}`` in a text stand for the day on which the article appears.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from daemon.demo.dateline import long_date, weekday
from daemon.demo.typed import HANDS


@dataclass(frozen=True, slots=True)
class Article:
    """One invented report, and what a reader would say of it.

    ``security`` and ``categories`` are the expected outcome; ``trap`` says what makes a
    harmless article look dangerous; ``event`` is shared by articles that report the same
    event. The article appears with ``edition``; with ``corrected_in`` (0: never) the pairs
    of ``correction`` replace text in it.
    """

    id: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    security: bool
    categories: tuple[str, ...]
    hours_ago: float
    edition: int
    trap: str = ""
    event: str = ""
    corrected_in: int = 0
    correction: tuple[tuple[str, str], ...] = ()

    def published_at(self, now: datetime) -> datetime:
        """When the article appeared, for a newsroom that opened at ``now``; whole seconds."""
        return (now - timedelta(hours=self.hours_ago)).replace(microsecond=0)

    def is_corrected(self, edition: int) -> bool:
        """Whether the correction stands in this edition."""
        return 0 < self.corrected_in <= edition


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: how it types, which feed and page layout it has, and what is wrong with it.

    ``fault`` is "", "broken" (the feed is unusable), "slow" (the feed comes too late) or
    "consent_wall" (the pages are behind one). ``words`` are its menus and footers.
    """

    slug: str
    name: str
    language: str
    zone: str
    typing: str
    feed: str
    layout: str
    fault: str
    full_text: bool
    reason: str
    words: Mapping[str, Any]
    articles: tuple[Article, ...]

    @property
    def right_to_left(self) -> bool:
        """Whether the outlet writes in Arabic script."""
        return self.language != "kmr"

    def typed(self, text: str) -> str:
        """``text`` in this outlet's hand."""
        return HANDS[self.typing](text)

    def number(self, article: Article) -> int:
        """The article's number at this outlet, the same in every edition."""
        return 4101 + [each.id for each in self.articles].index(article.id)

    def published(self, edition: int, now: datetime) -> list[Article]:
        """What stands in this edition as readers see it: dated, corrected, newest first."""
        seen = [article for article in self.articles if article.edition <= edition]
        seen.sort(key=lambda article: article.hours_ago)
        return [self.as_printed(article, edition, now) for article in seen]

    def as_printed(self, article: Article, edition: int, now: datetime) -> Article:
        """The article with its day filled in, its correction made, and in the outlet's hand."""
        at = article.published_at(now)
        pairs = article.correction if article.is_corrected(edition) else ()
        day = (("{weekday}", weekday(at, self.language)), ("{date}", long_date(at, self.language)))

        def printed(text: str) -> str:
            for old, new in (*pairs, *day):
                text = text.replace(old, new)
            return self.typed(text)

        return replace(
            article,
            title=printed(article.title),
            summary=printed(article.summary),
            paragraphs=tuple(map(printed, article.paragraphs)),
        )


def load_outlets() -> tuple[Outlet, ...]:
    """Every outlet of the newsroom, by name of its file."""
    folder = files("daemon.demo") / "articles"
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")),
        key=lambda file: file.name,
    )
    return tuple(
        _outlet(file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8")))
        for file in found
    )


def _outlet(slug: str, table: dict[str, Any]) -> Outlet:
    articles = tuple(_article(row) for row in table.pop("article", []))
    defaults: dict[str, Any] = {"typing": "standard", "fault": "", "full_text": False}
    return Outlet(slug=slug, articles=articles, **(defaults | table))


def _article(row: dict[str, Any]) -> Article:
    correction = row.pop("correction", {})
    return Article(
        **row
        | {
            "paragraphs": tuple(row["paragraphs"]),
            "categories": tuple(row["categories"]),
            "corrected_in": correction.get("edition", 0),
            "correction": tuple((old, new) for old, new in correction.get("replace", [])),
        }
    )
