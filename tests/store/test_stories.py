"""Stories in the store: merged in one transaction each, in any order, and corrected."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from daemon.model.article import Article, Severity
from daemon.model.story import Account, CorrectionKind
from daemon.store import Store
from daemon.store.stories import Wanted
from daemon.stories.shelf import Shelf
from tests.gold.stories.compose import Gold, articles
from tests.gold.stories.score import accounts
from tests.store.samples import FLAGGED, NOW, article, entry, result
from tests.stories.understood import rules

SOME = 34
GOLD: list[Gold] = articles()[:SOME]
HOUR = timedelta(hours=1)


@cache
def understood() -> list[Account]:
    """What is understood of the first articles of the gold set, numbered from 1."""
    return accounts(GOLD, rules())


@pytest.fixture
async def filled(store: Store) -> Store:
    """A store with these articles, flagged and unmerged."""
    for number, gold in enumerate(GOLD, 1):
        await store.save_feed_result(result(an_article(number, gold)))
    return store


@pytest.fixture
async def told(filled: Store) -> list[Account]:
    """What is understood of them, under the numbers that they have in the store."""
    ids = sorted(one.article.id for one in await filled.unmerged(1000))
    return [replace(one, article=of) for one, of in zip(understood(), ids, strict=True)]


def an_article(number: int, gold: Gold) -> Article:
    return article(entry(f"a{number}"), FLAGGED, title=gold.title, body=gold.body)


async def merged(store: Store, told: list[Account]) -> None:
    waiting = await store.unmerged(1000)
    by_title = {one.article.id: one for one in waiting}
    for account in told:
        if account.article in by_title:
            revision = by_title[account.article].article.revision
            await store.save_accounts([(account, revision)], NOW)


async def groups(store: Store) -> set[tuple[int, ...]]:
    found = await store.stories(Wanted(security=None))
    return {tuple(sorted(one.story.articles)) for one in found}


def expected(told: list[Account]) -> set[tuple[int, ...]]:
    shelf = Shelf()
    for one in told:
        shelf.add(one)
    return shelf.stories()


async def test_flagged_articles_wait_and_others_do_not(store: Store) -> None:
    await store.save_feed_result(result(article("one", FLAGGED), article("two")))
    waiting = await store.unmerged(10)
    assert [(one.article.title, len(one.mentions)) for one in waiting] == [("هەواڵی one", 1)]


async def test_the_store_makes_the_same_stories_as_the_shelf_in_any_order(
    filled: Store, told: list[Account]
) -> None:
    await merged(filled, told[::-1])
    assert await groups(filled) == expected(told)
    assert await filled.unmerged(10) == []
    await filled.remerge()
    await merged(filled, told[1::2] + told[::2])
    assert await groups(filled) == expected(told)
    await filled.remerge()
    await filled.save_accounts([(one, 1) for one in told[::3]], NOW)
    await filled.save_accounts([(one, 1) for one in told[1::3] + told[2::3]], NOW)
    assert await groups(filled) == expected(told)


async def test_a_story_has_its_articles_facts_and_reasons(
    filled: Store, told: list[Account]
) -> None:
    await merged(filled, told)
    biggest = max(await filled.stories(Wanted()), key=lambda one: len(one.story.articles))
    found = await filled.story(biggest.story.id)
    assert found is not None
    assert tuple(one.id for one in found.articles) == tuple(sorted(biggest.story.articles))
    assert len(found.accounts) == len(found.articles) > 2
    assert len(found.links) >= len(found.articles) - 1
    assert all(link.reasons for link in found.links)


async def test_a_merged_article_keeps_its_storys_number(filled: Store, told: list[Account]) -> None:
    await merged(filled, told[:2])
    before = {one.story.id: set(one.story.articles) for one in await filled.stories(Wanted())}
    await merged(filled, told[2:])
    after = {one.story.id: set(one.story.articles) for one in await filled.stories(Wanted())}
    assert all(before[story] <= after[story] for story in before)


async def test_corrections_are_remembered_and_survive_a_replay(
    filled: Store, told: list[Account]
) -> None:
    await merged(filled, told)
    plain = sorted(await groups(filled))
    one, other = plain[0], plain[1]
    await filled.correct(CorrectionKind.MERGE, one[:1], other[:1], NOW)
    together = tuple(sorted(one + other))
    assert together in await groups(filled)
    await filled.remerge()
    await merged(filled, told)
    assert together in await groups(filled)
    await filled.correct(CorrectionKind.SPLIT, one[:1], one[1:] + other, NOW + HOUR)
    assert one[:1] in await groups(filled)
    assert [c.kind for c in await filled.corrections()] == [
        CorrectionKind.MERGE,
        CorrectionKind.SPLIT,
    ]


async def test_a_story_that_went_into_another_is_found_under_its_old_number(
    filled: Store, told: list[Account]
) -> None:
    await merged(filled, told)
    one, other = (await filled.stories(Wanted()))[:2]
    await filled.correct(CorrectionKind.MERGE, one.story.articles, other.story.articles, NOW)
    first, second = await filled.story(one.story.id), await filled.story(other.story.id)
    assert first is not None
    assert second is not None
    assert first.stored.story.id == second.stored.story.id


async def test_what_is_not_security_is_not_listed(filled: Store, told: list[Account]) -> None:
    await merged(filled, told)
    one = (await filled.stories(Wanted()))[0].story
    await filled.correct(CorrectionKind.NOT_SECURITY, one.articles, (), NOW)
    assert one.id not in {found.story.id for found in await filled.stories(Wanted())}
    hidden = await filled.stories(Wanted(security=False))
    assert [found.story.id for found in hidden] == [one.id]


async def test_stories_are_found_by_place_actor_category_severity_and_time(
    filled: Store, told: list[Account]
) -> None:
    await merged(filled, told)
    everything = await filled.stories(Wanted())
    newest = everything[0].story
    assert newest.place is not None
    by_parent = await filled.stories(Wanted(place=newest.place.parents[-1]))
    assert newest.id in {one.story.id for one in by_parent}
    assert await filled.stories(Wanted(place="atlantis")) == []
    assert await filled.stories(Wanted(since=newest.last_at + HOUR)) == []
    high = await filled.stories(Wanted(severity=Severity.HIGH))
    assert all(one.story.severity.rank >= Severity.HIGH.rank for one in high)
    assert len(await filled.stories(Wanted(limit=1))) == 1
    named = {actor.id for one in everything for actor in one.story.actors}
    for actor in named:
        assert await filled.stories(Wanted(actor=actor.upper()))


async def test_a_revision_is_read_again(filled: Store, told: list[Account]) -> None:
    await merged(filled, told)
    gold = GOLD[0]
    changed = entry("a1", fingerprint="changed")
    body = gold.body + "\nنوێکراوەتەوە."
    await filled.save_feed_result(result(article(changed, FLAGGED, title=gold.title, body=body)))
    waiting = await filled.unmerged(10)
    assert [(one.article.id, one.article.revision) for one in waiting] == [(told[0].article, 2)]
    await filled.save_accounts([(told[0], 1)], NOW)
    assert len(await filled.unmerged(10)) == 1, "an older revision crosses nothing off"
    await filled.save_accounts([(told[0], 2)], NOW)
    assert await filled.unmerged(10) == []
    assert await groups(filled) == expected(told)


async def test_rising_severity_is_remembered(store: Store) -> None:
    await store.save_feed_result(result(article("one", FLAGGED)))
    (waiting,) = await store.unmerged(10)
    told = [replace(understood()[0], article=waiting.article.id)]
    low = replace(told[0], severity=Severity.LOW, incident=replace(told[0].incident, counts=()))
    await store.save_accounts([(low, 1)], NOW)
    await store.save_accounts([(told[0], 1)], NOW + HOUR)
    (found,) = await store.stories(Wanted())
    assert (found.risen_at, found.risen_from) == (NOW + HOUR, Severity.LOW)
    assert found.changed_at == NOW + HOUR
    await store.save_accounts([(told[0], 1)], NOW + 2 * HOUR)
    assert (await store.stories(Wanted()))[0].changed_at == NOW + HOUR, "nothing changed"


async def test_a_merging_that_dies_at_any_statement_leaves_nothing_behind(
    sqlite_url: str,
) -> None:
    told = understood()
    store = await Store.open(sqlite_url)
    for number, gold in enumerate(GOLD[:9], 1):
        await store.save_feed_result(result(an_article(number, gold)))
    await merged(store, told[:8])
    whole = await groups(store)
    died = 0
    for statement in range(1, 60):
        left = [statement]

        def die(*_: object, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

        event.listen(Engine, "before_cursor_execute", die)
        try:
            await store.save_accounts([(told[8], 1)], NOW)
        except KeyboardInterrupt:
            died += 1
            event.remove(Engine, "before_cursor_execute", die)
            assert await groups(store) == whole
            assert len(await store.unmerged(10)) == 1
        else:
            event.remove(Engine, "before_cursor_execute", die)
            break
    assert died > 8
    assert await store.unmerged(10) == []
    assert await groups(store) == expected(told[:9])
    await store.aclose()
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
