"""Composing an alert: one story, or many told together, as values, before any markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from shlex import quote
from zoneinfo import ZoneInfo

from daemon.alerts.block import Block, compose_block
from daemon.alerts.gloss import compose_line, gloss, victims
from daemon.alerts.plain import one_line
from daemon.alerts.wording import (
    SEVERITIES,
    clock,
    counted,
    full_day,
    in_digits,
    listed,
    sentence_case,
    stamp,
)
from daemon.model.alert import AlertItem, Ruling
from daemon.model.article import Severity, StoredArticle
from daemon.model.post import Digits, Recipient
from daemon.model.story import Standing, Victims

_MOST_NAMED = 3  # stories of a storm in the line beside the subject
_COUNTED = re.compile(r"(\w+) (\d+(?:-\d+)?)")
_TOLL = (Victims.KILLED, Victims.WOUNDED, Victims.KIDNAPPED)
_MOST_SOURCES = 8  # articles listed under a story, beside the one that is told

_FROM = {
    Severity.LOW: "stories of any severity",
    Severity.MEDIUM: "stories that are medium, high or critical",
    Severity.HIGH: "stories that are high or critical",
    Severity.CRITICAL: "critical stories",
}
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
    """One story of an alert: its English line, and the block that tells it as a digest would.

    ``told`` says why it is told, ``standing`` how many report it, ``command`` shows all
    decisions on it. A mail on one story has room for ``others``, the headlines of its further
    reports; in a storm the block names who made them.
    """

    severity: Severity
    grade: str
    gloss: str
    told: str
    standing: str
    block: Block
    others: tuple[Block, ...]
    command: str
    number: int


@dataclass(frozen=True, slots=True)
class Alert:
    """What one mail tells at once: stories in full, ``briefs`` in one line each.

    ``news`` is the line that a mail program shows beside the subject. The subject of a thread
    never changes; what is new since its first mail stands in this line. ``command`` shows why
    it is told.
    """

    subject: str
    news: str
    recipient: str
    day: str
    made: str
    zone: str
    count: int
    summary: str
    stories: tuple[ToldStory, ...]
    foot: str
    command: str
    digits: Digits = Digits.LATIN
    briefs: tuple[ToldStory, ...] = ()
    left_out: str = ""


def compose_alert(
    items: Sequence[AlertItem], recipient: Recipient, names: Outlets, now: datetime
) -> Alert:
    """The alert on ``items``, gravest first as given, with times in the recipient's zone."""
    zone = ZoneInfo(recipient.zone)
    stories = tuple(_story(item, names, zone, recipient.digits) for item in items)
    if len(stories) == 1:
        stories = (_at_length(stories[0]),)

    def ours(text: str) -> str:
        return in_digits(text, recipient.digits)

    return Alert(
        subject=_subject(items, stories),
        news=ours(_news(items[0], stories[0]) if len(items) == 1 else _many(stories)),
        recipient=one_line(recipient.name),
        day=ours(full_day(now, zone)),
        made=ours(clock(now, zone)),
        zone=recipient.zone,
        count=len(items),
        summary=ours(_summary(items, stories)),
        stories=stories,
        foot=_foot(recipient),
        command=f"didevan why {items[0].news.story.id} {quote(one_line(recipient.name))}",
        digits=recipient.digits,
    )


def _subject(items: Sequence[AlertItem], stories: Sequence[ToldStory]) -> str:
    first = stories[0]
    if len(items) > 1:
        grave = sum(one.severity is Severity.CRITICAL for one in stories)
        told = f"{len(items)} stories at once" + (f", {grave} critical" if grave else "")
        return f"Dîdevan: {told}"
    before = items[0].before
    if before is None or not before.thread:
        return f"{first.grade}: {first.gloss}"
    # mail programs keep a thread together by its subject: it stays as it was, right or not
    return f"Re: {before.subject or f'{first.grade}: {first.gloss}'}"


def _news(item: AlertItem, story: ToldStory) -> str:
    """What is known and what is new, in one line: 'Now critical, high before: now 7 killed'."""
    before, decision = item.before, item.decision
    line, toll = story.grade, _toll(item)
    if before is not None and before.severity is not decision.severity:
        line = f"Now {decision.severity}, {before.severity} before"
    if before is not None and before.facts != decision.facts:
        toll = f"now {toll or 'no victims'}, before {toll_words(before.facts) or 'no victims'}"
    return f"{line}{': ' if toll else ''}{toll}. {story.standing}"


def _many(stories: Sequence[ToldStory]) -> str:
    """The first of many, by their English lines; the rest of the line is for the mail program."""
    return "; ".join(f"{one.grade}: {one.gloss}" for one in stories[:_MOST_NAMED])


def toll_words(facts: str) -> str:
    """What happened to people in words: 'killed 2-5, denied' reads '2–5 killed, denied'."""
    return _COUNTED.sub(lambda found: f"{found[2].replace('-', '–')} {found[1]}", facts)


def _toll(item: AlertItem) -> str:
    """What happened to people by what is known now, 'at least' where the texts say so."""
    story = item.news.story
    denied = ["denied"] if Standing.DENIED in story.statuses else []
    return ", ".join(filter(None, (victims(story, _TOLL), *denied)))


def _summary(items: Sequence[AlertItem], stories: Sequence[ToldStory]) -> str:
    if len(items) == 1:
        return f"{stories[0].told}. {stories[0].standing}"
    grades = Counter(one.severity for one in stories)
    told = listed([f"{grades[one]} {one}" for one in reversed(Severity) if grades[one]])
    told = f"all {items[0].decision.severity}" if len(grades) == 1 else told
    return f"{sentence_case(told)}: told in this one mail, in place of one mail each."


def _story(item: AlertItem, names: Outlets, zone: ZoneInfo, digits: Digits) -> ToldStory:
    story = item.news.story
    return ToldStory(
        severity=item.decision.severity,
        grade=SEVERITIES[item.decision.severity],
        gloss=gloss(story, names.categories),
        told=_RULINGS[item.decision.ruling],
        standing=_standing(item),
        block=_block(item, names, zone, digits),
        others=(),
        command=f"didevan why {story.id}",
        number=story.id,
    )


def _at_length(story: ToldStory) -> ToldStory:
    """The summary of the mail says already how many report it."""
    block = replace(story.block, others=(), standing="")
    return replace(story, block=block, others=story.block.others)


def _block(item: AlertItem, names: Outlets, zone: ZoneInfo, digits: Digits) -> Block:
    """The story as a digest's block: the facts, the strongest article, the sources."""
    story, articles = item.news.story, _newest_first(item)
    blocks = [
        compose_block(
            article,
            names.outlets.get(article.source, article.source),
            zone,
            names.categories,
            digits,
        )
        for article in articles[: _MOST_SOURCES + 1]
    ]
    line = compose_line(story, names.categories, digits)
    before = item.before
    return replace(
        blocks[0],
        severity=item.decision.severity,
        gloss=line.event,
        toll=line.toll,
        sure=line.sure,
        standing=in_digits(_standing(item).rstrip("."), digits),
        since=in_digits(f"Since {stamp(before.at, zone)}", digits) if before else "",
        changes=tuple(in_digits(one, digits) for one in _changes(item)),
        others=tuple(blocks[1:]),
        more=len(articles) - len(blocks),
        command=f"didevan story {story.id}",
    )


def _newest_first(item: AlertItem) -> list[StoredArticle]:
    """The strongest first; of a story that was told before, what has come since goes before."""
    before = item.before
    if before is None:
        return list(item.news.articles)
    return sorted(item.news.articles, key=lambda one: one.first_seen_at < before.at)


def _changes(item: AlertItem) -> list[str]:
    """What is different from what was told before."""
    before, decision = item.before, item.decision
    if before is None:
        return []
    told = []
    if before.severity is not decision.severity:
        told.append(f"severity: {before.severity} → {decision.severity}")
    if before.facts != decision.facts:
        was, now = toll_words(before.facts), _toll(item)
        told.append(f"{was or 'no victims'} → {now or 'no victims'}")
    return told or ["still reported, and nothing else is new"]


def _standing(item: AlertItem) -> str:
    story = item.news.story
    told = f"Reported by {counted(story.sources, 'source')}"
    if story.independent < story.sources:
        return f"{told}, {story.independent} of them in words of their own."
    return f"{told}."


def _foot(recipient: Recipient) -> str:
    least = recipient.alerting.at_least if recipient.alerting else Severity.LOW
    return f"You are told at once of {_FROM[least]}."
