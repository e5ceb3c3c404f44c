"""Which stories there are now: those that went into others and those withdrawn are past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.story import Story
from daemon.store.division import STORY
from daemon.store.engine import batches
from daemon.store.story_tables import stories
from daemon.store.types import AnyRow

PRESENT = (stories.c.merged_into.is_(None), stories.c.withdrawn_at.is_(None))
"""The conditions that a present story fulfils."""


def told_by(row: AnyRow) -> Story:
    """The story of a row of ``stories``, with its number and the analyst's word on it."""
    return replace(STORY.validate_json(row.facts), id=row.id, security=row.security)


async def present(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, Story]:
    """Those of these stories that there are, by number, in its order."""
    found: dict[int, Story] = {}
    for batch in batches(sorted(set(ids))):
        statement = select(stories).where(stories.c.id.in_(batch), *PRESENT)
        rows = await connection.execute(statement.order_by(stories.c.id))
        found |= {row.id: told_by(row) for row in rows}
    return found


async def with_absorbed(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, int]:
    """These stories and all that went into them, each with the one of ``ids`` it is now."""
    into = {story: story for story in ids}
    new = list(into)
    while new:
        found: dict[int, int] = {}
        for batch in batches(new):
            gone = select(stories.c.id, stories.c.merged_into)
            rows = await connection.execute(gone.where(stories.c.merged_into.in_(batch)))
            found |= {row.id: into[row.merged_into] for row in rows if row.id not in into}
        into |= found
        new = list(found)
    return into
