"""What a recipient's digests told before: of each story the last word, and since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.post import DigestContent, DigestMemory, ToldStory
from daemon.model.story import Account, Story
from daemon.store.accounts import ACCOUNT
from daemon.store.digest_tables import COUNTED, digest_stories
from daemon.store.division import STORY
from daemon.store.engine import batches
from daemon.store.present import present, with_absorbed
from daemon.store.story_tables import accounts
from daemon.store.tables import articles, digest_articles, digests
from daemon.store.types import AnyRow


async def remember(connection: AsyncConnection, digest_id: int, content: DigestContent) -> None:
    """Write what a digest tells of each story, for the next one to compare with."""
    told = {one.story.id: one.story for one in content.stories}
    told |= {one.id: one for one in content.changed}
    rows = [
        {
            "digest_id": digest_id,
            "story_id": number,
            "recipient": content.period.recipient,
            "told_at": content.now,
            "facts": STORY.dump_json(story).decode(),
        }
        for number, story in told.items()
    ]
    if rows:
        await connection.execute(insert(digest_stories), rows)


async def memory(
    connection: AsyncConnection, schedule: str, recipient: str, ids: Iterable[int]
) -> DigestMemory:
    """What came before the digest that is composed now, with the last word on these stories."""
    rows = select(digests).where(digests.c.schedule == schedule).order_by(digests.c.id.desc())
    last = (await connection.execute(rows.limit(1))).one_or_none()
    return DigestMemory(
        since=last.decided_at if last else None,
        before=await _told(connection, recipient, set(ids)),
        new_sources=await _new_sources(connection, last),
    )


async def lately(
    connection: AsyncConnection, recipient: str, since: datetime
) -> dict[int, tuple[ToldStory, Story]]:
    """What was told last of each story after ``since``, and what is known of it now."""
    recent = select(digest_stories.c.story_id).where(
        digest_stories.c.recipient == recipient, digest_stories.c.told_at >= since
    )
    numbers = set((await connection.execute(recent.distinct())).scalars())
    living = await present(connection, numbers)
    told = await _told(connection, recipient, living)
    return {number: (told[number], story) for number, story in living.items() if number in told}


async def accounts_of(
    connection: AsyncConnection, ids: Iterable[int]
) -> dict[int, tuple[Account, ...]]:
    """What each article of these stories says, by story."""
    found: dict[int, list[Account]] = defaultdict(list)
    for batch in batches(ids):
        statement = select(accounts).where(accounts.c.story_id.in_(batch))
        for row in await connection.execute(statement.order_by(accounts.c.article_id)):
            found[row.story_id].append(ACCOUNT.validate_json(row.facts))
    return {number: tuple(said) for number, said in found.items()}


async def forget(connection: AsyncConnection, before: datetime) -> None:
    """Forget what was told of stories before ``before``."""
    await connection.execute(delete(digest_stories).where(digest_stories.c.told_at < before))


async def _told(
    connection: AsyncConnection, recipient: str, ids: Iterable[int]
) -> dict[int, ToldStory]:
    """The last word on each story, or on one that went into it."""
    into = await with_absorbed(connection, ids)
    last: dict[int, AnyRow] = {}
    for batch in batches(into):
        ours = (digest_stories.c.recipient == recipient, digest_stories.c.story_id.in_(batch))
        statement = select(digest_stories).where(*ours).order_by(digest_stories.c.digest_id)
        for row in await connection.execute(statement):
            number, before = into[row.story_id], last.get(into[row.story_id])
            # the story's own number goes before those that went into it, and then the newest
            if before is None or row.story_id == number or before.story_id != number:
                last[number] = row
    counted = await _counted(connection, {row.digest_id for row in last.values()})
    return {
        number: ToldStory(
            story=replace(STORY.validate_json(row.facts), id=row.story_id),
            at=row.told_at,
            counted=(row.digest_id, number) in counted,
        )
        for number, row in last.items()
    }


async def _counted(connection: AsyncConnection, digests: Iterable[int]) -> set[tuple[int, int]]:
    """The digests, each with a story of which it had no room for any article."""
    found: set[tuple[int, int]] = set()
    for batch in batches(digests):
        statement = (
            select(digest_articles.c.digest_id, accounts.c.story_id)
            .join(accounts, accounts.c.article_id == digest_articles.c.article_id)
            .where(digest_articles.c.digest_id.in_(batch))
            .group_by(digest_articles.c.digest_id, accounts.c.story_id)
            .having(func.max(digest_articles.c.position) == COUNTED)
        )
        found |= {tuple(row) for row in await connection.execute(statement)}
    return found


async def _new_sources(connection: AsyncConnection, last: AnyRow | None) -> tuple[str, ...]:
    """The sources of which the first article came after the last digest; none before the first."""
    if last is None:
        return ()
    older = articles.alias()
    known = exists().where(older.c.source == articles.c.source, older.c.id <= last.newest_article)
    fresh = select(articles.c.source).where(articles.c.id > last.newest_article, ~known)
    some = select(func.count()).select_from(articles).where(articles.c.id <= last.newest_article)
    if not (await connection.execute(some)).scalar_one():
        return ()
    return tuple(sorted(set((await connection.execute(fresh.distinct())).scalars())))
