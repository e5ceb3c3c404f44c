"""What is remembered of each host's robots.txt."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.source import RobotsState
from daemon.store.engine import insert_into
from daemon.store.web_tables import robots

FORGOTTEN = timedelta(days=60)
"""How long a host stays that no page was asked from: there are as many as feeds invent."""


async def robots_state(connection: AsyncConnection, origin: str) -> RobotsState | None:
    """What was heard from one origin; None when it was never asked."""
    row = (await connection.execute(select(robots).where(robots.c.origin == origin))).one_or_none()
    return None if row is None else RobotsState(row.rules, row.asked_at, row.unreachable_since)


async def save_robots(connection: AsyncConnection, origin: str, state: RobotsState) -> None:
    """Remember what was heard from one origin, and forget those not asked for long."""
    await connection.execute(delete(robots).where(robots.c.asked_at < state.asked_at - FORGOTTEN))
    values = {
        "origin": origin,
        "rules": state.rules,
        "asked_at": state.asked_at,
        "unreachable_since": state.unreachable_since,
    }
    statement = insert_into(connection, robots).values(values)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[robots.c.origin], set_=values)
    )
