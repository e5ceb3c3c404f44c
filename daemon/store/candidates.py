"""Stories as the policy of alerts sees them, and as a mail tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.alert import Candidate, StoryNews
from daemon.model.article import Precision, Severity
from daemon.model.language import Language
from daemon.model.story import Standing, Story, Victims
from daemon.store.engine import BATCH, batches
from daemon.store.present import present
from daemon.store.recall import recall_all
from daemon.store.story_tables import accounts, stories
from daemon.store.tables import articles
from daemon.store.types import AnyRow

WIDE = frozenset({"country", "region"})
MEMORY = ("memory",)
ONE_DAY = timedelta(days=1)
FEW = 250
"""Stories that are read at once: between any two such lots the event loop is free."""
_TOLL = (Victims.KILLED, Victims.WOUNDED, Victims.KIDNAPPED)


async def changed(connection: AsyncConnection, turn: int | None) -> tuple[int, list[int]]:
    """The newest change of stories, and which stories changed after ``turn`` (None: no matter)."""
    if turn is None:
        newest = select(func.coalesce(func.max(stories.c.turn), 0))
        return (await connection.execute(newest)).scalar_one(), []
    later = select(stories.c.id, stories.c.turn).where(stories.c.turn > turn)
    rows = (await connection.execute(later)).all()
    return max((row.turn for row in rows), default=turn), [row.id for row in rows]


async def alive(
    connection: AsyncConnection, since: datetime, among: Iterable[int] | None = None
) -> list[Candidate]:
    """The stories (None: of all) of which an article was first seen after ``since``."""
    lately = select(articles.c.id).where(articles.c.first_seen_at >= since)
    fresh = select(accounts.c.story_id).where(accounts.c.article_id.in_(lately)).distinct()
    if among is None:
        return await candidates(connection, (await connection.execute(fresh)).scalars())
    found: list[int] = []
    for batch in batches(among):
        theirs = (
            select(accounts.c.story_id)
            .join(articles, articles.c.id == accounts.c.article_id)
            .where(accounts.c.story_id.in_(batch), articles.c.first_seen_at >= since)
        )
        found += (await connection.execute(theirs)).scalars()
    return await candidates(connection, found)


async def candidates(connection: AsyncConnection, ids: Iterable[int]) -> list[Candidate]:
    """These stories as candidates, by number; those that went into others are left out."""
    found: list[Candidate] = []
    for batch in batches(sorted(set(ids)), FEW):
        reports = await _reports(connection, batch)
        there = [one for one in (await present(connection, batch)).values() if one.id in reports]
        found += [_candidate(one, reports[one.id]) for one in there]
    return found


async def news(connection: AsyncConnection, ids: Iterable[int]) -> dict[int, StoryNews]:
    """These stories with their articles, the gravest and strongest article first."""
    told = await present(connection, ids)
    wanted = [article for one in told.values() for article in one.articles[:BATCH]]
    known = {article.id: article for article in await recall_all(connection, wanted)}
    found: dict[int, StoryNews] = {}
    for number, one in told.items():
        inside = [known[article] for article in one.articles[:BATCH] if article in known]
        inside.sort(key=lambda one: (-_rank(one.severity), -one.score, one.first_seen_at, one.id))
        found[number] = StoryNews(one, tuple(inside))
    return found


def facts(story: Story) -> str:
    """What a story says happened to people, and whether it is denied; short, and comparable."""
    toll = [found for what in _TOLL if (found := story.range(what)) is not None]
    words = [
        f"{one.what} {one.low}" + (f"-{one.high}" if one.high > one.low else "") for one in toll
    ]
    if Standing.DENIED in story.statuses:
        words.append("denied")
    return ", ".join(words)


async def _reports(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """By story when each of its articles was seen, from whom and in which language."""
    found: dict[int, list[AnyRow]] = defaultdict(list)
    statement = (
        select(
            accounts.c.story_id,
            articles.c.source,
            articles.c.language,
            articles.c.first_seen_at,
            articles.c.age,
            articles.c.precision,
        )
        .join(articles, articles.c.id == accounts.c.article_id)
        .where(accounts.c.story_id.in_(ids))
    )
    for row in await connection.execute(statement):
        found[row.story_id].append(row)
    return found


def _candidate(story: Story, reports: Sequence[AnyRow]) -> Candidate:
    seen = [row.first_seen_at for row in reports]
    return Candidate(
        story=story.id,
        severity=story.severity,
        first_at=min(seen),
        last_at=max(_reported_at(row) for row in reports),
        categories=story.categories,
        place=story.place.id if story.place else "",
        within=story.place.parents if story.place else (),
        wide=story.place is not None and story.place.kind in WIDE,
        actors=tuple(actor.id for actor in story.actors),
        sources=tuple(dict.fromkeys(row.source for row in reports)),
        languages=tuple(dict.fromkeys(Language(row.language) for row in reports)),
        independent=story.independent,
        facts=facts(story),
        security=story.security,
        history=story.kinds == MEMORY,
    )


def _reported_at(row: AnyRow) -> datetime:
    """When the article was news: a feed that is read for the first time brings old ones too.

    A time of publication that names a day only may mean its last minute.
    """
    slack = timedelta(0) if row.precision in {Precision.MINUTE, Precision.HOUR} else ONE_DAY
    seen: datetime = row.first_seen_at
    return seen if row.age is None else seen - max(row.age - slack, timedelta(0))


def _rank(severity: Severity | None) -> int:
    return severity.rank if severity else -1
