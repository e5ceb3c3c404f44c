"""Composing an alert: one story, or many told together, as values, before any markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from daemon.alerts.block import Block, compose_block
from daemon.alerts.gloss import gloss
from daemon.alerts.plain import one_line
from daemon.alerts.wording import SEVERITIES, clock, counted, full_day, stamp
from daemon.model.alert import AlertItem, Ruling
from daemon.model.article import Severity, StoredArticle
from daemon.model.post import Recipient

_MOST_SOURCES = 8  # articles listed under a story, beside the one that is told

_RULINGS = {
    Ruling.NEW: "New",
    Ruling.ESCALATED: "Graver than before",
    Ruling.CHANGED: "Its facts have changed",
    Ruling.REPEATED: "Still being reported",
    Ruling.STORM: "One of many at once",
}


@dataclass(frozen=True, slots=True)
class Outlets:
    """What sources and categories are called."""

    outlets: Mapping[str, str]
    categories: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToldStory:
    """One story of an alert: the English line, the strongest article, and the others.

    ``told`` says why it is told, ``changes`` what is different from what was told before,
    ``standing`` how many report it, ``command`` shows all decisions on it.
    """

    severity: Severity
    grade: str
    gloss: str
    told: str
    changes: tuple[str, ...]
    standing: str
    block: Block
    others: tuple[Block, ...]
    more: int
    command: str
    number: int


@dataclass(frozen=True, slots=True)
class Alert:
    """What one mail tells at once: stories in full, ``briefs`` in one line each."""

    subject: str
    recipient: str
    day: str
    made: str
    zone: str
    summary: str
    stories: tuple[ToldStory, ...]
    foot: str
    briefs: tuple[ToldStory, ...] = ()
    left_out: str = ""


def compose_alert(
    items: Sequence[AlertItem], recipient: Recipient, names: Outlets, now: datetime
) -> Alert:
    """The alert on ``items``, gravest first as given, with times in the recipient's zone."""
    zone = ZoneInfo(recipient.zone)
    stories = tuple(_story(item, names, zone) for item in items)
    return Alert(
        subject=_subject(items, stories),
        recipient=one_line(recipient.name),
        day=full_day(now, zone),
        made=clock(now, zone),
        zone=recipient.zone,
        summary=_summary(items, stories),
        stories=stories,
        foot=_foot(items, recipient),
    )


def _subject(items: Sequence[AlertItem], stories: Sequence[ToldStory]) -> str:
    first = stories[0]
    if len(items) > 1:
        grave = sum(one.severity is Severity.CRITICAL for one in stories)
        told = f"{len(items)} stories at once" + (f", {grave} critical" if grave else "")
        return f"Dîdevan: {told}"
    again = "Re: " if items[0].before else ""
    return f"{again}{first.grade}: {first.gloss}"


def _summary(items: Sequence[AlertItem], stories: Sequence[ToldStory]) -> str:
    if len(items) == 1:
        return f"{stories[0].told}. {stories[0].standing}"
    return (
        f"{counted(len(items), 'story', 'stories')} at once: told together in this one mail, "
        "in place of one mail each."
    )


def _story(item: AlertItem, names: Outlets, zone: ZoneInfo) -> ToldStory:
    first, *rest = item.news.articles
    blocks = [_block(article, names, zone) for article in rest[:_MOST_SOURCES]]
    story = item.news.story
    return ToldStory(
        severity=item.decision.severity,
        grade=SEVERITIES[item.decision.severity],
        gloss=gloss(story, names.categories),
        told=_RULINGS[item.decision.ruling],
        changes=tuple(_changes(item, zone)),
        standing=_standing(item),
        block=_block(first, names, zone),
        others=tuple(blocks),
        more=len(rest) - len(blocks),
        command=f"didevan why {story.id}",
        number=story.id,
    )


def _block(article: StoredArticle, names: Outlets, zone: ZoneInfo) -> Block:
    outlet = names.outlets.get(article.source, article.source)
    return compose_block(article, outlet, zone, names.categories)


def _changes(item: AlertItem, zone: ZoneInfo) -> list[str]:
    before = item.before
    if before is None:
        return []
    told = [f"Told before on {stamp(before.at, zone)}."]
    if before.severity is not item.decision.severity:
        told.append(f"It was {before.severity}, and is now {item.decision.severity}.")
    if before.facts != item.decision.facts:
        was, now = before.facts or "no victims", item.decision.facts or "no victims"
        told.append(f"It was told with {was}; now with {now}.")
    return told


def _standing(item: AlertItem) -> str:
    story = item.news.story
    told = f"Reported by {counted(story.sources, 'source')}"
    if story.independent < story.sources:
        return f"{told}, {story.independent} of them in words of their own."
    return f"{told}."


def _foot(items: Sequence[AlertItem], recipient: Recipient) -> str:
    least = recipient.alerting.at_least if recipient.alerting else Severity.LOW
    story = items[0].news.story.id
    return (
        f"You are told at once of what is at least {least}. "
        f"Why this, and why not other things: didevan why {story} {recipient.name!r}"
    )
