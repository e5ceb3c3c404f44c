"""Stories read back: lists by what is wanted, and everything of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Severity, StoredArticle
from daemon.model.story import Account, Link, Story
from daemon.store.accounts import ACCOUNT, links_of
from daemon.store.digest_tables import COUNTED
from daemon.store.present import PRESENT, told_by
from daemon.store.recall import recall
from daemon.store.story_tables import accounts, stories
from daemon.store.tables import articles, digest_articles, digests
from daemon.store.types import AnyRow

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stories are wanted; None and nothing do not restrict.

    ``place`` is the id or the name of a place, of any in which the story's place lies, and
    ``actor`` that of an actor, in any letters. ``since`` compares with the last report.
    ``counted_in`` is a digest, by its local date and its schedule, that had no room for them.
    """

    since: datetime | None = None
    category: str | None = None
    place: str | None = None
    actor: str | None = None
    severity: Severity | None = None
    security: bool | None = True
    limit: int | None = None
    counted_in: tuple[date, str] | None = None

    def fits(self, found: Story) -> bool:
        """Whether the story is one of them, but for what the database itself compares."""
        if self.category is not None and self.category not in found.categories:
            return False
        if self.severity is not None and found.severity.rank < self.severity.rank:
            return False
        return _is_at(found, self.place) and _is_by(found, self.actor)


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story with what the database knows of its life.

    ``withdrawn_at`` is when the rules dropped its last article; its facts are the last it had.
    ``security`` is False when an analyst said that it is of no interest.
    """

    story: Story
    changed_at: datetime
    risen_at: datetime | None
    risen_from: Severity | None
    withdrawn_at: datetime | None = None
    security: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """Everything of one story: its articles with what each says, and why they are together."""

    stored: StoredStory
    articles: tuple[StoredArticle, ...]
    accounts: tuple[Account, ...]
    links: tuple[Link, ...]


async def find(connection: AsyncConnection, wanted: Wanted) -> list[StoredStory]:
    """The stories that are wanted, the newest report first."""
    newest = (stories.c.last_at.desc(), stories.c.id.desc())
    statement = select(stories).where(*PRESENT).order_by(*newest)
    if wanted.since is not None:
        statement = statement.where(stories.c.last_at >= wanted.since)
    if wanted.security is not None:
        statement = statement.where(stories.c.security.is_(wanted.security))
    if wanted.counted_in is not None:
        statement = statement.where(stories.c.id.in_(_counted_in(*wanted.counted_in)))
    found: list[StoredStory] = []
    for row in await connection.execute(statement):
        one = _stored(row)
        if wanted.fits(one.story):
            found.append(one)
        if wanted.limit is not None and len(found) >= wanted.limit:
            break
    return found


async def told(connection: AsyncConnection, story: int) -> Told | None:
    """Everything of the story, or of the one that it went into."""
    row = await _row(connection, story)
    if row is None:
        return None
    statement = select(accounts).where(accounts.c.story_id == row.id)
    rows = (await connection.execute(statement.order_by(accounts.c.article_id))).all()
    said = tuple(ACCOUNT.validate_json(one.facts) for one in rows)
    ids = [one.article for one in said]
    whole = select(articles).where(articles.c.id.in_(ids[:_AT_ONCE])).order_by(articles.c.id)
    found = tuple(await recall(connection, whole))
    return Told(_stored(row), found, said, tuple(await links_of(connection, ids)))


async def _row(connection: AsyncConnection, story: int) -> AnyRow | None:
    seen: set[int] = set()
    wanted: int | None = story
    while wanted is not None and wanted not in seen:
        seen.add(wanted)
        statement = select(stories).where(stories.c.id == wanted)
        row = (await connection.execute(statement)).one_or_none()
        if row is None or row.merged_into is None:
            return row
        wanted = row.merged_into
    return None


def _stored(row: AnyRow) -> StoredStory:
    return StoredStory(
        story=told_by(row),
        changed_at=row.changed_at,
        risen_at=row.risen_at,
        risen_from=Severity(row.risen_from) if row.risen_from else None,
        withdrawn_at=row.withdrawn_at,
        security=row.security,
    )


def _counted_in(day: date, schedule: str) -> Select[tuple[int]]:
    """The numbers of the stories that this digest only counted."""
    return (
        select(accounts.c.story_id)
        .join(digest_articles, digest_articles.c.article_id == accounts.c.article_id)
        .join(digests, digests.c.id == digest_articles.c.digest_id)
        .where(digests.c.schedule == schedule, digests.c.local_date == day)
        .group_by(accounts.c.story_id)
        .having(func.max(digest_articles.c.position) == COUNTED)
    )


def _is_at(found: Story, place: str | None) -> bool:
    if place is None:
        return True
    if found.place is None:
        return False
    named = (found.place.id, *found.place.parents, found.place.name)
    return _is_one_of(place, (*named, found.place.admin1, found.place.admin2))


def _is_by(found: Story, actor: str | None) -> bool:
    if actor is None:
        return True
    return any(_is_one_of(actor, (one.id, one.name)) for one in found.actors)


def _is_one_of(wanted: str, names: Iterable[str]) -> bool:
    return wanted.casefold() in {name.casefold() for name in names if name}
