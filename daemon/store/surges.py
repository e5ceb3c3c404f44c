"""What surges on a day: peaks found in the counts, and who told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.story import Account, Story
from daemon.store.accounts import ACCOUNT
from daemon.store.engine import batches
from daemon.store.present import told_by
from daemon.store.story_tables import accounts, stories
from daemon.store.tables import articles
from daemon.store.trends import daily_counts
from daemon.store.watch_tables import story_subjects
from daemon.stories.local_days import ZONE
from daemon.stories.trends import Subject, Surge, days_before, peaks
from daemon.stories.trends import surges as surging


async def heard(connection: AsyncConnection, days: Iterable[date]) -> frozenset[date]:
    """Those of the local days on which any article was first seen."""
    wanted = list(days)
    seen = articles.c.first_seen_at
    found = [
        exists().where(seen >= begin_of(day), seen < begin_of(day + timedelta(days=1)))
        for day in wanted
    ]
    row = (await connection.execute(select(*(one.label(None) for one in found)))).one()
    return frozenset(day for day, was in zip(wanted, row, strict=True) if was)


def begin_of(day: date) -> datetime:
    """The moment at which a local day begins."""
    return datetime.combine(day, time(), ZoneInfo(ZONE))


async def surges(connection: AsyncConnection, day: date, outlets: Mapping[str, str]) -> list[Surge]:
    """What surges on a day, the least likely first; ``outlets`` as ``trends.surges`` has them."""
    before = days_before(day)
    was_heard = await heard(connection, before)
    found = peaks(await daily_counts(connection, before[-1], day, None), day, was_heard)
    if not found:
        return []
    inside = await _inside(connection, day, {peak.subject for peak in found})
    ids = {story for some in inside.values() for story in some}
    known = await _stories(connection, ids)
    told = {subject: [known[one] for one in some] for subject, some in inside.items()}
    return surging(found, told, await _accounts(connection, ids), outlets)


async def _inside(
    connection: AsyncConnection, day: date, wanted: Collection[Subject]
) -> dict[Subject, list[int]]:
    """The stories that these subjects have on a day."""
    statement = select(story_subjects).where(story_subjects.c.day == day)
    found: dict[Subject, list[int]] = defaultdict(list)
    for row in await connection.execute(statement.order_by(story_subjects.c.story_id)):
        subject = Subject(row.sort, row.subject)
        if subject in wanted:
            found[subject].append(row.story_id)
    return found


async def _stories(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, Story]:
    found: dict[int, Story] = {}
    for batch in batches(ids):
        rows = await connection.execute(select(stories).where(stories.c.id.in_(batch)))
        found |= {row.id: told_by(row) for row in rows}
    return found


async def _accounts(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, list[Account]]:
    """What the articles of these stories say, by story."""
    found: dict[int, list[Account]] = defaultdict(list)
    for batch in batches(ids):
        chosen = select(accounts).where(accounts.c.story_id.in_(batch))
        for row in await connection.execute(chosen.order_by(accounts.c.article_id)):
            found[row.story_id].append(ACCOUNT.validate_json(row.facts))
    return found
