"""Stories follow the flags when the archive is judged anew, and analysts' words outlive it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from daemon.model.article import Severity, Verdict
from daemon.model.story import Account, CorrectionKind
from daemon.store import Store
from daemon.store.stories import Wanted
from tests.store.samples import DAY, FLAGGED, HOUR, NOW, QUIET, article, period, result
from tests.store.sound import assert_stories_sound
from tests.store.test_stories import GOLD, an_article, groups, merged, understood

SOME = 12
LATER = NOW + 3 * HOUR
UNFLAGGED = replace(QUIET, lexicon="other")
FLAGGED_AGAIN = replace(FLAGGED, lexicon="other")


@pytest.fixture
async def told(store: Store) -> AsyncIterator[list[Account]]:
    """Articles of the gold set in their stories; at the end all agrees, whatever was done."""
    for number, gold in enumerate(GOLD[:SOME], 1):
        await store.save_feed_result(result(an_article(number, gold)))
    ids = sorted(one.article.id for one in await store.unmerged(1000))
    accounts = [replace(one, article=of) for one, of in zip(understood(), ids, strict=False)]
    await merged(store, accounts)
    yield accounts
    await assert_stories_sound(store)


async def judged(store: Store, verdict: Verdict, *articles: int) -> None:
    await store.reflag(dict.fromkeys(articles, verdict), LATER)


async def biggest(store: Store) -> tuple[int, tuple[int, ...]]:
    """The story with most articles, and these."""
    found = max(await store.stories(Wanted(security=None)), key=lambda one: len(one.story.articles))
    return found.story.id, tuple(sorted(found.story.articles))


@pytest.mark.usefixtures("told")
async def test_a_dropped_article_leaves_its_story_and_takes_its_facts_along(
    store: Store,
) -> None:
    number, (first, *rest) = await biggest(store)
    await judged(store, UNFLAGGED, first)
    after = await store.story(number)
    assert after is not None
    assert 0 < len(after.stored.story.articles) <= len(rest)
    assert set(after.stored.story.articles) <= set(rest)
    assert first not in {one.article for one in after.accounts}
    assert after.stored.changed_at == LATER
    assert not any(first in (link.one, link.other) for link in after.links)


@pytest.mark.usefixtures("told")
async def test_a_story_of_which_nothing_is_left_is_withdrawn_and_still_found(
    store: Store,
) -> None:
    number, articles = await biggest(store)
    await judged(store, UNFLAGGED, *articles)
    assert number not in {one.story.id for one in await store.stories(Wanted(security=None))}
    found = await store.story(number)
    assert found is not None
    assert found.stored.withdrawn_at == LATER
    assert (found.accounts, found.articles, found.links) == ((), (), ())
    assert sorted(found.stored.story.articles) == list(articles), "its last facts are kept"
    assert await store.alert_candidates(NOW - HOUR) != []
    assert number not in {one.story for one in await store.alert_candidates(NOW - HOUR)}


async def test_a_story_whose_articles_come_again_has_its_number_again(
    store: Store, told: list[Account]
) -> None:
    number, articles = await biggest(store)
    before = await groups(store)
    await judged(store, UNFLAGGED, *articles)
    await judged(store, FLAGGED_AGAIN, *articles)
    assert {one.article.id for one in await store.unmerged(99)} == set(articles)
    await merged(store, told)
    assert await groups(store) == before
    found = await store.story(number)
    assert found is not None
    assert sorted(found.stored.story.articles) == list(articles)
    assert found.stored.withdrawn_at is None


async def test_an_article_that_comes_again_joins_what_is_left_of_its_story(
    store: Store, told: list[Account]
) -> None:
    number, articles = await biggest(store)
    for one in articles:
        await judged(store, UNFLAGGED, one)
        await judged(store, FLAGGED_AGAIN, one)
        await merged(store, told)
        assert (await biggest(store))[1] == articles
    found = await store.story(number)
    assert found is not None
    assert sorted(found.stored.story.articles) == list(articles)


async def test_what_stays_flagged_by_other_rules_is_understood_anew(
    store: Store, told: list[Account]
) -> None:
    number, articles = await biggest(store)
    graver = replace(FLAGGED_AGAIN, severity=Severity.CRITICAL)
    await judged(store, graver, *articles)
    assert {one.article.id for one in await store.unmerged(99)} == set(articles)
    critical = [replace(one, severity=Severity.CRITICAL) for one in told]
    await merged(store, critical)
    found = await store.story(number)
    assert found is not None
    assert found.stored.story.severity is Severity.CRITICAL


async def test_an_article_dropped_while_it_was_being_read_enters_no_story(
    store: Store, told: list[Account]
) -> None:
    number, (first, *_) = await biggest(store)
    await judged(store, UNFLAGGED, first)
    await store.save_accounts([(one, 1) for one in told if one.article == first], LATER)
    found = await store.story(number)
    assert found is not None
    assert first not in found.stored.story.articles


async def test_corrections_hold_after_articles_were_dropped_and_came_again(
    store: Store, told: list[Account]
) -> None:
    one, other, third = sorted(await groups(store), key=len)[-3:]
    await store.correct(CorrectionKind.MERGE, one, other, NOW)
    await store.correct(CorrectionKind.SPLIT, third[:1], third[1:], NOW)
    await store.correct(CorrectionKind.NOT_SECURITY, third[1:], (), NOW)

    async def hold() -> bool:
        now = await groups(store)
        hidden = [found.story for found in await store.stories(Wanted(security=False))]
        return (
            any({*one, *other} <= set(group) for group in now)
            and not any(third[0] in group and {*third[1:]} & {*group} for group in now)
            and set(third[1:]) == {article for found in hidden for article in found.articles}
        )

    assert await hold()
    for dropped in ((one[0], third[0]), (*one, *other, *third)):
        await judged(store, UNFLAGGED, *dropped)
        await assert_stories_sound(store)
        await judged(store, FLAGGED_AGAIN, *dropped)
        await merged(store, told)
        assert await hold()
    await store.remerge()
    await merged(store, told[::-1])
    assert await hold()
    assert len(await store.corrections()) == 3


@pytest.mark.usefixtures("told")
async def test_what_an_analyst_put_together_stays_so_without_the_article_between(
    store: Store,
) -> None:
    one, other = sorted(await groups(store), key=len)[-2:]
    await store.correct(CorrectionKind.MERGE, one, other, NOW)
    await judged(store, UNFLAGGED, one[0])
    assert tuple(sorted(one[1:] + other)) in await groups(store)


async def test_what_lay_in_the_archive_for_long_is_in_no_digest_when_it_is_flagged_at_last(
    store: Store,
) -> None:
    await store.begin_schedule(period(), NOW - DAY)
    await store.save_feed_result(result(article("old"), article("young"), at=NOW))
    old, young = sorted(one.id for one in await store.recent_articles())
    await store.reflag({young: FLAGGED_AGAIN}, NOW + DAY)
    await store.reflag({old: FLAGGED_AGAIN}, NOW + 8 * DAY)
    told = await store.digest_articles(period().schedule, NOW + 9 * DAY, 7 * DAY)
    assert [one.id for one in told] == [young]


async def test_a_replay_that_dies_at_any_statement_changes_nothing(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    for number, gold in enumerate(GOLD[:4], 1):
        await store.save_feed_result(result(an_article(number, gold)))
    accounts = [replace(one, article=n) for n, one in enumerate(understood()[:4], 1)]
    await merged(store, accounts)
    file = sqlite_url.removeprefix("sqlite:///")
    for table in ("account_links", "accounts", "dropped", "stories", "story_subjects"):
        with sqlite3.connect(file) as database:
            events = (
                "INSERT" if table == "dropped" else "UPDATE" if table == "stories" else "DELETE"
            )
            database.execute(
                f"CREATE TRIGGER die BEFORE {events} ON {table} BEGIN SELECT raise(ABORT, 'x'); END"
            )
        before = await groups(store)
        with pytest.raises(Exception, match="x"):
            await judged(store, UNFLAGGED, 1, 2, 3, 4)
        with sqlite3.connect(file) as database:
            database.execute("DROP TRIGGER die")
        assert await groups(store) == before
        await assert_stories_sound(store)
    await judged(store, UNFLAGGED, 1, 2, 3, 4)
    assert await groups(store) == set()
    await store.aclose()
