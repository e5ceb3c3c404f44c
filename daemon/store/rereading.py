"""Which articles are read again: those that matter, in their first hours, and those not ready.

Numbers of the killed and wounded change in the first hours, and a page may be published before
its text. What the feed said is kept as long: by then it may list the article no more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Article, Entry, Origin, Precision
from daemon.model.dating import DateOrigin
from daemon.model.outcome import Reason
from daemon.model.source import Validators
from daemon.store.identity import known_keys, stored_key
from daemon.store.tables import articles, feeds

AFTER = (timedelta(hours=1), timedelta(hours=5))
AFTER_NOT_READY = (timedelta(minutes=20), timedelta(hours=1), timedelta(hours=4))
AFTER_NO_ROBOTS = (
    *(timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1)),
    *(timedelta(hours=4), timedelta(hours=12), timedelta(hours=24), timedelta(hours=36)),
)
"""Together longer than a silence is taken for a no, so that every page is read at last."""
RECENT = timedelta(days=1)
OVERDUE = timedelta(days=1)
"""How long it is tried: after a longer pause of ours it is given up."""

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


async def due(connection: AsyncConnection, source: str, now: datetime, limit: int) -> list[Entry]:
    """The entries whose articles are to be read again by now, the longest due first."""
    statement = (
        select(articles.c.entry)
        .where(
            articles.c.source == source,
            articles.c.reread_at.between(now - OVERDUE, now),
            articles.c.entry.is_not(None),
        )
        .order_by(articles.c.reread_at, articles.c.id)
        .limit(limit)
    )
    rows = (await connection.execute(statement)).scalars()
    return [_read(each) for each in rows]


async def note_unchanged(
    connection: AsyncConnection, source: str, entries: Sequence[Entry], now: datetime
) -> None:
    """Note of articles whose pages are what they were when to ask for them again."""
    if not entries:
        return
    known = await known_keys(connection, source, (stored_key(each.key) for each in entries))
    ids = [one.article_id for one in known.values()]
    for done in range(len(AFTER)):
        rows = (articles.c.id.in_(ids), articles.c.rereads == done, articles.c.reread_at <= now)
        values: dict[str, Any] = {"rereads": done + 1, "reread_at": None, "entry": None}
        if done + 1 < len(AFTER):
            values = {"rereads": done + 1, "reread_at": now + AFTER[done + 1]}
        await connection.execute(update(articles).where(*rows).values(values))


async def bring_forward(connection: AsyncConnection, source: str, now: datetime) -> None:
    """Let the source's next poll be no later than the next reading of one of its articles."""
    ahead = (articles.c.source == source, articles.c.reread_at > now)
    first = select(func.min(articles.c.reread_at)).where(*ahead).scalar_subquery()
    later = (feeds.c.source == source, feeds.c.next_poll_at > first)
    await connection.execute(update(feeds).where(*later).values(next_poll_at=first))


def reread_columns(article: Article, now: datetime, done: int) -> dict[str, Any]:
    """What is stored of an article that was read just now, ``done`` times beside the first."""
    reread_at = next_reread(article, now, done)
    entry = None if reread_at is None else _written(_as_stated(article))
    return {"rereads": done, "reread_at": reread_at, "entry": entry}


def _as_stated(article: Article) -> Entry:
    """The entry without a time that only the page gave: the page may correct it."""
    if article.about.dated_by in (None, DateOrigin.FEED):
        return article.entry
    return replace(article.entry, published_at=None, precision=Precision.UNKNOWN)


def _written(entry: Entry) -> str:
    """JSON in ASCII, which keeps whatever a text may hold."""
    at = entry.published_at
    return json.dumps({**asdict(entry), "published_at": at.isoformat() if at else None})


def _read(text: str) -> Entry:
    said = json.loads(text)
    at, shown = said["published_at"], said.get("validators", {})
    return Entry(
        **{
            **said,
            "aliases": tuple(said["aliases"]),
            "published_at": datetime.fromisoformat(at) if at else None,
            "precision": Precision(said["precision"]),
            "validators": Validators(**shown),
        }
    )
