"""The part of the store that watches over time: counts by day, surges, and new names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from daemon.model.alert import ANYTHING, Interest
from daemon.model.article import Severity
from daemon.model.new_name import Candidate, NameRuling, Sighting
from daemon.store import new_names, surges, trends
from daemon.store.alert_memory import AlertMemory
from daemon.stories.trends import Subject, Surge


class WatchMemory(AlertMemory):
    """Counts what happened, beside what alerts need; the rest of the store is built on it."""

    async def daily_counts(
        self,
        since: date,
        until: date,
        sort: str | None = None,
        *,
        interest: Interest = ANYTHING,
        at_least: Severity = Severity.LOW,
    ) -> Mapping[Subject, Mapping[date, int]]:
        """How many stories of each category, place and actor (``sort``) had their event on a day.

        Both days are included; a day without stories is not named. A story counts for every
        place in which its own lies. ``interest`` (its outlets are names of sources) and
        ``at_least`` narrow which stories count.
        """
        async with self._database.read() as connection:
            return await trends.daily_counts(
                connection, since, until, sort, interest=interest, at_least=at_least
            )

    async def first_day(self, since: date, until: date) -> date | None:
        """The first of these days on which any story counts for anything."""
        async with self._database.read() as connection:
            return await trends.first_day(connection, since, until)

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

    async def note_names(self, read: Sequence[int], found: Sequence[Sighting]) -> None:
        async with self._database.read() as connection:
            before = await new_names.any_seen(connection, read)
        if found or before:
            async with self._database.write() as connection:
                await new_names.note(connection, read, found)

    async def open_names(self) -> int:
        """How many names of armed groups wait for an analyst's word."""
        async with self._database.read() as connection:
            return await new_names.open_names(connection)

    async def names(self, ruling: NameRuling | None = None) -> list[Candidate]:
        """The names that wait for a word, or those of which it was given."""
        async with self._database.read() as connection:
            return await new_names.candidates(connection, ruling)

    async def name_by_key(self, key: str) -> Candidate | None:
        """The name whose spellings have this key."""
        async with self._database.read() as connection:
            return await new_names.by_key(connection, key)

    async def name_by_number(self, number: int) -> Candidate | None:
        """The name with this number."""
        async with self._database.read() as connection:
            return await new_names.by_number(connection, number)

    async def rule_name(
        self, number: int, ruling: NameRuling, now: datetime, entity: str | None = None
    ) -> None:
        """Remember an analyst's word on a name; ``entity`` is the id of an accepted one."""
        async with self._database.write() as connection:
            await new_names.rule(connection, number, ruling, now, entity)
