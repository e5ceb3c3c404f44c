"""A division of articles into stories, as it is written: stories keep their numbers and go on.

A group keeps the number of the story whose oldest article it has. A story whose articles all
went elsewhere says where its oldest one went; one that lost its last article is withdrawn, and
has its number back when an article of it comes again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Severity
from daemon.model.story import Account, Story
from daemon.store.engine import batches
from daemon.store.story_tables import accounts, stories
from daemon.store.trends import keep
from daemon.store.types import AnyRow
from daemon.stories.severity import rises
from daemon.stories.whole import story as whole

STORY: TypeAdapter[Story] = TypeAdapter(Story)

_COMPARED = ("facts", "severity", "security", "merged_into", "withdrawn_at")


@dataclass(slots=True)
class Division:
    """Articles that hang together, divided into stories; ``story`` is filled as ids are given.

    ``before`` has the stories in which articles stood, ``former`` the withdrawn ones of articles
    that come again, ``marked`` the articles that an analyst called no security news.
    """

    groups: Sequence[tuple[int, ...]]
    known: Mapping[int, Account]
    before: Mapping[int, int]
    former: Mapping[int, int]
    marked: AbstractSet[int]
    story: dict[int, int] = field(default_factory=dict)


async def write(connection: AsyncConnection, division: Division, now: datetime) -> None:
    """Write the stories of a division, and which article stands in which."""
    wholes = {group: whole([division.known[one] for one in group]) for group in division.groups}
    numbers = heirs(division.groups, {**division.former, **division.before})
    fresh = [group for group in division.groups if group not in numbers]
    turn = await _next_turn(connection)
    rows = {group: _row(told, division, now, turn) for group, told in wholes.items()}
    ids = await _new_stories(connection, [rows[group] for group in fresh])
    await _change_stories(connection, {numbers[group]: rows[group] for group in numbers}, now)
    for group, story in (*numbers.items(), *zip(fresh, ids, strict=True)):
        division.story |= dict.fromkeys(group, story)
    await _move(connection, division)
    await _retire(connection, division, turn)
    counted = {division.story[one[0]]: wholes[one] for one in wholes if rows[one]["security"]}
    await keep(connection, counted, {*division.before.values(), *division.story.values()})


async def withdraw(connection: AsyncConnection, ids: Collection[int], now: datetime) -> None:
    """Withdraw those of these stories that have no article left."""
    turn = await _next_turn(connection)
    for batch in batches(ids):
        empty = (
            stories.c.id.in_(batch),
            stories.c.merged_into.is_(None),
            ~exists().where(accounts.c.story_id == stories.c.id),
        )
        over = {"withdrawn_at": now, "changed_at": now, "turn": turn}
        gone = update(stories).where(*empty).values(over).returning(stories.c.id)
        await keep(connection, {}, (await connection.execute(gone)).scalars().all())


def heirs(
    groups: Sequence[tuple[int, ...]], places: Mapping[int, int]
) -> dict[tuple[int, ...], int]:
    """The number that each group keeps: of the story whose oldest article it has, if any."""
    oldest: dict[int, int] = {}
    for article in sorted(places):
        oldest.setdefault(places[article], article)
    found: dict[tuple[int, ...], int] = {}
    for group in groups:
        claimed = [story for story, first in oldest.items() if first in group]
        if claimed:
            found[group] = min(claimed)
    return found


async def _next_turn(connection: AsyncConnection) -> int:
    newest = select(func.coalesce(func.max(stories.c.turn), 0))
    return int((await connection.execute(newest)).scalar_one()) + 1


async def _new_stories(
    connection: AsyncConnection, rows: Sequence[dict[str, Any]]
) -> Sequence[int]:
    if not rows:
        return ()
    statement = insert(stories).returning(stories.c.id, sort_by_parameter_order=True)
    return [int(story) for story in (await connection.execute(statement, rows)).scalars()]


async def _change_stories(
    connection: AsyncConnection, rows: Mapping[int, dict[str, Any]], now: datetime
) -> None:
    """Write what is not as it was; rising severity is remembered with its moment."""
    known: dict[int, AnyRow] = {}
    for batch in batches(rows):
        statement = select(stories).where(stories.c.id.in_(batch))
        known |= {row.id: row for row in await connection.execute(statement)}
    changes = []
    for story, values in rows.items():
        before = known[story]
        if any(getattr(before, name) != values[name] for name in _COMPARED):
            risen = rises(Severity(before.severity), Severity(values["severity"]))
            at = {"risen_at": now, "risen_from": before.severity}
            kept = {"risen_at": before.risen_at, "risen_from": before.risen_from}
            changes.append({**values, **(at if risen else kept), "changed": story})
    if changes:
        where = stories.c.id == bindparam("changed")
        await connection.execute(update(stories).where(where), changes)


async def _move(connection: AsyncConnection, division: Division) -> None:
    """Articles that stood in other stories go over to theirs."""
    moved = [
        {"moved": article, "into": division.story[article]}
        for article, story in division.before.items()
        if story != division.story[article]
    ]
    if moved:
        where = accounts.c.article_id == bindparam("moved")
        await connection.execute(
            update(accounts).where(where).values(story_id=bindparam("into")), moved
        )


async def _retire(connection: AsyncConnection, division: Division, turn: int) -> None:
    """Stories whose articles all went elsewhere say where their oldest one went."""
    kept = set(division.story.values())
    gone: dict[int, int] = {}
    for article, story in sorted(division.before.items()):
        if story not in kept:
            gone.setdefault(story, division.story[article])
    if gone:
        where = stories.c.id == bindparam("gone")
        rows = [{"gone": story, "into": into} for story, into in gone.items()]
        into = {"merged_into": bindparam("into"), "turn": turn}
        await connection.execute(update(stories).where(where).values(into), rows)


def _row(told: Story, division: Division, now: datetime, turn: int) -> dict[str, Any]:
    return {
        "day": told.day.day,
        "first_at": told.first_at,
        "last_at": told.last_at,
        "changed_at": now,
        "severity": told.severity.value,
        "security": division.marked.isdisjoint(told.articles),
        "merged_into": None,
        "withdrawn_at": None,
        "turn": turn,
        "facts": STORY.dump_json(told).decode(),
    }
