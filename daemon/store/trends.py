"""How many stories there are of what, by day: kept with the merging, counted by the database.

A story counts on the day of its event for its categories, its place with all that this lies
in, and its actors. One that is not security, went into another or only remembers has no rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.alert import ANYTHING, Interest
from daemon.model.article import Severity
from daemon.model.story import Story
from daemon.store.engine import batches
from daemon.store.story_tables import accounts, stories
from daemon.store.tables import articles
from daemon.store.watch_tables import story_subjects
from daemon.stories.trends import Subject, subjects


async def keep(
    connection: AsyncConnection, counted: Mapping[int, Story], touched: Iterable[int]
) -> None:
    """Write what these stories count for; those of ``touched`` that are not among them: nothing."""
    wanted = {
        (story, subject.sort, subject.id, told.day.day)
        for story, told in counted.items()
        for subject in subjects(told)
    }
    known = set()
    for batch in batches({*touched, *counted}):
        statement = select(story_subjects).where(story_subjects.c.story_id.in_(batch))
        known |= {tuple(row) for row in await connection.execute(statement)}
    changed = {row[0] for row in wanted ^ known}
    for batch in batches(sorted(changed)):
        await connection.execute(delete(story_subjects).where(story_subjects.c.story_id.in_(batch)))
    rows = [
        dict(zip(("story_id", "sort", "subject", "day"), row, strict=True))
        for row in sorted(wanted)
        if row[0] in changed
    ]
    if rows:
        await connection.execute(insert(story_subjects), rows)


async def daily_counts(
    connection: AsyncConnection,
    since: date,
    until: date,
    sort: str | None,
    *,
    interest: Interest = ANYTHING,
    at_least: Severity = Severity.LOW,
) -> dict[Subject, dict[date, int]]:
    """The stories of each subject by day, from ``since`` to ``until``, both included.

    Only those count that are of ``interest``, whose outlets are names of sources, and at least
    as grave as ``at_least``.
    """
    table = story_subjects.c
    columns = (table.sort, table.subject, table.day)
    statement = (
        select(*columns, func.count().label("stories"))
        .where(table.day.between(since, until))
        .group_by(*columns)
    )
    if sort is not None:
        statement = statement.where(table.sort == sort)
    if asked := _asked(interest, at_least):
        wanted = select(stories.c.id).where(stories.c.day.between(since, until), *asked)
        statement = statement.where(table.story_id.in_(wanted))
    counts: dict[Subject, dict[date, int]] = defaultdict(dict)
    for row in await connection.execute(statement):
        counts[Subject(row.sort, row.subject)][row.day] = row.stories
    return dict(counts)


async def first_day(connection: AsyncConnection, since: date, until: date) -> date | None:
    """The first day of these on which any story counts for anything."""
    day = story_subjects.c.day
    earliest = select(func.min(day)).where(day.between(since, until))
    found: date | None = (await connection.execute(earliest)).scalar_one()
    return found


def _asked(interest: Interest, at_least: Severity) -> list[ColumnElement[bool]]:
    """The conditions that a story fulfils which was asked for."""
    subject = story_subjects.c
    sorts = {"category": interest.categories, "place": interest.places, "actor": interest.actors}
    asked: list[ColumnElement[bool]] = [
        exists().where(
            subject.story_id == stories.c.id, subject.sort == sort, subject.subject.in_(wanted)
        )
        for sort, wanted in sorts.items()
        if wanted
    ]
    if at_least.rank:
        enough = [one for one in Severity if one.rank >= at_least.rank]
        asked.append(stories.c.severity.in_(enough))
    if interest.outlets:
        theirs = articles.c.source.in_(interest.outlets)
        told = accounts.join(articles, articles.c.id == accounts.c.article_id)
        asked.append(
            select(accounts.c.story_id)
            .select_from(told)
            .where(accounts.c.story_id == stories.c.id, theirs)
            .exists()
        )
    return asked
