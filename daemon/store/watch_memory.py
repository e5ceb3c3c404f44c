"""The part of the store that watches over time: counts by day, surges, and new names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from daemon.store import surges, trends
from daemon.store.alert_memory import AlertMemory
from daemon.stories.trends import Subject, Surge


class WatchMemory(AlertMemory):
    """Counts what happened, beside what alerts need; the rest of the store is built on it."""

    async def daily_counts(
        self, since: date, until: date, sort: str | None = None
    ) -> Mapping[Subject, Mapping[date, int]]:
        """How many stories of each category, place and actor (``sort``) had their event on a day.

        Both days are included; a day without stories is not named. A story counts for every
        place in which its own lies.
        """
        async with self._database.read() as connection:
            return await trends.daily_counts(connection, since, until, sort)

    async def surges(self, day: date, outlets: Mapping[str, str] | None = None) -> Sequence[Surge]:
        """What stands out on a day against its own past, the least likely first.

        ``outlets`` names the outlet of a source, so that two feeds of one outlet are one
        voice. Nothing surges before news was read on seven of the days before.
        """
        async with self._database.read() as connection:
            return await surges.surges(connection, day, outlets or {})

    async def heard(self, days: Sequence[date]) -> frozenset[date]:
        """Those of the days on which any article was first seen."""
        async with self._database.read() as connection:
            return await surges.heard(connection, days)
