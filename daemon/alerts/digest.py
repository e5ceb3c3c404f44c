"""Composing a digest: everything it tells, as values, before any markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from daemon.alerts.block import Block
from daemon.alerts.health import Health, compose_health
from daemon.alerts.plain import one_line
from daemon.alerts.telling import tell
from daemon.alerts.wording import (
    SEVERITIES,
    category_name,
    clock,
    counted,
    duration,
    full_day,
    inside_a_sentence,
    listed,
    short_day,
    stamp,
)
from daemon.model.article import Severity, StoredArticle
from daemon.model.post import DigestContent, Recipient

_LATE = timedelta(minutes=15)  # a digest that comes later than this says so
_MOST_BARS = 6
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bar:
    """How many articles a category has; ``share`` is 1 to 100, of the largest."""

    label: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of one severity: told in full, told in one line each, or only counted."""

    severity: Severity
    title: str
    blocks: tuple[Block, ...]
    briefs: tuple[Block, ...] = ()
    left_out: int = 0

    @property
    def total(self) -> int:
        """How many stories the section stands for; an article of none is one by itself."""
        return len(self.blocks) + len(self.briefs) + self.left_out


@dataclass(frozen=True, slots=True)
class Digest:
    """A period's flagged articles told together to one recipient.

    ``late`` and ``next_due`` are sentences or empty. ``left_out`` says what the mail had no
    room for, or is empty; ``command`` shows what is not told here.
    """

    subject: str
    recipient: str
    day: str
    made: str
    zone: str
    summary: str
    late: str
    bars: tuple[Bar, ...]
    more_categories: int
    sections: tuple[Section, ...]
    health: Health
    tally: str
    next_due: str
    command: str = "didevan status"
    left_out: str = ""


def compose_digest(
    content: DigestContent, recipient: Recipient, names: Mapping[str, str] = _NO_NAMES
) -> Digest:
    """The digest of ``content`` for ``recipient``, with times in the recipient's zone.

    ``names`` gives the English names of categories; without one, the words of the id are shown.
    """
    zone = ZoneInfo(recipient.zone)
    health = compose_health(content.sources, content.now, zone)
    bars = _bars(content.articles, names)
    outlets = {source.source: source.outlet for source in content.sources}
    blocks = tell(content.articles, content.stories, outlets, zone, names)
    return Digest(
        subject=_subject(content, blocks, zone),
        recipient=one_line(recipient.name),
        day=full_day(content.period.due_at, zone),
        made=clock(content.now, zone),
        zone=recipient.zone,
        summary=_summary(content, health, bars, blocks),
        late=_late(content, zone),
        bars=bars[:_MOST_BARS],
        more_categories=len(bars[_MOST_BARS:]),
        sections=tuple(_sections(blocks)),
        health=health,
        tally=_tally(content),
        next_due=_next_due(content.next_due_at, zone, recipient.zone),
    )


def _subject(content: DigestContent, blocks: Sequence[Block], zone: ZoneInfo) -> str:
    local = content.period.due_at.astimezone(zone)
    day = f"{short_day(content.period.due_at, zone)} {local.year}"
    grave = sum(block.severity is Severity.CRITICAL for block in blocks)
    told = f"{len(content.articles):,} flagged" if content.articles else "nothing flagged"
    return f"Dîdevan {day}: {told}" + (f", {grave} critical" if grave else "")


def _summary(
    content: DigestContent, health: Health, bars: tuple[Bar, ...], blocks: Sequence[Block]
) -> str:
    """The day in one sentence; on an empty day, whether that silence can be trusted."""
    if not content.articles:
        return _silence(content, health)
    numbers = Counter(block.severity for block in blocks)
    grades = [
        f"{numbers[grade]} {SEVERITIES[grade].lower()}" for grade in SEVERITIES if numbers[grade]
    ]
    outlets = len({article.source for article in content.articles})
    told = counted(len(content.articles), "security report")
    if len(blocks) < len(content.articles):
        told += f" on {counted(len(blocks), 'event')}"
    return f"{told} from {counted(outlets, 'source')}: {listed(grades)}{_themes(bars)}."


def _themes(bars: tuple[Bar, ...]) -> str:
    """What most articles are about; nothing when no category has more than one."""
    often = [bar for bar in bars[:2] if bar.count > 1]
    if not often:
        return ""
    return "; most often " + ", ".join(
        f"{inside_a_sentence(bar.label)} ({bar.count})" for bar in often
    )


def _silence(content: DigestContent, health: Health) -> str:
    if not health.awake:
        look = f"the last look at a source was {health.last_look}" if health.last_look else ""
        return (
            f"Nothing to report, but the watch was not awake: {look or 'no source was read yet'}."
        )
    answered = f"{health.well} of {counted(health.total, 'source')} answered"
    if health.ailing and not health.well:
        return f"Nothing to report, but this silence says little: {answered}."
    awake = f"The watch was awake: {answered}, the last at {health.last_look}."
    if not content.read:
        return f"Nothing to report: no source published anything new. {awake}"
    read = counted(content.read, "article")
    return f"Nothing to report: {read} read, none of them about security. {awake}"


def _late(content: DigestContent, zone: ZoneInfo) -> str:
    if content.late < _LATE:
        return ""
    due, made = stamp(content.period.due_at, zone), stamp(content.now, zone)
    return f"Late by {duration(content.late)}: due {due}, made {made}."


def _bars(articles: Iterable[StoredArticle], names: Mapping[str, str]) -> tuple[Bar, ...]:
    numbers = Counter(category for article in articles for category in article.categories)
    largest = max(numbers.values(), default=1)
    return tuple(
        Bar(category_name(category, names), number, max(1, round(100 * number / largest)))
        for category, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    )


def _sections(blocks: Sequence[Block]) -> Iterable[Section]:
    for severity in SEVERITIES:
        chosen = tuple(block for block in blocks if block.severity is severity)
        if chosen:
            yield Section(severity, SEVERITIES[severity], chosen)


def _tally(content: DigestContent) -> str:
    read = counted(content.read, "article")
    told = f"{read} read since the last digest, {len(content.articles):,} flagged."
    if content.passed_over:
        return f"{told} {len(content.passed_over):,} more are flagged that you did not ask for."
    return told


def _next_due(due_at: datetime | None, zone: ZoneInfo, name: str) -> str:
    return (
        f"Next digest: {full_day(due_at, zone)}, {clock(due_at, zone)} ({name})." if due_at else ""
    )
