"""Notices, and what they are decided from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.notice import Notice, Refused, Stuck, Trouble, Vitals
from daemon.model.outcome import Reason
from daemon.model.post import DeliveryState, Message
from daemon.store import feeds
from daemon.store.alert_tables import notices
from daemon.store.outbox import enqueue
from daemon.store.tables import articles, outbox
from daemon.store.types import AnyRow

HOUR = timedelta(hours=1)


async def present(connection: AsyncConnection) -> list[Notice]:
    """The troubles that have not ended, in the order in which they began."""
    statement = select(notices).where(notices.c.ended_at.is_(None)).order_by(notices.c.id)
    return [
        Notice(Trouble(row.kind), row.subject, row.detail, row.began_at, row.ended_at, row.id)
        for row in await connection.execute(statement)
    ]


async def vitals(connection: AsyncConnection, now: datetime, free: int | None) -> Vitals:
    """How the watch stands; ``free`` is told by who knows the disk."""
    due = (outbox.c.state == DeliveryState.PENDING, outbox.c.next_try_at <= now)
    waiting = select(func.count()).select_from(outbox).where(*due)
    newest = select(func.max(articles.c.first_seen_at))
    return Vitals(
        sources=tuple(await feeds.health(connection)),
        newest_at=(await connection.execute(newest)).scalar_one(),
        refused=tuple(await refused(connection)),
        stuck=tuple(await stuck(connection)),
        sent_lately=await sent_since(connection, now - HOUR),
        waiting=(await connection.execute(waiting)).scalar_one(),
        free=free,
    )


async def sent_since(connection: AsyncConnection, moment: datetime) -> int:
    """How many messages went out after ``moment``."""
    lately = select(func.count()).select_from(outbox).where(outbox.c.sent_at > moment)
    return (await connection.execute(lately)).scalar_one()


async def refused(connection: AsyncConnection) -> list[Refused]:
    """The addresses whose newest finished message was given up."""
    later = outbox.alias()
    finished_later = exists().where(
        later.c.recipient == outbox.c.recipient,
        later.c.address == outbox.c.address,
        later.c.channel == outbox.c.channel,
        later.c.id > outbox.c.id,
        later.c.state.in_((DeliveryState.SENT, DeliveryState.DEAD)),
    )
    statement = select(outbox).where(outbox.c.state == DeliveryState.DEAD, ~finished_later)
    rows = await connection.execute(statement.order_by(outbox.c.recipient))
    return [await _refused(connection, row) for row in rows.all()]


async def _refused(connection: AsyncConnection, row: AnyRow) -> Refused:
    here = (
        outbox.c.recipient == row.recipient,
        outbox.c.address == row.address,
        outbox.c.channel == row.channel,
    )
    taken = select(func.coalesce(func.max(outbox.c.id), 0)).where(
        *here, outbox.c.state == DeliveryState.SENT
    )
    times = select(func.count(), func.min(outbox.c.changed_at)).where(
        *here,
        outbox.c.id > taken.scalar_subquery(),
        outbox.c.state == DeliveryState.DEAD,
        outbox.c.reason == Reason.ADDRESS_REFUSED,
    )
    number, first = (await connection.execute(times)).one()
    return Refused(
        recipient=row.recipient,
        address=row.address,
        channel=row.channel,
        reason=Reason(row.reason) if row.reason else None,
        detail=row.detail,
        since=first or row.changed_at,
        times=number,
    )


async def stuck(connection: AsyncConnection) -> list[Stuck]:
    """By channel the messages that were tried in vain and will be tried again."""
    waiting = (outbox.c.state == DeliveryState.PENDING, outbox.c.tries > 0)
    columns = (
        outbox.c.channel,
        func.count().label("messages"),
        func.min(outbox.c.created_at).label("since"),
        func.max(outbox.c.reason).label("reason"),
        func.max(outbox.c.detail).label("detail"),
    )
    rows = await connection.execute(
        select(*columns).where(*waiting).group_by(outbox.c.channel).order_by(outbox.c.channel)
    )
    return [
        Stuck(
            channel=row.channel,
            messages=row.messages,
            since=row.since,
            reason=Reason(row.reason) if row.reason else None,
            detail=row.detail,
        )
        for row in rows
    ]


async def save(
    connection: AsyncConnection,
    began: Sequence[Notice],
    ended: Sequence[Notice],
    messages: Iterable[Message],
) -> bool:
    """Write what began and ended, and the messages; False when one of them is known already."""
    open_ones = await present(connection)
    known = {(one.kind, one.subject) for one in open_ones}
    if any((one.kind, one.subject) in known for one in began):
        return False
    if not {one.id for one in ended} <= {one.id for one in open_ones}:
        return False
    for one in ended:
        over = update(notices).where(notices.c.id == one.id)
        await connection.execute(over.values(ended_at=one.ended_at))
    if began:
        rows = [
            {
                "kind": one.kind,
                "subject": one.subject,
                "detail": one.detail,
                "began_at": one.began_at,
            }
            for one in began
        ]
        await connection.execute(insert(notices), rows)
    for message in messages:
        await enqueue(connection, message)
    return True
