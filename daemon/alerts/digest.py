"""Composing a digest: everything it tells, as values, before any markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from shlex import quote
from types import MappingProxyType
from zoneinfo import ZoneInfo

from daemon.alerts.health import Health, compose_health
from daemon.alerts.overview import (
    Bar,
    Measure,
    Overview,
    Seen,
    actors_of,
    compose_overview,
    place_of,
)
from daemon.alerts.plain import one_line
from daemon.alerts.sections import Section, sections
from daemon.alerts.telling import Manner, Told, tell, told_again
from daemon.alerts.wording import (
    SEVERITIES,
    clock,
    counted,
    duration,
    full_day,
    in_digits,
    inside_a_sentence,
    listed,
    short_day,
    stamp,
)
from daemon.model.article import Severity
from daemon.model.post import DigestContent, DigestPeriod, Digits, Recipient

_LATE = timedelta(minutes=15)  # a digest that comes later than this says so
_DAY = timedelta(days=1)
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_NOT_ASKED = "are left out: you did not ask for them"


@dataclass(frozen=True, slots=True)
class Digest:
    """A period's flagged articles told together to one recipient.

    ``late``, ``period`` and ``next_due`` are sentences or empty. ``again`` are stories without
    a new article whose facts have changed, one line each, and ``more_again`` those that are left
    for the next one. ``left_out`` counts what the mail had no room for, which
    ``left_out_command`` shows; ``counted`` are the numbers of its articles. ``command`` shows
    all sources.
    """

    subject: str
    recipient: str
    day: str
    made: str
    zone: str
    summary: str
    late: str
    overview: Overview
    sections: tuple[Section, ...]
    health: Health
    tally: str
    next_due: str
    period: str = ""
    again: tuple[str, ...] = ()
    more_again: int = 0
    command: str = "didevan status"
    left_out: int = 0
    left_out_command: str = ""
    counted: tuple[int, ...] = ()
    digits: Digits = Digits.LATIN


def compose_digest(
    content: DigestContent, recipient: Recipient, names: Mapping[str, str] = _NO_NAMES
) -> Digest:
    """The digest of ``content`` for ``recipient``, with times and digits as he has them.

    ``names`` gives the English names of categories; without one, the words of the id are shown.
    """
    zone, digits = ZoneInfo(recipient.zone), recipient.digits
    outlets = {source.source: source.outlet for source in content.sources}
    manner = Manner(
        outlets,
        names,
        zone,
        digits,
        content.memory.before,
        content.accounts,
        recipient.interest.languages,
    )
    health = compose_health(content.sources, content.now, zone, content.memory.new_sources, digits)
    told = tell(content.articles, content.stories, manner)
    overview = compose_overview(_seen(told), names, _measure(content, digits))

    def ours(text: str) -> str:
        return in_digits(text, digits)

    return Digest(
        subject=ours(_subject(content, told, zone)),
        recipient=one_line(recipient.name),
        day=ours(full_day(content.period.due_at, zone)),
        made=ours(clock(content.now, zone)),
        zone=recipient.zone,
        summary=ours(_summary(content, health, overview, told)),
        late=ours(_late(content, zone)),
        overview=overview,
        sections=sections(told, recipient.digest_sections, names),
        health=health,
        tally=ours(_tally(content)),
        next_due=ours(_next_due(content.next_due_at, zone, recipient.zone)),
        period=ours(_period(content, zone)),
        again=tuple(told_again(story, manner) for story in content.changed),
        more_again=content.more_changed,
        left_out_command=f"didevan stories --counted-in {quote(digest_name(content.period))}",
        digits=digits,
    )


def digest_name(period: DigestPeriod) -> str:
    """What one digest goes by in commands: its day and its schedule."""
    return f"{period.local_date.isoformat()} {period.schedule}"


def _measure(content: DigestContent, digits: Digits) -> Measure:
    since = content.memory.since
    # a schedule that begins, or was asked for by hand, is measured by a day
    days = (content.now - since) / _DAY if since and since < content.now else 1.0
    return Measure(content.usual, days if days >= 1 / 24 else 1.0, digits)


def _seen(told: Sequence[Told]) -> list[Seen]:
    return [
        Seen(
            severity=one.block.severity,
            categories=one.categories,
            place=place_of(one.story),
            sources=frozenset(article.source for article in one.articles),
            new=not one.block.since,
            actors=actors_of(one.story),
        )
        for one in told
    ]


def _subject(content: DigestContent, told: Sequence[Told], zone: ZoneInfo) -> str:
    local = content.period.due_at.astimezone(zone)
    day = f"{short_day(content.period.due_at, zone)} {local.year}"
    grave = sum(one.block.severity is Severity.CRITICAL for one in told)
    number = f"{len(content.articles):,} flagged" if content.articles else "nothing flagged"
    number_changed = len(content.changed) + content.more_changed
    changed = f", {number_changed} changed" if number_changed else ""
    return f"Dîdevan {day}: {number}" + (f", {grave} critical" if grave else "") + changed


def _summary(
    content: DigestContent, health: Health, overview: Overview, told: Sequence[Told]
) -> str:
    """The day in one sentence; on an empty day, whether that silence can be trusted."""
    if not content.articles:
        return _silence(content, health)
    numbers = Counter(one.block.severity for one in told)
    grades = [
        f"{numbers[grade]} {SEVERITIES[grade].lower()}" for grade in SEVERITIES if numbers[grade]
    ]
    outlets = len({article.source for article in content.articles})
    reports = counted(len(content.articles), "security report")
    if len(told) < len(content.articles):
        reports += f" on {counted(len(told), 'event')}"
    about = _themes(overview.categories)
    return f"{reports} from {counted(outlets, 'source')}: {listed(grades)}{about}."


def _themes(bars: Sequence[Bar]) -> str:
    """What stands out; else what most stories are about, when there is more than one of it."""
    risen = [bar for bar in bars if bar.surge][:2]
    if risen:
        return "; " + " and ".join(f"{inside_a_sentence(one.label)} {one.surge}" for one in risen)
    often = [bar for bar in bars[:2] if bar.count > 1]
    if not often:
        return ""
    return "; most often " + listed(
        [f"{inside_a_sentence(bar.label)} ({bar.count})" for bar in often]
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
    if content.changed:
        number = len(content.changed) + content.more_changed
        told = counted(number, "story that was told has", "stories that were told have")
        return f"Nothing new to report, but {told} changed. {awake}"
    if not content.read:
        return f"Nothing to report: no source published anything new. {awake}"
    read = counted(content.read, "article")
    if content.passed_over:
        return f"Nothing to report of what you asked for: {read} read. {awake}"
    return f"Nothing to report: {read} read, none of them about security. {awake}"


def _late(content: DigestContent, zone: ZoneInfo) -> str:
    if content.late < _LATE:
        return ""
    due, made = stamp(content.period.due_at, zone), stamp(content.now, zone)
    return (
        f"Late by {duration(content.late)}: due {due}, made {made}. "
        "It tells everything up to the time it was made; nothing was lost."
    )


def _period(content: DigestContent, zone: ZoneInfo) -> str:
    since = content.memory.since
    if since is None or since >= content.now:
        return ""
    return f"What was read from {stamp(since, zone)} to {stamp(content.now, zone)}."


def _tally(content: DigestContent) -> str:
    read = counted(content.read, "article")
    flagged = len(content.articles) + len(content.passed_over)
    if not flagged:
        return f"{read} read since the last digest, none of them about security."
    told = f"{read} read since the last digest: {flagged:,} about security"
    dropped = max(content.read - flagged, 0)
    told += f", {dropped:,} dropped as not." if dropped else "."
    if content.passed_over:
        number = len(content.passed_over)
        left = "is left out: you did not ask for it" if number == 1 else _NOT_ASKED
        told += f" {number:,} about security {left}."
    return told


def _next_due(due_at: datetime | None, zone: ZoneInfo, name: str) -> str:
    return (
        f"Next digest: {full_day(due_at, zone)}, {clock(due_at, zone)} ({name})." if due_at else ""
    )
