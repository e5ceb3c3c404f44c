"""Articles become stories: each in one transaction, so that a kill leaves no half-merged one.

What is flagged is noted as unmerged in the transaction that stores it, and crossed off in the
one that merges it. A merging reads only the article's candidates and what hangs together with
them, so its cost does not grow with the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Severity
from daemon.model.story import Account, Correction, CorrectionKind, Story
from daemon.store.accounts import (
    ACCOUNT,
    LINK,
    accounts_of,
    candidates,
    corrections_of,
    hanging_together,
    links_of,
    stories_of,
    story_of,
)
from daemon.store.engine import batches, insert_into
from daemon.store.tables import (
    account_keys,
    account_links,
    accounts,
    articles,
    corrections,
    stories,
)
from daemon.store.tables import unmerged as waiting
from daemon.stories.likeness import link
from daemon.stories.merging import bound, partition, shelf_keys
from daemon.stories.severity import rises
from daemon.stories.whole import story as whole

STORY: TypeAdapter[Story] = TypeAdapter(Story)


async def save_account(
    connection: AsyncConnection, account: Account, revision: int, now: datetime
) -> int:
    """Put the article into its story, and others where they belong now; the story's id."""
    article = account.article
    before = await hanging_together(connection, {article})
    known = await story_of(connection, article)
    story = known or await _new_story(connection, whole([account]), now)
    await _forget_account(connection, article)
    row = {"article_id": article, "story_id": story, "revision": revision}
    facts = ACCOUNT.dump_json(account).decode()
    statement = insert_into(connection, accounts).values(**row, facts=facts)
    changed = {"revision": revision, "facts": facts}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=[accounts.c.article_id], set_=changed)
    )
    await _save_links(connection, account)
    await divide(connection, {article} | before, now)
    done = (waiting.c.article_id == article, waiting.c.revision <= revision)
    await connection.execute(delete(waiting).where(*done))
    final = await story_of(connection, article) or story
    if known is None and final != story:  # it joined another: its own was never told
        await connection.execute(delete(stories).where(stories.c.id == story))
    return final


async def _forget_account(connection: AsyncConnection, article: int) -> None:
    """Forget by what an earlier revision was found and held together."""
    await connection.execute(delete(account_keys).where(account_keys.c.article_id == article))
    either = or_(account_links.c.one == article, account_links.c.other == article)
    await connection.execute(delete(account_links).where(either))


async def _save_links(connection: AsyncConnection, account: Account) -> None:
    near = await accounts_of(connection, await candidates(connection, account))
    found = [made for other in near.values() if (made := link(account, other)) is not None]
    rows = [
        {"one": one.one, "other": one.other, "link": LINK.dump_json(one).decode()} for one in found
    ]
    if rows:
        await connection.execute(insert(account_links), rows)
    day = account.incident.date.day
    keys = [{"key": key, "day": day, "article_id": account.article} for key in shelf_keys(account)]
    if keys:
        await connection.execute(insert(account_keys), keys)


async def divide(connection: AsyncConnection, touched: set[int], now: datetime) -> None:
    """Divide into stories everything that hangs together with these articles."""
    said = await corrections_of(connection)
    near = await hanging_together(connection, touched, bound(said))
    known = await accounts_of(connection, near)
    links = await links_of(connection, known)
    places = await stories_of(connection, known)
    groups = partition(known, links, said)
    heirs = _heirs(groups, places)
    marked = _not_security(said)
    for group in groups:
        told = whole([known[article] for article in group])
        story = heirs.get(group[0]) or await _new_story(connection, told, now)
        security = marked.isdisjoint(group)
        await _save_story(connection, story, told, security=security, now=now)
        moved = [article for article in group if places.get(article) != story]
        for batch in batches(moved):
            where = accounts.c.article_id.in_(batch)
            await connection.execute(update(accounts).where(where).values(story_id=story))
    await _retire(connection, groups, heirs, places)


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


async def _retire(
    connection: AsyncConnection,
    groups: Sequence[Sequence[int]],
    heirs: Mapping[int, int],
    places: Mapping[int, int],
) -> None:
    """Stories whose articles all went elsewhere say where their oldest one went."""
    kept = set(heirs.values())
    for group in groups:
        for article in group:
            story = places[article]
            if story not in kept and group[0] in heirs:
                where = (stories.c.id == story, stories.c.merged_into.is_(None))
                into = {"merged_into": heirs[group[0]]}
                await connection.execute(update(stories).where(*where).values(**into))


async def _new_story(connection: AsyncConnection, told: Story, now: datetime) -> int:
    values = {**_row(told, now), "security": True}
    made = await connection.execute(insert(stories).values(**values).returning(stories.c.id))
    return int(made.scalar_one())


async def _save_story(
    connection: AsyncConnection, story: int, told: Story, *, security: bool, now: datetime
) -> None:
    before = (await connection.execute(select(stories).where(stories.c.id == story))).one()
    values = {**_row(told, now), "security": security, "merged_into": None}
    same = ("facts", "severity", "security", "merged_into")
    if all(getattr(before, name) == values[name] for name in same):
        return
    if rises(Severity(before.severity), told.severity):
        values |= {"risen_at": now, "risen_from": before.severity}
    await connection.execute(update(stories).where(stories.c.id == story).values(**values))


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
    await divide(connection, touched & set(await stories_of(connection, touched)), now)


async def forget(connection: AsyncConnection) -> int:
    """Note every article as unmerged and forget all links; stories stay until they are told."""
    await connection.execute(delete(account_links))
    await connection.execute(delete(account_keys))
    await connection.execute(delete(waiting))
    flagged = select(articles.c.id, articles.c.revision).where(articles.c.flagged)
    await connection.execute(insert(waiting).from_select(["article_id", "revision"], flagged))
    count = select(func.count()).select_from(waiting)
    return int((await connection.execute(count)).scalar_one())
