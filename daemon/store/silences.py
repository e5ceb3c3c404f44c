"""Silences: made and ended by the operator, asked for by the policy."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.alert import Silence
from daemon.model.article import Severity
from daemon.store.alert_tables import silences
from daemon.store.types import AnyRow


async def add(connection: AsyncConnection, silence: Silence, now: datetime) -> int:
    """Write a silence; its number."""
    values = {
        "made_at": now,
        "begins_at": silence.begins_at,
        "ends_at": silence.ends_at,
        "reason": silence.reason,
        "story_id": silence.story,
        "recipient": silence.recipient,
        "category": silence.category,
        "place": silence.place,
        "actor": silence.actor,
        "outlet": silence.outlet,
        "up_to": silence.up_to,
    }
    made = await connection.execute(insert(silences).values(values).returning(silences.c.id))
    return int(made.scalar_one())


async def in_force(connection: AsyncConnection, now: datetime) -> list[Silence]:
    """The silences that have not ended, those that begin later included, soonest end first."""
    statement = select(silences).where(silences.c.ends_at > now)
    rows = await connection.execute(statement.order_by(silences.c.ends_at, silences.c.id))
    return [_silence(row) for row in rows]


async def end(connection: AsyncConnection, silence: int, now: datetime) -> bool:
    """End a silence now; False when there is none of that number in force. The row stays."""
    this = (silences.c.id == silence, silences.c.ends_at > now)
    return (
        await connection.execute(update(silences).where(*this).values(ends_at=now))
    ).rowcount > 0


def _silence(row: AnyRow) -> Silence:
    return Silence(
        reason=row.reason,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        story=row.story_id,
        recipient=row.recipient,
        category=row.category,
        place=row.place,
        actor=row.actor,
        outlet=row.outlet,
        up_to=Severity(row.up_to) if row.up_to else None,
        id=row.id,
    )
