"""Articles become stories: each in one transaction, so that a kill leaves no half-merged one.

What is flagged is noted as unmerged in the transaction that stores it, and crossed off in the
one that merges it. A merging reads only the article's candidates and what hangs together with
them, so its cost does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Severity
from daemon.model.story import Account, Correction, CorrectionKind, Link, Story
from daemon.store.accounts import (
    ACCOUNT,
    LINK,
    accounts_of,
    candidates,
    corrections_of,
    hanging_together,
    links_of,
    stories_of,
)
from daemon.store.engine import batches, insert_into
from daemon.store.story_tables import account_keys, account_links, accounts, corrections, stories
from daemon.store.story_tables import unmerged as waiting
from daemon.store.tables import articles
from daemon.store.trends import keep
from daemon.store.types import AnyRow
from daemon.stories.likeness import link
from daemon.stories.merging import bound, partition, shelf_keys
from daemon.stories.severity import rises
from daemon.stories.whole import story as whole

_COMPARED = ("facts", "severity", "security", "merged_into")

STORY: TypeAdapter[Story] = TypeAdapter(Story)


async def save_accounts(
    connection: AsyncConnection, told: Sequence[tuple[Account, int]], now: datetime
) -> None:
    """Put articles, each with the revision that was read, into stories; others may move."""
    new = {account.article: account for account, _ in told}
    before = await stories_of(connection, new)
    touched = await hanging_together(connection, before) if before else set()
    await _forget_revised(connection, before)
    links = await _find_links(connection, new)
    touched |= {article for found in links for article in (found.one, found.other)}
    division = await _divided(connection, touched | set(new), new, links)
    await _write_stories(connection, division, now)
    await _write_accounts(connection, told, division.story)
    await _write_links(connection, links)
    done = delete(waiting).where(
        waiting.c.article_id == bindparam("done_article"),
        waiting.c.revision <= bindparam("done_revision"),
    )
    rows = [{"done_article": one.article, "done_revision": read} for one, read in told]
    await connection.execute(done, rows)


@dataclass(slots=True)
class _Division:
    """Articles that hang together, divided into stories; ``story`` is filled as ids are given.

    ``before`` has the stories in which articles stood, ``heirs`` the ids that groups keep.
    """

    groups: list[tuple[int, ...]]
    known: Mapping[int, Account]
    before: Mapping[int, int]
    heirs: Mapping[int, int]
    marked: AbstractSet[int]
    story: dict[int, int] = field(default_factory=dict)


async def _forget_revised(connection: AsyncConnection, revised: Iterable[int]) -> None:
    """Forget by what earlier revisions were found and held together."""
    for batch in batches(revised):
        await connection.execute(delete(account_keys).where(account_keys.c.article_id.in_(batch)))
        either = or_(account_links.c.one.in_(batch), account_links.c.other.in_(batch))
        await connection.execute(delete(account_links).where(either))


async def _find_links(connection: AsyncConnection, new: Mapping[int, Account]) -> list[Link]:
    near = await candidates(connection, new)
    others = {*chain.from_iterable(near.values())} - set(new)
    known = {**await accounts_of(connection, others), **new}
    pairs = {
        (min(article, other), max(article, other))
        for article, found in near.items()
        for other in found
    }
    made = (link(known[one], known[other]) for one, other in sorted(pairs))
    return [found for found in made if found is not None]


async def _divided(
    connection: AsyncConnection, touched: set[int], new: Mapping[int, Account], links: list[Link]
) -> _Division:
    """Divide into stories everything that hangs together with these articles."""
    said = await corrections_of(connection)
    near = await hanging_together(connection, touched, bound(said))
    known = {**await accounts_of(connection, near - set(new)), **new}
    held = await links_of(connection, near)
    before = await stories_of(connection, near)
    groups = partition(known, [*held, *links], said)
    return _Division(groups, known, before, _heirs(groups, before), _not_security(said))


async def _write_stories(connection: AsyncConnection, division: _Division, now: datetime) -> None:
    wholes = {group: whole([division.known[one] for one in group]) for group in division.groups}
    kept = {group: division.heirs.get(group[0]) for group in division.groups}
    fresh = [group for group, story in kept.items() if story is None]
    ids = await _new_stories(connection, [wholes[group] for group in fresh], division, now)
    numbers = {group: story for group, story in kept.items() if story is not None}
    await _change_stories(connection, numbers, wholes, division, now)
    for group, story in (*numbers.items(), *zip(fresh, ids, strict=True)):
        division.story |= dict.fromkeys(group, story)
    await _move(connection, division)
    await _retire(connection, division)
    counted = {
        division.story[one[0]]: wholes[one] for one in wholes if _matters(wholes[one], division)
    }
    await keep(connection, counted, {*division.before.values(), *division.story.values()})


async def _move(connection: AsyncConnection, division: _Division) -> None:
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


async def _write_accounts(
    connection: AsyncConnection, told: Sequence[tuple[Account, int]], story: Mapping[int, int]
) -> None:
    rows = [
        {
            "article_id": account.article,
            "story_id": story[account.article],
            "revision": revision,
            "facts": ACCOUNT.dump_json(account).decode(),
        }
        for account, revision in told
    ]
    statement = insert_into(connection, accounts)
    changed = {name: statement.excluded[name] for name in ("story_id", "revision", "facts")}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[accounts.c.article_id], set_=changed), rows
    )
    keys = [
        {"key": key, "day": account.incident.date.day, "article_id": account.article}
        for account, _ in told
        for key in shelf_keys(account)
    ]
    if keys:
        await connection.execute(insert(account_keys), keys)


async def _write_links(connection: AsyncConnection, links: Sequence[Link]) -> None:
    rows = [
        {"one": one.one, "other": one.other, "link": LINK.dump_json(one).decode()} for one in links
    ]
    if rows:
        await connection.execute(insert(account_links), rows)


def _heirs(groups: Sequence[Sequence[int]], places: Mapping[int, int]) -> dict[int, int]:
    """By first article of a group the id that it keeps: of the story whose oldest it has."""
    oldest: dict[int, int] = {}
    for article in sorted(places):
        oldest.setdefault(places[article], article)
    heirs: dict[int, int] = {}
    for group in groups:
        claimed = [story for story, first in oldest.items() if first in group]
        if claimed:
            heirs[group[0]] = min(claimed)
    return heirs


async def _retire(connection: AsyncConnection, division: _Division) -> None:
    """Stories whose articles all went elsewhere say where their oldest one went."""
    kept = set(division.story.values())
    gone: dict[int, int] = {}
    for article, story in sorted(division.before.items()):
        if story not in kept:
            gone.setdefault(story, division.story[article])
    if gone:
        where = stories.c.id == bindparam("gone")
        rows = [{"gone": story, "into": into} for story, into in gone.items()]
        retired = update(stories).where(where).values(merged_into=bindparam("into"))
        await connection.execute(retired, rows)


async def _new_stories(
    connection: AsyncConnection, told: Sequence[Story], division: _Division, now: datetime
) -> Sequence[int]:
    if not told:
        return ()
    rows = [{**_row(one, now), "security": _matters(one, division)} for one in told]
    statement = insert(stories).returning(stories.c.id, sort_by_parameter_order=True)
    return [int(story) for story in (await connection.execute(statement, rows)).scalars()]


async def _change_stories(
    connection: AsyncConnection,
    numbers: Mapping[tuple[int, ...], int],
    wholes: Mapping[tuple[int, ...], Story],
    division: _Division,
    now: datetime,
) -> None:
    """Write what is not as it was; rising severity is remembered with its moment."""
    known: dict[int, AnyRow] = {}
    for batch in batches(numbers.values()):
        statement = select(stories).where(stories.c.id.in_(batch))
        known |= {row.id: row for row in await connection.execute(statement)}
    changes = []
    for group, story in numbers.items():
        told, before = wholes[group], known[story]
        values = {**_row(told, now), "security": _matters(told, division), "merged_into": None}
        if any(getattr(before, name) != values[name] for name in _COMPARED):
            risen = rises(Severity(before.severity), told.severity)
            values["risen_at"] = now if risen else before.risen_at
            values["risen_from"] = before.severity if risen else before.risen_from
            changes.append({**values, "changed": story})
    if changes:
        where = stories.c.id == bindparam("changed")
        await connection.execute(update(stories).where(where), changes)


def _matters(told: Story, division: _Division) -> bool:
    return division.marked.isdisjoint(told.articles)


def _row(told: Story, now: datetime) -> dict[str, Any]:
    return {
        "day": told.day.day,
        "first_at": told.first_at,
        "last_at": told.last_at,
        "changed_at": now,
        "severity": told.severity.value,
        "facts": STORY.dump_json(told).decode(),
    }


def _not_security(said: Iterable[Correction]) -> set[int]:
    return {
        article
        for one in said
        if one.kind is CorrectionKind.NOT_SECURITY
        for article in one.articles
    }


async def correct(connection: AsyncConnection, correction: Correction, now: datetime) -> None:
    """Remember the correction and divide what it touches anew."""
    values = {
        "kind": correction.kind,
        "articles": correction.articles,
        "others": correction.others,
        "made_at": correction.made_at,
    }
    await connection.execute(insert(corrections).values(**values))
    touched = {*correction.articles, *correction.others}
    known = set(await stories_of(connection, touched))
    await _write_stories(connection, await _divided(connection, known, {}, []), now)


async def forget(connection: AsyncConnection) -> int:
    """Note every article as unmerged and forget all links; stories stay until they are told."""
    await connection.execute(delete(account_links))
    await connection.execute(delete(account_keys))
    await connection.execute(delete(waiting))
    flagged = select(articles.c.id, articles.c.revision).where(articles.c.flagged)
    await connection.execute(insert(waiting).from_select(["article_id", "revision"], flagged))
    count = select(func.count()).select_from(waiting)
    return int((await connection.execute(count)).scalar_one())
