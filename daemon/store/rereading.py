"""Which articles are read again: those that matter, in their first hours, and those not ready.

Numbers of the killed and wounded change in the first hours, and a page may be published before
its text. An article that its feed no longer lists is not read again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Article, Entry, Origin
from daemon.model.outcome import Reason
from daemon.store import identity
from daemon.store.engine import batches
from daemon.store.tables import articles

AFTER = (timedelta(hours=1), timedelta(hours=5))
AFTER_NOT_READY = (timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4))
AFTER_NO_ROBOTS = (
    *(timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1)),
    *(timedelta(hours=4), timedelta(hours=12)),
)
RECENT = timedelta(days=1)
OVERDUE = timedelta(hours=6)
"""How long it is tried: an article that left its feed in the meantime is given up."""

NOT_READY = frozenset(
    {
        *(Reason.DEADLINE, Reason.CONNECTION_FAILED, Reason.TRUNCATED, Reason.HTTP_SERVER_ERROR),
        *(Reason.NOT_FOUND, Reason.RATE_LIMITED, Reason.NO_TEXT, Reason.TLS_FAILED),
        *(Reason.NO_SUCH_HOST, Reason.INTERNAL_ERROR),
    }
)
_FROM_PAGE = frozenset({Origin.PAGE, Origin.RAW})


def next_reread(article: Article, now: datetime, done: int) -> datetime | None:
    """When to read an article again that was read ``done`` times beside the first."""
    waits: tuple[timedelta, ...]
    if article.problem is Reason.ROBOTS_UNKNOWN:  # however old: nobody has read it yet
        waits = AFTER_NO_ROBOTS
    elif _is_old(article.entry.published_at, now):
        return None
    elif article.problem in NOT_READY:
        waits = AFTER_NOT_READY
    elif article.verdict.flagged and article.origin in _FROM_PAGE:
        waits = AFTER
    else:
        return None
    return now + waits[done] if done < len(waits) else None


def _is_old(published_at: datetime | None, now: datetime) -> bool:
    return published_at is not None and now - published_at > RECENT


async def any_due(connection: AsyncConnection, source: str, now: datetime) -> bool:
    """Whether an article of the source is to be read again by now."""
    due = articles.c.reread_at.between(now - OVERDUE, now)
    found = await connection.execute(select(exists().where(articles.c.source == source, due)))
    return bool(found.scalar_one())


async def chosen(
    connection: AsyncConnection, source: str, entries: Sequence[Entry], now: datetime
) -> list[Entry]:
    """Those of ``entries`` whose article is to be read again by now."""
    keys = {entry.key: identity.keys_of(entry) for entry in entries}
    known = await identity.known_keys(connection, source, chain.from_iterable(keys.values()))
    ids = {key: found.article_id for key, k in keys.items() if (found := identity.find(known, k))}
    due = await _due(connection, list(ids.values()), now)
    first = {entry.key: entry for entry in reversed(entries)}
    return [first[key] for key in keys if ids.get(key) in due]


async def _due(connection: AsyncConnection, ids: Sequence[int], now: datetime) -> set[int]:
    due: set[int] = set()
    for batch in batches(ids):
        statement = select(articles.c.id).where(
            articles.c.id.in_(batch), articles.c.reread_at.between(now - OVERDUE, now)
        )
        due.update((await connection.execute(statement)).scalars())
    return due
