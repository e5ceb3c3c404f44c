"""The archive judged anew: reading its texts in order, and writing verdicts that changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Origin, Verdict
from daemon.store.evidence import replace_evidence
from daemon.store.tables import articles


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
    """Write these verdicts, by article, with their evidence; the text stays as it is."""
    statement = (
        update(articles)
        .where(articles.c.id == bindparam("article_id"))
        .values({name: bindparam(name) for name in _columns(next(iter(verdicts.values())), now)})
    )
    rows = [{"article_id": number, **_columns(one, now)} for number, one in verdicts.items()]
    await connection.execute(statement, rows)
    await replace_evidence(connection, verdicts, tuple(verdicts))


def _columns(verdict: Verdict, now: datetime) -> dict[str, Any]:
    return {
        "flagged": verdict.flagged,
        "flagged_at": now if verdict.flagged else None,
        "score": verdict.score,
        "severity": verdict.severity,
        "categories": verdict.categories,
        "lexicon": verdict.lexicon,
    }
