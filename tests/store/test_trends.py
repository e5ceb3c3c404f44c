"""Stories counted by day and subject, as they are merged, and what surges."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from alembic import command
from sqlalchemy import select, text

from daemon.model.story import CorrectionKind
from daemon.store import Store
from daemon.store.division import STORY
from daemon.store.migrate import alembic_config, migration_engine, script_directory, upgrade
from daemon.store.stories import Wanted
from daemon.store.trends import daily_counts
from daemon.store.watch_tables import story_subjects
from daemon.stories.trends import Subject, subjects
from daemon.stories.whole import story as whole
from tests.store.samples import NOW
from tests.store.watched import LAST, SOURCES, TOWNS, blast, many, merge, tell, usual, watch

KIRKUK = Subject("place", "kirkuk-governorate")
DAQUQ = Subject("place", "daquq")
BLASTS = Subject("category", "explosion_ied")
WEEK = timedelta(days=7)
BEFORE = (
    (True, None, ("explosion",)),
    (False, None, ("explosion",)),
    (True, 1, ("explosion",)),
    (True, None, ("memory",)),
)
"""Whether it is security, into what it went, its kinds: only the first counts."""
OLD = """
INSERT INTO stories (id, day, first_at, last_at, changed_at, severity, security, merged_into, facts)
VALUES (:id, :day, :at, :at, :at, 'low', :security, :into, :facts)
"""


async def test_stories_are_counted_on_the_day_of_their_event(store: Store) -> None:
    await tell(store, usual() + many(*SOURCES))
    counts = await store.daily_counts(LAST - 4 * WEEK, LAST)
    assert counts[BLASTS][LAST] == counts[KIRKUK][LAST] == len(TOWNS), "one for each event"
    assert counts[DAQUQ] == {day: 1 for day, *_ in usual()} | {LAST: 1}
    assert await store.daily_counts(LAST + WEEK, LAST + 2 * WEEK) == {}
    assert {one.sort for one in await store.daily_counts(LAST, LAST, "actor")} <= {"actor"}
    assert {one.sort for one in counts} >= {"category", "place"}


async def test_the_span_includes_both_its_days(store: Store) -> None:
    await tell(store, usual() + many("esta"))
    monday = usual()[0][0]
    assert set((await store.daily_counts(monday, LAST))[DAQUQ]) == {monday, LAST}
    assert set((await store.daily_counts(monday + WEEK / 7, LAST))[DAQUQ]) == {LAST}


async def test_what_was_put_right_is_counted_as_it_is_now(store: Store) -> None:
    await tell(store, many(*SOURCES))
    told = sorted(one.story.id for one in await store.stories(Wanted()))
    one, other, *_ = [found.story for found in await store.stories(Wanted())]
    await store.correct(CorrectionKind.MERGE, one.articles, other.articles, NOW)
    assert (await store.daily_counts(LAST, LAST))[KIRKUK][LAST] == len(TOWNS) - 1
    await store.correct(CorrectionKind.SPLIT, one.articles, other.articles, NOW)
    assert (await store.daily_counts(LAST, LAST))[KIRKUK][LAST] == len(TOWNS)
    await store.correct(CorrectionKind.NOT_SECURITY, one.articles, (), NOW)
    assert (await store.daily_counts(LAST, LAST))[KIRKUK][LAST] == len(TOWNS) - 1
    assert len(told) == len(TOWNS)


async def test_the_counts_are_those_of_the_stories_after_everything_is_merged_anew(
    store: Store,
) -> None:
    told = usual() + many(*SOURCES)
    await tell(store, told)
    before = await rows(store)
    assert before == await wanted(store)
    await store.remerge()
    assert await rows(store) == before, "a story counts until it is told anew"
    counts = await store.daily_counts(LAST - 4 * WEEK, LAST)
    await merge(store, told, step=-1)
    assert await rows(store) == await wanted(store)
    assert await store.daily_counts(LAST - 4 * WEEK, LAST) == counts


async def rows(store: Store) -> set[tuple[object, ...]]:
    async with store._database.read() as connection:
        found = await connection.execute(select(story_subjects))
        return {(row.story_id, row.sort, row.subject, row.day) for row in found}


async def wanted(store: Store) -> set[tuple[object, ...]]:
    """The rows that there should be."""
    return {
        (one.story.id, subject.sort, subject.id, one.story.day.day)
        for one in await store.stories(Wanted())
        for subject in subjects(one.story)
    }


async def test_what_surges_is_named_with_its_sources_and_stories(store: Store) -> None:
    await watch(store)
    await tell(store, usual() + many(*SOURCES))
    found = {one.subject: one for one in await store.surges(LAST)}
    assert set(found) == {KIRKUK, BLASTS}, "what only lies around it is not named again"
    surge = found[KIRKUK]
    assert (surge.stories, surge.sources, round(surge.baseline, 3)) == (4, 2, round(4 / 28, 3))
    today = {one.story.id for one in await store.stories(Wanted()) if one.story.day.day == LAST}
    assert set(surge.story_ids) == today
    assert await store.surges(LAST - timedelta(days=1)) == []


async def test_one_outlet_alone_makes_no_surge(store: Store) -> None:
    await watch(store)
    await tell(store, usual() + many(*SOURCES))
    assert await store.surges(LAST, dict.fromkeys(SOURCES, "one house")) == []


async def test_nothing_surges_before_the_watch_was_awake_for_a_week(store: Store) -> None:
    await tell(store, usual() + many(*SOURCES))
    assert await store.surges(LAST) == []
    days = [LAST - timedelta(days=back) for back in range(30)]
    assert await store.heard(days) == {LAST, *(day for day, *_ in usual())}


async def test_counting_asks_the_index_alone(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    async with store._database.read() as connection:
        await daily_counts(connection, LAST, LAST, None)
        plan = await connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT sort, subject, day, count(*) FROM story_subjects"
            " WHERE day BETWEEN '2026-01-01' AND '2026-02-01' GROUP BY sort, subject, day"
        )
        assert "COVERING INDEX ix_story_subjects_day_sort_subject" in plan.all()[0].detail
    await store.aclose()


async def test_stories_from_before_there_were_counts_are_counted(empty_url: str) -> None:
    plain = whole([replace(blast("داقوق"), article=1)])
    story = replace(plain, day=replace(plain.day, day=LAST))
    with migration_engine(empty_url).begin() as connection:
        command.upgrade(alembic_config(script_directory(), connection), "0005")
        for number, (security, into, kinds) in enumerate(BEFORE, start=1):
            facts = STORY.dump_json(replace(story, kinds=kinds)).decode()
            row = {
                "id": number,
                "day": str(LAST),
                "security": security,
                "into": into,
                "facts": facts,
            }
            connection.execute(text(OLD), {**row, "at": f"{NOW:%Y-%m-%d %H:%M:%S.%f}"})
    await upgrade(empty_url)
    store = await Store.open(empty_url)
    assert await store.daily_counts(LAST, LAST) == {one: {LAST: 1} for one in subjects(story)}
    await store.aclose()
