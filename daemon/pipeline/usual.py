"""What is usual for a recipient: how many stories a day of each category and place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from daemon.alerts.interest import refusal
from daemon.model.alert import ANYTHING, Candidate
from daemon.model.article import Severity
from daemon.model.post import Recipient, Usual
from daemon.stories.trends import Subject

DAYS = 30

Counts = Mapping[Subject, Mapping[date, int]]


class CountingStore(Protocol):
    """The memory of how many stories there were."""

    async def daily_counts(self, since: date, until: date, sort: str | None = None) -> Counts:
        """By subject and day how many stories had their event then; both days are included."""
        ...

    async def alert_candidates(self, since: datetime) -> list[Candidate]:
        """The stories of which an article was first seen after ``since``."""
        ...


async def usual(
    store: CountingStore, recipient: Recipient, outlets: Mapping[str, str], now: datetime
) -> Usual:
    """The means of the last 30 days before today, of what the recipient asked for.

    The database counts for one who asked for everything; what somebody narrowed is counted
    here, since it depends on who reported it in which language.
    """
    zone = ZoneInfo(recipient.zone)
    today = now.astimezone(zone).date()
    first = today - timedelta(days=DAYS)
    if recipient.interest == ANYTHING and recipient.digest_at_least is Severity.LOW:
        counts = await store.daily_counts(first, today - timedelta(days=1))
    else:
        found = await store.alert_candidates(now - timedelta(days=DAYS))
        wanted = [one for one in found if _wanted(one, recipient, outlets)]
        counts = _counted(wanted, zone)
    return means(counts, first, today)


def means(counts: Counts, first: date, today: date) -> Usual:
    """The mean a day of each subject, over the days since anything was known, 30 at most."""
    days = [day for by_day in counts.values() for day in by_day if first <= day < today]
    if not days:
        return Usual()
    remembered = (today - min(days)).days
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for subject, by_day in counts.items():
        total = sum(number for day, number in by_day.items() if first <= day < today)
        found[subject.sort][subject.id] = total / remembered
    return Usual(remembered, dict(found["category"]), dict(found["place"]))


def _wanted(one: Candidate, recipient: Recipient, outlets: Mapping[str, str]) -> bool:
    named: Sequence[str] = [outlets[source] for source in one.sources if source in outlets]
    seen = replace(one, outlets=tuple(named))
    return refusal(seen, recipient.interest, recipient.digest_at_least) is None


def _counted(found: Iterable[Candidate], zone: ZoneInfo) -> Counts:
    counts: dict[Subject, Counter[date]] = defaultdict(Counter)
    for one in found:
        # a feed that is read for the first time brings old news, which counts on its own day
        day = min(one.first_at, one.last_at).astimezone(zone).date()
        for category in one.categories:
            counts[Subject("category", category)][day] += 1
        for place in filter(None, (one.place, *one.within)):
            counts[Subject("place", place)][day] += 1
    return counts
