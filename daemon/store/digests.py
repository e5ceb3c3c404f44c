"""Digests: what each schedule has told, and what it has still to tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import StoredArticle
from daemon.model.post import DigestContent, DigestPeriod, Message
from daemon.store.digest_memory import remember
from daemon.store.digest_tables import COUNTED, PASSED_OVER, digest_stories
from daemon.store.engine import insert_into
from daemon.store.outbox import enqueue
from daemon.store.recall import recall_all
from daemon.store.tables import articles, digest_articles, digests
from daemon.store.types import AnyRow

MARGIN = timedelta(days=1)
"""How far before its beginning a schedule looks back."""


async def last_digest(connection: AsyncConnection, schedule: str) -> date | None:
    """The newest local date for which the schedule has a row."""
    newest = select(func.max(digests.c.local_date)).where(digests.c.schedule == schedule)
    day: date | None = (await connection.execute(newest)).scalar_one()
    return day


async def begin_schedule(connection: AsyncConnection, period: DigestPeriod, now: datetime) -> None:
    """Write the row of a period about which nothing is sent; none if it is there."""
    baseline = {"late": timedelta(0), "baseline": True, "articles": 0, "read": 0}
    await _insert_digest(connection, period, {"decided_at": now, **baseline})


async def untold(
    connection: AsyncConnection, schedule: str, oldest: timedelta
) -> list[StoredArticle]:
    """Flagged articles that no digest has told the schedule's recipient, oldest first.

    Who has two digests a day hears of an article in the first that is due. Left out are
    articles that were there more than a day before the schedule began, and those published
    more than ``oldest`` before they were first seen, or flagged by other rules so long after.
    Nothing compares with the present time: a clock that is set back or forward neither hides
    nor repeats an article.
    """
    columns = (articles.c.id, articles.c.revised_at, articles.c.flagged_at)
    statement = select(*columns).where(
        articles.c.flagged, or_(articles.c.age.is_(None), articles.c.age <= oldest)
    )
    begun = (await connection.execute(_rows_of(schedule).limit(1))).one_or_none()
    if begun is not None:
        statement = statement.where(~_told(begun.recipient), _not_before(begun))
    rows = await connection.execute(statement)
    found = await recall_all(connection, [row.id for row in rows if _is_told_in_time(row, oldest)])
    return sorted(found, key=lambda article: (article.first_seen_at, article.id))


async def read_since(connection: AsyncConnection, schedule: str) -> int:
    """How many articles have come since the schedule's last row; all, when it has none."""
    last = _rows_of(schedule).order_by(None).order_by(digests.c.id.desc()).limit(1)
    row = (await connection.execute(last)).one_or_none()
    newest = 0 if row is None else row.newest_article
    count = select(func.count()).select_from(articles).where(articles.c.id > newest)
    return (await connection.execute(count)).scalar_one()


async def save_digest(
    connection: AsyncConnection, content: DigestContent, message: Message
) -> bool:
    """Write the digest, its articles and its message; False when the digest is there."""
    values = {
        "decided_at": content.now,
        "late": content.late,
        "baseline": False,
        "articles": len(content.articles),
        "read": content.read,
        "message_id": message.id,
    }
    digest_id = await _insert_digest(connection, content.period, values)
    if digest_id is None:
        return False
    if content.articles or content.passed_over:
        await connection.execute(insert(digest_articles), _members(digest_id, content))
    await remember(connection, digest_id, content)
    await enqueue(connection, message)
    return True


async def untell(connection: AsyncConnection, message: str) -> None:
    """Let the next digest tell what this message was given up with: it told nobody anything."""
    given_up = select(digests.c.id).where(digests.c.message_id == message).scalar_subquery()
    for table in (digest_articles, digest_stories):
        await connection.execute(delete(table).where(table.c.digest_id == given_up))


async def _insert_digest(
    connection: AsyncConnection, period: DigestPeriod, values: dict[str, Any]
) -> int | None:
    newest = select(func.coalesce(func.max(articles.c.id), 0)).scalar_subquery()
    row = {
        "schedule": period.schedule,
        "recipient": period.recipient,
        "local_date": period.local_date,
        "due_at": period.due_at,
        "newest_article": newest,
        **values,
    }
    once = insert_into(connection, digests).on_conflict_do_nothing(
        index_elements=[digests.c.schedule, digests.c.local_date]
    )
    result = await connection.execute(once.values(row).returning(digests.c.id))
    digest_id: int | None = result.scalar_one_or_none()
    return digest_id


def _rows_of(schedule: str) -> Select[*tuple[Any, ...]]:
    return select(digests).where(digests.c.schedule == schedule).order_by(digests.c.id)


def _told(recipient: str) -> ColumnElement[bool]:
    told = select(digest_articles).join(digests, digests.c.id == digest_articles.c.digest_id)
    return (
        told.where(digest_articles.c.article_id == articles.c.id, digests.c.recipient == recipient)
        .correlate(articles)
        .exists()
    )


def _is_told_in_time(row: AnyRow, oldest: timedelta) -> bool:
    """False for what lay in the archive for long before the rules were changed to flag it."""
    return row.flagged_at is None or row.flagged_at - row.revised_at <= oldest


def _not_before(begun: AnyRow) -> ColumnElement[bool]:
    # An article that came after the schedule began is its own, whatever the clock said then.
    return or_(
        articles.c.id > begun.newest_article,
        articles.c.first_seen_at >= begun.decided_at - MARGIN,
    )


def _members(digest_id: int, content: DigestContent) -> list[dict[str, Any]]:
    """The rows of what is told, in order, and of what was not asked for, which has no place."""
    counted = set(content.counted)
    told = [
        (article.id, COUNTED if article.id in counted else position)
        for position, article in enumerate(content.articles)
    ]
    passed_over = [(article, PASSED_OVER) for article in content.passed_over]
    schedule = content.period.schedule
    return [
        {
            "digest_id": digest_id,
            "article_id": article,
            "schedule": schedule,
            "position": position,
        }
        for article, position in told + passed_over
    ]
