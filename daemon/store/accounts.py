"""What articles contribute to stories, as it is kept: accounts, their keys, links, corrections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import EntityMention, StoredArticle
from daemon.model.story import Account, Correction, CorrectionKind, Link
from daemon.store.engine import batches, insert_into
from daemon.store.recall import recall_all
from daemon.store.story_tables import (
    account_keys,
    account_links,
    accounts,
    corrections,
    dropped,
    stories,
)
from daemon.store.story_tables import unmerged as waiting
from daemon.store.tables import articles, entities
from daemon.stories.merging import CANDIDATES, REACH, shelf_keys

ACCOUNT: TypeAdapter[Account] = TypeAdapter(Account)
LINK: TypeAdapter[Link] = TypeAdapter(Link)
_STEPS = range(-REACH, REACH + 1)


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A flagged article that is in no story yet, or was read in an older revision."""

    article: StoredArticle
    mentions: tuple[EntityMention, ...]


async def note_unmerged(connection: AsyncConnection, ids: Sequence[int]) -> None:
    """Note which of these articles are flagged, so that they are merged."""
    for batch in batches(ids):
        chosen = select(articles.c.id, articles.c.revision).where(
            articles.c.id.in_(batch), articles.c.flagged
        )
        statement = insert_into(connection, waiting).from_select(["article_id", "revision"], chosen)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=[waiting.c.article_id],
                set_={"revision": statement.excluded.revision},
            )
        )


async def unmerged(connection: AsyncConnection, limit: int, after: int) -> list[Unmerged]:
    """The oldest articles beyond ``after`` that wait to be merged, with the names in them."""
    oldest = select(waiting.c.article_id).where(waiting.c.article_id > after)
    next_ones = oldest.order_by(waiting.c.article_id).limit(limit)
    ids = (await connection.execute(next_ones)).scalars().all()
    found = await recall_all(connection, ids)
    names = await _mentions(connection, [article.id for article in found])
    return [Unmerged(article, tuple(names.get(article.id, ()))) for article in found]


async def _mentions(
    connection: AsyncConnection, ids: Sequence[int]
) -> Mapping[int, list[EntityMention]]:
    names: dict[int, list[EntityMention]] = defaultdict(list)
    for batch in batches(ids):
        statement = (
            select(entities)
            .where(entities.c.article_id.in_(batch))
            .order_by(entities.c.article_id, entities.c.position)
        )
        for row in await connection.execute(statement):
            span = (row.surface, row.field, row.span_start, row.span_end)
            names[row.article_id].append(EntityMention(row.entity, row.type, row.name, *span))
    return names


async def candidates(
    connection: AsyncConnection, new: Mapping[int, Account]
) -> dict[int, list[int]]:
    """For each account those that share a key within a few days, most shared first.

    Accounts that arrive together are candidates of each other.
    """
    days = {account.incident.date.day for account in new.values()}
    around = {day + timedelta(days=step) for day in days for step in _STEPS}
    keys = {article: shelf_keys(account) for article, account in new.items()}
    shelf: dict[tuple[str, date], set[int]] = defaultdict(set)
    for batch in batches(dict.fromkeys(chain.from_iterable(keys.values()))):
        statement = select(account_keys).where(
            account_keys.c.key.in_(batch), account_keys.c.day.in_(around)
        )
        for row in await connection.execute(statement):
            shelf[row.key, row.day].add(row.article_id)
    for article, account in new.items():
        for key in keys[article]:
            shelf[key, account.incident.date.day].add(article)
    return {article: _nearest(account, keys[article], shelf) for article, account in new.items()}


def _nearest(
    account: Account, keys: Sequence[str], shelf: Mapping[tuple[str, date], set[int]]
) -> list[int]:
    day = account.incident.date.day
    shared: Counter[int] = Counter()
    for key in keys:
        for step in _STEPS:
            shared.update(shelf.get((key, day + timedelta(days=step)), ()))
    shared.pop(account.article, None)
    return sorted(shared, key=lambda article: (-shared[article], article))[:CANDIDATES]


async def accounts_of(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, Account]:
    """The accounts of those articles that have one."""
    known: dict[int, Account] = {}
    for batch in batches(ids):
        statement = select(accounts).where(accounts.c.article_id.in_(batch))
        for row in await connection.execute(statement):
            known[row.article_id] = ACCOUNT.validate_json(row.facts)
    return known


async def links_of(connection: AsyncConnection, ids: Iterable[int]) -> list[Link]:
    """The links among these articles."""
    inside = set(ids)
    links: list[Link] = []
    for batch in batches(inside):
        statement = select(account_links).where(account_links.c.one.in_(batch))
        rows = await connection.execute(statement)
        links.extend(LINK.validate_json(row.link) for row in rows if row.other in inside)
    return links


async def stories_of(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, int]:
    """By article the story in which it stands."""
    places: dict[int, int] = {}
    for batch in batches(ids):
        statement = select(accounts.c.article_id, accounts.c.story_id)
        rows = await connection.execute(statement.where(accounts.c.article_id.in_(batch)))
        places |= {row.article_id: row.story_id for row in rows}
    return places


async def former_stories_of(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, int]:
    """By article that the rules had dropped the story it stood in, if that was withdrawn."""
    places: dict[int, int] = {}
    for batch in batches(ids):
        statement = (
            select(dropped.c.article_id, dropped.c.story_id)
            .join(stories, stories.c.id == dropped.c.story_id)
            .where(dropped.c.article_id.in_(batch), stories.c.withdrawn_at.is_not(None))
        )
        places |= {row.article_id: row.story_id for row in await connection.execute(statement)}
    return places


async def hanging_together(
    connection: AsyncConnection,
    begin: Iterable[int],
    bound_to: Mapping[int, Iterable[int]] | None = None,
) -> set[int]:
    """Every article that can be reached from these by links and by an analyst's word."""
    found = set(begin)
    new = set(found)
    while new:
        reached = {other for article in new for other in (bound_to or {}).get(article, ())}
        for batch in batches(new):
            ahead = select(account_links.c.other).where(account_links.c.one.in_(batch))
            back = select(account_links.c.one).where(account_links.c.other.in_(batch))
            for statement in (ahead, back):
                reached.update((await connection.execute(statement)).scalars())
        new = reached - found
        found |= new
    return found


async def corrections_of(connection: AsyncConnection) -> list[Correction]:
    """Every correction, in the order in which they were made."""
    rows = await connection.execute(select(corrections).order_by(corrections.c.id))
    return [
        Correction(
            CorrectionKind(row.kind), tuple(row.articles), tuple(row.others), row.made_at, row.id
        )
        for row in rows
    ]
