"""Forgetting what is old: the texts go, the identities stay.

An article keeps its title, its link and its keys. A feed may list it for years; without
them it would come back as new, and be told again.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.post import DeliveryState
from daemon.store.tables import articles, digests, entities, matches, outbox, revisions
from daemon.store.watch_tables import name_sightings

AT_ONCE = 500
"""Articles in one transaction, so that nobody waits long for his turn to write."""


async def purge_articles(connection: AsyncConnection, before: datetime) -> int:
    """Empty some articles first seen before ``before``; how many, 0 when all are empty.

    Flagged ones that came after the newest digest are still to be told, and are kept.
    """
    decided = select(func.max(digests.c.newest_article)).scalar_subquery()
    old = (
        select(articles.c.id)
        .where(
            articles.c.first_seen_at < before,
            exists().where(revisions.c.article_id == articles.c.id),
            or_(~articles.c.flagged, articles.c.id <= func.coalesce(decided, articles.c.id)),
        )
        .limit(AT_ONCE)
    )
    ids = (await connection.execute(old)).scalars().all()
    for table in (matches, entities, revisions):
        await connection.execute(delete(table).where(table.c.article_id.in_(ids)))
    await connection.execute(
        update(articles).where(articles.c.id.in_(ids)).values(body="", entry=None)
    )
    kept = name_sightings.c.article_id.in_(ids)
    await connection.execute(update(name_sightings).where(kept).values(context=""))
    return len(ids)


async def purge_messages(connection: AsyncConnection, before: datetime) -> None:
    """Empty the messages that were done with before ``before``; their rows and tries stay."""
    done = (
        outbox.c.state.in_((DeliveryState.SENT, DeliveryState.DEAD)),
        outbox.c.changed_at < before,
        outbox.c.html != "",
    )
    await connection.execute(update(outbox).where(*done).values(text="", html="", facts={}))
