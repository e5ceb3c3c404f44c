"""How everything stands, for ``didevan status``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.outcome import Reason
from daemon.model.post import DeliveryState, SourceHealth
from daemon.store import feeds
from daemon.store.outbox import Attempt
from daemon.store.tables import articles, deliveries, digests, outbox
from daemon.store.types import AnyRow


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """The messages in one state; the reason is that of the one that changed last."""

    state: DeliveryState
    messages: int
    oldest_at: datetime
    changed_at: datetime
    reason: Reason | None
    detail: str


@dataclass(frozen=True, slots=True)
class DigestLine:
    """A schedule's newest digest; ``baseline`` means it began then and nothing was sent.

    ``state`` is how far the digest's message has come.
    """

    schedule: str
    recipient: str
    local_date: date
    due_at: datetime
    decided_at: datetime
    late: timedelta
    baseline: bool
    articles: int
    read: int
    message_id: str | None
    state: DeliveryState | None


@dataclass(frozen=True, slots=True)
class ArticleProblem:
    """How many articles of a source could not be read from their page, by reason."""

    source: str
    reason: Reason
    articles: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How everything stands; ``abandoned`` counts tries whose end nobody knows."""

    sources: tuple[SourceHealth, ...]
    problems: tuple[ArticleProblem, ...]
    outbox: tuple[OutboxLine, ...]
    digests: tuple[DigestLine, ...]
    articles: int
    flagged: int
    abandoned: int


async def overview(connection: AsyncConnection) -> Overview:
    """How everything stands, of one moment."""
    sources = tuple(await feeds.counted_health(connection))
    abandoned = select(func.count()).where(deliveries.c.outcome == Attempt.ABANDONED)
    return Overview(
        sources=sources,
        problems=await _problems(connection),
        outbox=await _outbox(connection),
        digests=await _digests(connection),
        articles=sum(line.articles for line in sources),
        flagged=sum(line.flagged for line in sources),
        abandoned=(await connection.execute(abandoned)).scalar_one(),
    )


async def _problems(connection: AsyncConnection) -> tuple[ArticleProblem, ...]:
    by = (articles.c.source, articles.c.problem)
    statement = select(*by, func.count().label("number")).where(articles.c.problem.is_not(None))
    rows = await connection.execute(statement.group_by(*by).order_by(*by))
    return tuple(ArticleProblem(row.source, Reason(row.problem), row.number) for row in rows)


async def _outbox(connection: AsyncConnection) -> tuple[OutboxLine, ...]:
    state = outbox.c.state
    newest_first = (outbox.c.changed_at.desc(), outbox.c.id.desc())
    ranked = select(
        state,
        outbox.c.changed_at,
        outbox.c.reason,
        outbox.c.detail,
        func.count().over(partition_by=state).label("messages"),
        func.min(outbox.c.created_at).over(partition_by=state).label("oldest_at"),
        func.row_number().over(partition_by=state, order_by=newest_first).label("rank"),
    ).subquery()
    rows = await connection.execute(select(ranked).where(ranked.c.rank == 1))
    lines = {row.state: _outbox_line(row) for row in rows}
    return tuple(lines[each] for each in DeliveryState if each in lines)


async def _digests(connection: AsyncConnection) -> tuple[DigestLine, ...]:
    newest = select(func.max(digests.c.id)).group_by(digests.c.schedule)
    statement = (
        select(digests, outbox.c.state)
        .outerjoin(outbox, outbox.c.message_id == digests.c.message_id)
        .where(digests.c.id.in_(newest))
        .order_by(digests.c.schedule)
    )
    return tuple(_digest_line(row) for row in await connection.execute(statement))


def _outbox_line(row: AnyRow) -> OutboxLine:
    return OutboxLine(
        state=DeliveryState(row.state),
        messages=row.messages,
        oldest_at=row.oldest_at,
        changed_at=row.changed_at,
        reason=Reason(row.reason) if row.reason else None,
        detail=row.detail,
    )


def _digest_line(row: AnyRow) -> DigestLine:
    return DigestLine(
        schedule=row.schedule,
        recipient=row.recipient,
        local_date=row.local_date,
        due_at=row.due_at,
        decided_at=row.decided_at,
        late=row.late,
        baseline=row.baseline,
        articles=row.articles,
        read=row.read,
        message_id=row.message_id,
        state=DeliveryState(row.state) if row.state else None,
    )
