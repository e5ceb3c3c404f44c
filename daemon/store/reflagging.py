"""The archive judged anew: its texts read in order, verdicts written, stories kept in step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Origin, Verdict
from daemon.store.accounts import note_unmerged
from daemon.store.engine import batches
from daemon.store.evidence import replace_evidence, verdict_columns
from daemon.store.merging import drop
from daemon.store.tables import articles
from daemon.store.types import Moment


def archive(after: int, since: datetime | None, limit: int) -> Select[*tuple[Any, ...]]:
    """The articles that still have their text, by number, from behind ``after`` on."""
    there = (articles.c.body != "") | (articles.c.origin == Origin.TITLE_ONLY)
    conditions = [articles.c.id > after, there]
    if since is not None:
        conditions.append(articles.c.first_seen_at >= since)
    return select(articles).where(*conditions).order_by(articles.c.id).limit(limit)


async def reflag(
    connection: AsyncConnection, verdicts: Mapping[int, Verdict], now: datetime
) -> None:
    """Write these verdicts, by article, with their evidence; the text stays as it is.

    What is flagged waits to be understood anew, what is not leaves its story.
    """
    statement = update(articles).where(articles.c.id == bindparam("article_id"))
    rows = [{"article_id": number, **verdict_columns(one)} for number, one in verdicts.items()]
    await connection.execute(statement, rows)
    await replace_evidence(connection, verdicts, tuple(verdicts))
    flagged = [number for number, one in verdicts.items() if one.flagged]
    unflagged = [number for number, one in verdicts.items() if not one.flagged]
    await _date_flags(connection, flagged, unflagged, now)
    await note_unmerged(connection, flagged)
    await drop(connection, unflagged, now)


async def _date_flags(
    connection: AsyncConnection, flagged: Sequence[int], unflagged: Sequence[int], now: datetime
) -> None:
    """An article that is flagged already keeps the moment at which it was flagged first."""
    since = func.coalesce(articles.c.flagged_at, bindparam("now", now, Moment))
    for ids, at in ((flagged, since), (unflagged, null())):
        for batch in batches(ids):
            these = update(articles).where(articles.c.id.in_(batch))
            await connection.execute(these.values(flagged_at=at))
