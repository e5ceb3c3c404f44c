"""What is usual for a recipient: how many stories a day of each category, place and actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from daemon.model.alert import Interest
from daemon.model.article import Severity
from daemon.model.post import Recipient, Usual
from daemon.stories.trends import Subject

DAYS = 30
ONE_DAY = timedelta(days=1)

Counts = Mapping[Subject, Mapping[date, int]]


class CountingStore(Protocol):
    """The memory of how many stories there were."""

    async def daily_counts(
        self,
        since: date,
        until: date,
        sort: str | None = None,
        *,
        interest: Interest = ...,
        at_least: Severity = ...,
    ) -> Counts:
        """By subject and day how many stories of an interest had their event then.

        Both days are included; the outlets of the interest are names of sources.
        """
        ...

    async def first_day(self, since: date, until: date) -> date | None:
        """The first of these days on which any story counts for anything."""
        ...


async def usual(
    store: CountingStore, recipient: Recipient, outlets: Mapping[str, str], now: datetime
) -> Usual:
    """The means of the last 30 days before today, of what the recipient asked for.

    They are over the days since anything was known, also where what he asked for is rare.
    ``outlets`` are those of the sources.
    """
    today = now.astimezone(ZoneInfo(recipient.zone)).date()
    first, yesterday = today - DAYS * ONE_DAY, today - ONE_DAY
    since = await store.first_day(first, yesterday)
    if since is None:
        return Usual()
    interest = by_sources(recipient.interest, outlets)
    counts = await store.daily_counts(
        since, yesterday, interest=interest, at_least=recipient.digest_at_least
    )
    return means(counts, (today - since).days)


def by_sources(interest: Interest, outlets: Mapping[str, str]) -> Interest:
    """The interest with the names of sources in place of their outlets."""
    named = set(interest.outlets)
    theirs = (source for source, outlet in outlets.items() if outlet in named)
    return replace(interest, outlets=tuple(sorted(named.union(theirs))))


def means(counts: Counts, days: int) -> Usual:
    """The mean a day of each subject, over so many days."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for subject, by_day in counts.items():
        found[subject.sort][subject.id] = sum(by_day.values()) / days
    return Usual(days, found["category"], found["place"], found["actor"])
