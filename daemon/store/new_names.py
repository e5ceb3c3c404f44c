"""Candidates for names as they are kept: by key, with every article that has them.

Sightings of an article are written before it is merged, and written anew when it is read
again: a kill in between loses none and doubles none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.language import Language
from daemon.model.new_name import Candidate, NameRuling, Sighting
from daemon.model.story import Quote
from daemon.store.engine import batches, insert_into
from daemon.store.tables import articles
from daemon.store.types import AnyRow
from daemon.store.watch_tables import name_sightings, new_names


async def any_seen(connection: AsyncConnection, ids: Iterable[int]) -> bool:
    """Whether any of these articles had a candidate when it was read before."""
    for batch in batches(ids):
        statement = select(name_sightings.c.name_id).where(name_sightings.c.article_id.in_(batch))
        if (await connection.execute(statement.limit(1))).first() is not None:
            return True
    return False


async def note(connection: AsyncConnection, read: Sequence[int], found: Sequence[Sighting]) -> None:
    """Write what stands in these articles, in place of what was written of them before."""
    for batch in batches(read):
        chosen = name_sightings.c.article_id.in_(batch)
        await connection.execute(delete(name_sightings).where(chosen))
    if not found:
        return
    keys = sorted({one.key for one in found})
    new = insert_into(connection, new_names).on_conflict_do_nothing(
        index_elements=[new_names.c.key]
    )
    await connection.execute(new, [{"key": key} for key in keys])
    ids: dict[str, int] = {}
    for some in batches(keys):
        rows = await connection.execute(select(new_names).where(new_names.c.key.in_(some)))
        ids |= {row.key: row.id for row in rows}
    await connection.execute(insert(name_sightings), [_row(one, ids[one.key]) for one in found])


def _row(one: Sighting, name: int) -> dict[str, object]:
    return {
        "name_id": name,
        "article_id": one.article,
        "source": one.source,
        "seen_at": one.seen_at,
        "surface": one.quote.surface,
        "field": one.quote.field,
        "span_start": one.quote.start,
        "span_end": one.quote.end,
        "context": one.context,
    }


async def candidates(connection: AsyncConnection, ruling: NameRuling | None) -> list[Candidate]:
    """Those with this ruling, or without one that still stand in a flagged article."""
    judged: ColumnElement[bool] = new_names.c.ruling == ruling
    has = new_names.c.ruling.is_(None) if ruling is None else judged
    seen = _seen().where(has)
    sightings = await _sightings(
        connection, seen.where(articles.c.flagged) if ruling is None else seen
    )
    rows = await connection.execute(select(new_names).where(has).order_by(new_names.c.id))
    found = [_candidate(row, sightings.get(row.id, [])) for row in rows]
    return [one for one in found if one.ruling is not None or one.sightings]


async def by_key(connection: AsyncConnection, key: str) -> Candidate | None:
    """The candidate with this key."""
    return await _one(connection, select(new_names).where(new_names.c.key == key))


async def by_number(connection: AsyncConnection, number: int) -> Candidate | None:
    """The candidate with this number."""
    return await _one(connection, select(new_names).where(new_names.c.id == number))


async def _one(connection: AsyncConnection, statement: Select[tuple[int, str]]) -> Candidate | None:
    row = (await connection.execute(statement)).one_or_none()
    if row is None:
        return None
    sightings = await _sightings(connection, _seen().where(new_names.c.id == row.id))
    return _candidate(row, sightings.get(row.id, []))


async def open_names(connection: AsyncConnection) -> int:
    """How many wait for a word."""
    waiting = _seen().where(new_names.c.ruling.is_(None), articles.c.flagged).subquery()
    statement = select(func.count(waiting.c.name_id.distinct()))
    return int((await connection.execute(statement)).scalar_one())


async def rule(
    connection: AsyncConnection,
    number: int,
    ruling: NameRuling,
    now: datetime,
    entity: str | None,
) -> None:
    """Write what an analyst says of a candidate; the last word counts."""
    changed = update(new_names).where(new_names.c.id == number)
    await connection.execute(changed.values(ruling=ruling, ruled_at=now, entity=entity))


def _seen() -> Select[tuple[int, str]]:
    """The sightings with the languages of their articles."""
    return (
        select(name_sightings, articles.c.language)
        .join(new_names, new_names.c.id == name_sightings.c.name_id)
        .join(articles, articles.c.id == name_sightings.c.article_id)
    )


async def _sightings(
    connection: AsyncConnection, statement: Select[tuple[int, str]]
) -> dict[int, list[AnyRow]]:
    found: dict[int, list[AnyRow]] = defaultdict(list)
    newest = (name_sightings.c.seen_at.desc(), name_sightings.c.article_id.desc())
    for row in await connection.execute(statement.order_by(*newest)):
        found[row.name_id].append(row)
    return found


def _candidate(row: AnyRow, seen: Sequence[AnyRow]) -> Candidate:
    return Candidate(
        id=row.id,
        key=row.key,
        ruling=NameRuling(row.ruling) if row.ruling else None,
        ruled_at=row.ruled_at,
        entity=row.entity,
        sightings=tuple(_sighting(one, row.key) for one in seen),
    )


def _sighting(row: AnyRow, key: str) -> Sighting:
    return Sighting(
        key=key,
        article=row.article_id,
        source=row.source,
        seen_at=row.seen_at,
        quote=Quote(row.field, row.surface, row.span_start, row.span_end),
        context=row.context,
        language=Language(row.language),
    )
