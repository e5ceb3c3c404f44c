"""The outbox: each message is claimed durably before its first byte leaves.

    pending --claim--> sending --record_sent--> sent
       ^                  |------record_failure--> pending (retry_at) or dead
       `--release---------'   (its owner died: it may have arrived, so it is ambiguous)

A message has one Message-ID for ever, so that a second copy can be recognised.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.outcome import Reason
from daemon.model.post import Delivery, DeliveryState, Message, NotSent, Sent
from daemon.store.tables import deliveries, outbox
from daemon.store.types import AnyRow

CLOCK_SLACK = timedelta(hours=1)
"""A change dated further ahead than this was dated by a clock that has been set back."""


_OF_THE_CHANNEL = (
    Reason.MAIL_UNREACHABLE,
    Reason.MAIL_NO_TLS,
    Reason.MAIL_LOGIN_FAILED,
    Reason.POST_UNREACHABLE,
)
"""Failures that have nothing to do with the message or its recipient."""


class Attempt(StrEnum):
    """How far one try has come; they are never deleted while their message is kept."""

    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"
    ABANDONED = "abandoned"  # its owner died: the message may have arrived


async def enqueue(connection: AsyncConnection, message: Message) -> None:
    """Write a message that is to be sent as soon as possible."""
    row = {
        "message_id": message.id,
        "kind": message.kind,
        "recipient": message.recipient,
        "address": message.address,
        "channel": message.channel,
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "headers": dict(message.headers),
        "facts": dict(message.facts),
        "created_at": message.created_at,
        "state": DeliveryState.PENDING,
        "next_try_at": message.created_at,
        "changed_at": message.created_at,
        "tries": 0,
        "ambiguous": False,
        "detail": "",
    }
    await connection.execute(insert(outbox).values(row))


async def claim(connection: AsyncConnection, owner: str, now: datetime) -> Delivery | None:
    """Take the message that has been due longest; two claimers never take the same."""
    candidate = (
        select(outbox.c.id)
        .where(outbox.c.state == DeliveryState.PENDING, _is_due(now))
        .order_by(outbox.c.next_try_at, outbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    statement = (
        update(outbox)
        .where(outbox.c.id == candidate, outbox.c.state == DeliveryState.PENDING)
        .values(
            state=DeliveryState.SENDING,
            owner=owner,
            tries=outbox.c.tries + 1,
            changed_at=now,
        )
        .returning(*outbox.c)
    )
    row = (await connection.execute(statement)).one_or_none()
    if row is None:
        return None
    await _begin_attempt(connection, row)
    return _delivery(row)


async def record_sent(
    connection: AsyncConnection, delivery: Delivery, sent: Sent, now: datetime
) -> None:
    """Write that the message went out; true whatever has become of the claim since.

    The channel works again, then: what could not go out by it need not wait any longer.
    """
    values = {"reason": None, "detail": sent.note}
    await _end_attempt(connection, delivery, now, {"outcome": Attempt.SENT, **values})
    state = {"state": DeliveryState.SENT, "sent_at": now, "changed_at": now}
    this = outbox.c.id == delivery.outbox_id
    await connection.execute(update(outbox).where(this).values(**state, **values))
    held_up = (
        outbox.c.state == DeliveryState.PENDING,
        outbox.c.next_try_at > now,
        outbox.c.channel == delivery.message.channel,
        outbox.c.reason.in_(_OF_THE_CHANNEL),
    )
    await connection.execute(update(outbox).where(*held_up).values(next_try_at=now))


async def record_failure(
    connection: AsyncConnection,
    delivery: Delivery,
    failure: NotSent,
    now: datetime,
    retry_at: datetime | None,
) -> None:
    """Write why it did not go out; a message that is no longer ours keeps its state."""
    values: dict[str, Any] = {"reason": failure.reason, "detail": failure.detail}
    if failure.ambiguous:
        values["ambiguous"] = True
    outcome = Attempt.DEAD if retry_at is None else Attempt.RETRY
    await _end_attempt(connection, delivery, now, {"outcome": outcome, **values})
    state = DeliveryState.DEAD if retry_at is None else DeliveryState.PENDING
    ours = (
        outbox.c.id == delivery.outbox_id,
        outbox.c.state == DeliveryState.SENDING,
        outbox.c.tries == delivery.tries,
    )
    changed = {"state": state, "next_try_at": retry_at or now, "changed_at": now, **values}
    await connection.execute(update(outbox).where(*ours).values(changed))


async def claimers(connection: AsyncConnection) -> set[str]:
    """Who is sending messages, or was when he died."""
    sending = select(outbox.c.owner).where(outbox.c.state == DeliveryState.SENDING)
    return set((await connection.execute(sending.distinct())).scalars())


async def release(connection: AsyncConnection, owners: Collection[str], now: datetime) -> int:
    """Give back what these dead owners were sending, in doubt; how many messages that were."""
    attempts = update(deliveries).where(
        deliveries.c.outcome == Attempt.SENDING, deliveries.c.owner.in_(owners)
    )
    ended = {"outcome": Attempt.ABANDONED, "ambiguous": True, "ended_at": now}
    await connection.execute(attempts.values(ended))
    abandoned = update(outbox).where(
        outbox.c.state == DeliveryState.SENDING, outbox.c.owner.in_(owners)
    )
    released = {
        "state": DeliveryState.PENDING,
        "ambiguous": True,
        "next_try_at": now,
        "changed_at": now,
    }
    return (await connection.execute(abandoned.values(released))).rowcount


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.next_try_at <= now, outbox.c.changed_at > now + CLOCK_SLACK)


async def _begin_attempt(connection: AsyncConnection, row: AnyRow) -> None:
    values = {
        "outbox_id": row.id,
        "try": row.tries,
        "owner": row.owner,
        "outcome": Attempt.SENDING,
        "detail": "",
        "ambiguous": False,
        "started_at": row.changed_at,
    }
    await connection.execute(insert(deliveries).values(values))


async def _end_attempt(
    connection: AsyncConnection, delivery: Delivery, now: datetime, values: dict[str, Any]
) -> None:
    this = (
        deliveries.c.outbox_id == delivery.outbox_id,
        deliveries.c["try"] == delivery.tries,
    )
    await connection.execute(update(deliveries).where(*this).values(ended_at=now, **values))


def _delivery(row: AnyRow) -> Delivery:
    message = Message(
        id=row.message_id,
        kind=row.kind,
        recipient=row.recipient,
        address=row.address,
        channel=row.channel,
        subject=row.subject,
        text=row.text,
        html=row.html,
        created_at=row.created_at,
        headers=row.headers,
        facts=row.facts,
    )
    return Delivery(row.id, message, row.tries, row.ambiguous)
