"""What is remembered of each feed, and which feeds are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.outcome import Reason
from daemon.model.post import SourceHealth
from daemon.model.source import FeedState, Move, Remembered, Rhythm
from daemon.store.engine import insert_into
from daemon.store.tables import articles, feeds
from daemon.store.types import AnyRow

_DOCUMENTS = TypeAdapter(dict[str, Remembered])
LOOKED_AT = 300
"""Due feeds read beyond those wanted: some are being polled already, or were removed."""


async def feed_state(connection: AsyncConnection, source: str) -> FeedState | None:
    """The state of one source's feed; None when it was never polled."""
    row = (await connection.execute(select(feeds).where(feeds.c.source == source))).one_or_none()
    return None if row is None else _state(row)


async def save_state(connection: AsyncConnection, state: FeedState) -> None:
    """Write the state; the row stays locked until the transaction ends."""
    values = _values(state)
    statement = insert_into(connection, feeds).values(values)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[feeds.c.source], set_=values)
    )


async def due(
    connection: AsyncConnection, sources: Iterable[str], now: datetime, limit: int
) -> list[str]:
    """The sources to be polled now, never polled ones first, then the longest due.

    Those that fail at present come after those that answer.
    """
    wanted = dict.fromkeys(sources)
    known = set((await connection.execute(select(feeds.c.source))).scalars())
    never = [name for name in wanted if name not in known][:limit]
    for most in (limit + LOOKED_AT, None):
        rows = (await connection.execute(_late(now, most))).all()
        late = [row.source for row in rows if row.source in wanted and _is_due(row, now)]
        if most is None or len(rows) < most or len(never) + len(late) >= limit:
            break
    return (never + late)[:limit]


def _late(now: datetime, most: int | None) -> Select[*tuple[Any, ...]]:
    """The feeds that are due, or whose poll lies in the future, in the order to poll them."""
    columns = (feeds.c.source, feeds.c.next_poll_at, feeds.c.polled_at, feeds.c.interval)
    maybe_due = or_(feeds.c.next_poll_at <= now, feeds.c.polled_at > now)
    ordered = select(*columns).where(maybe_due).order_by(feeds.c.failures > 0, feeds.c.next_poll_at)
    return ordered.limit(most)


async def health(connection: AsyncConnection) -> list[SourceHealth]:
    """One row for each source ever polled; the outlet's name is the settings' to know.

    Its articles are not counted: that takes as long as the archive is large.
    """
    rows = await connection.execute(select(feeds).order_by(feeds.c.source))
    return [_health(row) for row in rows]


async def counted_health(connection: AsyncConnection) -> list[SourceHealth]:
    """The same, with the articles of each source and how many of them are flagged."""
    flagged = func.count().filter(articles.c.flagged)
    counts = select(articles.c.source, func.count(), flagged).group_by(articles.c.source)
    known = {source: some for source, *some in await connection.execute(counts)}
    told = []
    for one in await health(connection):
        number, grave = known.get(one.source, (0, 0))
        told.append(replace(one, articles=number, flagged=grave))
    return told


def _is_due(row: AnyRow, now: datetime) -> bool:
    if row.next_poll_at <= now:
        return True
    # A poll that lies in the future was dated by a clock that has been set back since.
    return row.polled_at is not None and row.polled_at - now > max(row.interval, timedelta(0))


def _values(state: FeedState) -> dict[str, object]:
    return {
        "source": state.source,
        "next_poll_at": state.next_poll_at,
        "interval": state.interval,
        "documents": _DOCUMENTS.dump_json(dict(state.documents)).decode(),
        "polled_at": state.polled_at,
        "failures": state.failures,
        "problem": state.problem,
        "problem_detail": state.problem_detail,
        "problem_since": state.problem_since,
        "moved_from": state.move.origin if state.move else None,
        "moved_to": state.move.target if state.move else None,
        "news_at": state.rhythm.news_at,
        "longest_quiet": state.rhythm.longest_quiet,
        "pages_read": state.rhythm.pages_read,
        "pages_missed": state.rhythm.pages_missed,
    }


def _state(row: AnyRow) -> FeedState:
    return FeedState(
        source=row.source,
        next_poll_at=row.next_poll_at,
        interval=row.interval,
        documents=_DOCUMENTS.validate_json(row.documents),
        polled_at=row.polled_at,
        failures=row.failures,
        problem=Reason(row.problem) if row.problem else None,
        problem_detail=row.problem_detail,
        problem_since=row.problem_since,
        rhythm=Rhythm(row.news_at, row.longest_quiet, row.pages_read, row.pages_missed),
        move=Move(row.moved_from, row.moved_to) if row.moved_from and row.moved_to else None,
    )


def _health(row: AnyRow) -> SourceHealth:
    return SourceHealth(
        source=row.source,
        outlet=row.source,
        enabled=True,
        polled_at=row.polled_at,
        next_poll_at=row.next_poll_at,
        failures=row.failures,
        problem=Reason(row.problem) if row.problem else None,
        problem_detail=row.problem_detail,
        problem_since=row.problem_since,
        articles=0,
        flagged=0,
    )
