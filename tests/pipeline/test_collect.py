"""A poll brings everything or can be repeated: nothing of a feed is lost on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daemon.model.article import Origin
from daemon.model.language import Language
from daemon.model.outcome import Failed, Reason, Unreadable
from daemon.model.source import FeedState, Remembered, Validators
from daemon.pipeline.collect import ARTICLES_PER_POLL, PAGES_AT_ONCE
from daemon.pipeline.look import Seen
from daemon.store import Store
from tests.pipeline.fakes import (
    BLAST,
    FEED,
    NOW,
    SOURCE,
    FakeClock,
    FakeRules,
    FakeWeb,
    FullDisk,
    collector,
    entries,
    entry,
)

HOUR = timedelta(hours=1)
SEEN = Validators('"1"', "today")
TIMED_OUT = Failed(Reason.DEADLINE, "not done in 30 s")


async def state(store: Store) -> FeedState:
    found = await store.feed_state("esta")
    assert found is not None
    return found


async def shown_next(store: Store) -> Validators:
    """The validators that the feed will be shown at the next poll."""
    known = (await state(store)).documents.get(FEED)
    return known.validators if known is not None else Validators()


async def stored_urls(store: Store) -> list[str]:
    return sorted(article.url for article in await store.recent_articles(limit=1000))


async def test_a_poll_reads_stores_and_remembers(store: Store, clock: FakeClock) -> None:
    web = FakeWeb(feed=[entry("blast", title=f"{BLAST} لە شار"), entry("sport")], etag='"1"')
    rules = FakeRules()

    collected = await collector(web, store, clock, rules).collect(SOURCE)

    assert (collected.entries, collected.left, collected.note) == (2, 0, "as told")
    assert (collected.stored.new, collected.stored.flagged) == (2, 1)
    assert [article.verdict.flagged for article in collected.articles] == [True, False]
    [flagged] = await store.recent_articles(flagged=True)
    assert (flagged.title, flagged.origin, flagged.first_seen_at) == (
        f"{BLAST} لە شار",
        Origin.PAGE,
        NOW,
    )
    [match] = flagged.matches
    assert flagged.title[match.start : match.end] == match.surface
    assert await shown_next(store) == SEEN
    assert {declared for _, declared in rules.seen} == {Language.SORANI}


async def test_the_second_poll_shows_the_validators_and_changes_nothing(
    store: Store, clock: FakeClock
) -> None:
    web = FakeWeb(feed=entries(2), etag='"1"')
    journey = collector(web, store, clock)
    await journey.collect(SOURCE)
    first = await state(store)
    clock.forward(HOUR)

    again = await journey.collect(SOURCE)

    assert web.shown == [Validators(), SEEN]
    assert (again.not_modified, again.articles, again.problem) == (True, (), None)
    after = await state(store)
    assert (after.polled_at, after.documents) == (NOW + HOUR, {FEED: Remembered(SEEN)})
    assert after.interval > first.interval
    assert after.next_poll_at == NOW + HOUR + after.interval
    assert len(await stored_urls(store)) == 2
    assert web.asked.count(FEED) == 2
    assert len(web.asked) == 4


async def test_a_server_without_validators_is_read_again_without_reading_the_pages(
    store: Store, clock: FakeClock
) -> None:
    web = FakeWeb(feed=entries(3))
    journey = collector(web, store, clock)
    await journey.collect(SOURCE)
    again = await journey.collect(SOURCE)

    assert (again.entries, again.articles, again.stored.new) == (3, (), 0)
    assert len(web.asked) == 2 + 3
    assert (await shown_next(store)).etag is None


async def test_a_changed_entry_is_a_revision_and_no_second_article(
    store: Store, clock: FakeClock
) -> None:
    web = FakeWeb(feed=[entry("e0")])
    journey = collector(web, store, clock)
    await journey.collect(SOURCE)
    web.feed = [entry("e0", title=f"{BLAST}: ٣ کوژراو", fingerprint="corrected")]

    again = await journey.collect(SOURCE)

    assert (again.stored.new, again.stored.revised, again.stored.flagged) == (0, 1, 1)
    [article] = await store.recent_articles()
    assert (article.revision, article.title) == (2, f"{BLAST}: ٣ کوژراو")


@pytest.mark.parametrize(
    "problem", [TIMED_OUT, Unreadable(Reason.BROKEN_FEED, "line 3")], ids=lambda p: str(p.reason)
)
async def test_a_feed_that_fails_is_told_and_keeps_its_validators(
    store: Store, clock: FakeClock, problem: Failed | Unreadable
) -> None:
    web = FakeWeb(feed=entries(1), etag='"1"')
    journey = collector(web, store, clock)
    await journey.collect(SOURCE)
    clock.forward(HOUR)
    web.etag = '"2"'
    if isinstance(problem, Failed):
        web.failing = problem
    else:
        web.feed = problem

    failed = await journey.collect(SOURCE)

    assert (failed.problem, failed.articles, failed.not_modified) == (problem, (), False)
    after = await state(store)
    assert (after.failures, after.problem, after.problem_detail) == (
        1,
        problem.reason,
        problem.detail,
    )
    assert (after.problem_since, await shown_next(store)) == (NOW + HOUR, SEEN)
    assert after.next_poll_at > NOW + HOUR


async def test_a_first_poll_that_fails_is_remembered_too(store: Store, clock: FakeClock) -> None:
    await collector(FakeWeb(failing=TIMED_OUT), store, clock).collect(SOURCE)
    assert (await state(store)).problem is Reason.DEADLINE
    assert await store.due(["esta"], NOW, 10) == []


async def test_a_feed_with_more_than_one_poll_takes_is_done_in_several_with_nothing_lost(
    store: Store, clock: FakeClock
) -> None:
    count = 2 * ARTICLES_PER_POLL + 7
    web = FakeWeb(feed=entries(count), etag='"1"')
    journey = collector(web, store, clock)

    left, kept = [], []
    for _ in range(3):
        assert await store.due(["esta"], clock(), 10) == ["esta"], "the rest is due at once"
        left.append((await journey.collect(SOURCE)).left)
        kept.append(await shown_next(store))
        clock.forward(timedelta(seconds=1))

    assert left == [ARTICLES_PER_POLL + 7, 7, 0]
    assert kept == [Validators(), Validators(), SEEN]
    assert await store.due(["esta"], clock(), 10) == []
    assert await stored_urls(store) == sorted(one.url for one in entries(count))
    assert (await journey.collect(SOURCE)).not_modified


async def test_what_could_not_be_stored_is_read_again(store: Store, clock: FakeClock) -> None:
    web = FakeWeb(feed=entries(2), etag='"1"')
    disk = FullDisk(store)
    journey = collector(web, disk, clock)  # type: ignore[arg-type]

    with pytest.raises(OSError, match="no space"):
        await journey.collect(SOURCE)
    assert await store.feed_state("esta") is None
    disk.full = False
    collected = await journey.collect(SOURCE)

    assert web.shown == [Validators(), Validators()]
    assert collected.stored.new == 2


async def test_pages_are_read_a_few_at_a_time_and_kept_in_order(
    store: Store, clock: FakeClock
) -> None:
    web = FakeWeb(feed=entries(20))
    collected = await collector(web, store, clock).collect(SOURCE)
    assert web.most_at_once == PAGES_AT_ONCE
    assert [article.entry for article in collected.articles] == entries(20)


async def test_a_page_that_makes_us_stumble_leaves_the_feeds_words(
    store: Store, clock: FakeClock
) -> None:
    bad, good = entry("bad", summary=f"{BLAST} لە شار"), entry("good")
    web = FakeWeb(feed=[bad, good], pages={bad.url: RuntimeError("the extractor fell over")})

    collected = await collector(web, store, clock).collect(SOURCE)

    assert (collected.stored.new, collected.stored.flagged) == (2, 1)
    first = collected.articles[0]
    assert (first.origin, first.problem, first.problem_detail) == (
        Origin.FEED_SUMMARY,
        Reason.INTERNAL_ERROR,
        "RuntimeError: the extractor fell over",
    )


async def test_only_a_page_that_was_there_counts_as_one_that_gave_no_article(
    store: Store, clock: FakeClock
) -> None:
    feed = entries(4)
    reasons = (Reason.NO_TEXT, Reason.NOT_FOUND, Reason.DEADLINE, Reason.ROBOTS_UNKNOWN)
    pages = {one.url: Failed(why, "") for one, why in zip(feed, reasons, strict=True)}
    web = FakeWeb(feed=feed, pages=dict(pages))

    await collector(web, store, clock).collect(SOURCE)

    assert (await state(store)).rhythm.pages_missed == 2


async def test_an_entry_that_cannot_be_judged_costs_none_of_the_others_and_is_kept(
    store: Store, clock: FakeClock
) -> None:
    web = FakeWeb(feed=[entry("bad", title="too deep"), entry("good")], etag='"1"')
    rules = FakeRules("too deep")
    journey = collector(web, store, clock, rules)

    collected = await journey.collect(SOURCE)

    assert collected.unread == Failed(Reason.INTERNAL_ERROR, "RecursionError: too deep")
    assert (collected.stored.new, collected.left) == (1, 1)
    after = await state(store)
    assert (after.documents, after.problem) == ({}, Reason.INTERNAL_ERROR)
    assert (after.problem_since, after.failures) == (NOW, 1)
    assert after.next_poll_at == NOW + after.interval, "no faster than usual, and no slower"

    rules.stumbles.clear()
    clock.forward(HOUR)
    mended = await journey.collect(SOURCE)

    assert [article.title for article in mended.articles] == ["too deep"]
    after = await state(store)
    assert (await shown_next(store), after.problem, after.failures) == (SEEN, None, 0)


async def test_an_error_of_ours_is_stored_as_the_reason_and_the_source_rests(
    store: Store, clock: FakeClock
) -> None:
    journey = collector(FakeWeb(), store, clock)
    await journey.record_surprise(SOURCE, KeyError("x" * 1000))
    after = await state(store)
    assert (after.problem, after.failures) == (Reason.INTERNAL_ERROR, 1)
    assert after.problem_detail.startswith("KeyError: 'xxx")
    assert len(after.problem_detail) == 300
    assert after.next_poll_at == NOW + after.interval


async def test_a_look_stores_nothing(store: Store, clock: FakeClock) -> None:
    web = FakeWeb(feed=entries(2), etag='"1"')
    looked = await collector(web, store, clock).look(SOURCE)
    assert isinstance(looked, Seen)
    assert len(looked.parsed.entries) == 2
    assert web.asked == [FEED]
    assert await store.feed_state("esta") is None
