from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from daemon.model.article import About, Article, Entry, Origin, Precision
from daemon.model.dating import DateOrigin
from daemon.model.outcome import Reason
from daemon.model.source import Move, Rhythm
from daemon.store import Store
from daemon.store.rereading import AFTER, AFTER_NO_ROBOTS, AFTER_NOT_READY, OVERDUE
from daemon.store.tables import articles
from tests.store.samples import DAY, FLAGGED, HOUR, NOW, article, entry, result, state

NOT_READY: dict[str, Any] = {
    "problem": Reason.NO_TEXT,
    "problem_detail": "no article",
    "origin": Origin.TITLE_ONLY,
    "body": "",
}


async def due(store: Store, at: datetime) -> list[Entry]:
    return await store.rereads("outlet", at, 20)


async def save(store: Store, one: Article, at: datetime = NOW) -> None:
    await store.save_feed_result(result(one, at=at))


async def test_a_flagged_article_is_read_again_twice(store: Store) -> None:
    one, at = article("a", FLAGGED), NOW
    for wait in AFTER:
        await save(store, one, at)
        assert not await due(store, at + wait - timedelta(seconds=1))
        at += wait
        assert await due(store, at)
    await save(store, one, at)
    assert not await due(store, at + DAY)


async def test_what_is_not_flagged_is_not_read_again(store: Store) -> None:
    await save(store, article("a"))
    assert not await due(store, NOW + HOUR)


async def test_a_page_that_was_not_ready_is_tried_later_three_times(store: Store) -> None:
    at = NOW
    for wait in AFTER_NOT_READY:
        await save(store, article("a", **NOT_READY), at)
        at += wait
        assert await due(store, at)
    await save(store, article("a", **NOT_READY), at)
    assert not await due(store, at + 5 * HOUR)


@pytest.mark.parametrize("age", [HOUR, 3 * DAY])
async def test_a_page_that_robots_txt_kept_from_us_for_now_is_tried_sooner_however_old(
    store: Store, age: timedelta
) -> None:
    silent = {**NOT_READY, "problem": Reason.ROBOTS_UNKNOWN}
    one, at = article(entry("a", published_at=NOW - age), **silent), NOW
    for wait in AFTER_NO_ROBOTS:
        await save(store, one, at)
        assert not await due(store, at + wait - timedelta(seconds=1))
        at += wait
    await save(store, one, at)
    assert not await due(store, at + OVERDUE)


async def test_when_the_page_is_ready_the_article_has_a_new_revision(store: Store) -> None:
    await save(store, article("a", **NOT_READY))
    stored = await store.save_feed_result(result(article("a", FLAGGED), at=NOW + HOUR))
    assert (stored.new, stored.revised, stored.flagged) == (0, 1, 1)
    (kept,) = await store.recent_articles()
    assert kept.flagged
    assert kept.body == article("a").body


async def test_a_page_that_says_no_more_than_its_feed_is_no_problem_any_more(store: Store) -> None:
    waiting = article("a", problem=Reason.ROBOTS_UNKNOWN, origin=Origin.FEED_SUMMARY)
    await save(store, waiting)
    stored = await store.save_feed_result(result(article("a"), at=NOW + HOUR))
    assert stored.revised == 0
    (kept,) = await store.recent_articles()
    assert "problem" not in kept.extra


async def test_a_changed_number_of_victims_is_a_new_revision(store: Store) -> None:
    await save(store, article("a", FLAGGED))
    more = article("a", FLAGGED, body="تەقینەوەیەک لە شار ڕوویدا.\nپێنج کەس بریندار بوون.")
    stored = await store.save_feed_result(result(more, at=NOW + HOUR))
    assert stored.revised == 1


@pytest.mark.parametrize("origin", [Origin.TITLE_ONLY, Origin.FEED_SUMMARY])
async def test_a_page_that_fails_when_read_again_spoils_nothing(
    store: Store, origin: Origin
) -> None:
    await save(store, article("a", FLAGGED))
    worse = article("a", **{**NOT_READY, "origin": origin})
    stored = await store.save_feed_result(result(worse, at=NOW + HOUR))
    assert stored.revised == 0
    (kept,) = await store.recent_articles()
    assert (kept.body, kept.origin) == (article("a").body, Origin.PAGE)


async def test_news_of_the_feed_is_kept_even_if_the_page_fails(store: Store) -> None:
    await save(store, article("a"))
    told_anew = article(entry("a", fingerprint="a-2"), **NOT_READY)
    assert (await store.save_feed_result(result(told_anew, at=NOW + HOUR))).revised == 1


async def test_old_news_are_not_read_again(store: Store) -> None:
    old = article(entry("a", published_at=NOW - 2 * DAY), FLAGGED)
    await save(store, old)
    assert not await due(store, NOW + HOUR)


async def next_poll(
    store: Store, interval: timedelta, *read: Article, failures: int = 0
) -> datetime:
    known = state(next_poll_at=NOW + interval, interval=interval, failures=failures)
    await store.save_feed_result(replace(result(*read), state=known))
    found = await store.feed_state("outlet")
    assert found is not None
    return found.next_poll_at


async def test_a_source_is_polled_when_an_article_is_due_though_its_turn_is_later(
    store: Store,
) -> None:
    not_ready = article("b", **NOT_READY)
    both = (article("a", FLAGGED), not_ready, article("c"))
    assert await next_poll(store, 2 * HOUR, *both) == NOW + AFTER_NOT_READY[0]


async def test_a_source_whose_turn_is_sooner_keeps_it(store: Store) -> None:
    assert await next_poll(store, HOUR / 2, article("a", FLAGGED)) == NOW + HOUR / 2


async def test_a_source_that_fails_is_not_polled_sooner_for_its_articles(store: Store) -> None:
    assert await next_poll(store, 6 * HOUR, article("a", FLAGGED), failures=3) == NOW + 6 * HOUR


async def test_what_is_overdue_does_not_keep_a_source_busy(store: Store) -> None:
    await save(store, article("a", FLAGGED), NOW - 2 * HOUR)
    assert await next_poll(store, 2 * HOUR) == NOW + 2 * HOUR


async def test_after_a_long_pause_of_ours_an_article_is_given_up(store: Store) -> None:
    await save(store, article("a", FLAGGED))
    assert await due(store, NOW + HOUR + OVERDUE)
    assert not await due(store, NOW + HOUR + OVERDUE + timedelta(seconds=1))


ODD = "دەق\x00 \ud800 \U0001f4f0"  # what no text should hold, and some do


@pytest.mark.parametrize(
    "stated",
    [
        entry("a"),
        entry("a", published_at=None, precision=Precision.UNKNOWN, aliases=()),
        entry("a", title=ODD, summary=ODD, content="\n" * 9, aliases=("guid:a", ODD)),
    ],
)
async def test_the_entry_comes_back_as_the_feed_stated_it(store: Store, stated: Entry) -> None:
    await save(store, article(stated, FLAGGED))
    assert await due(store, NOW + HOUR) == [stated]


async def test_a_time_that_only_the_page_gave_is_left_to_the_page(store: Store) -> None:
    by_page = About(dated_by=DateOrigin.VISIBLE)
    await save(store, article("a", FLAGGED, about=by_page))
    (found,) = await due(store, NOW + HOUR)
    assert (found.published_at, found.precision) == (None, Precision.UNKNOWN)


async def test_what_the_feed_said_is_kept_only_as_long_as_it_is_needed(store: Store) -> None:
    await save(store, article("a", FLAGGED))
    await save(store, article("b"))
    for at in (NOW + HOUR, NOW + 6 * HOUR):
        await save(store, article("a", FLAGGED), at)
    async with store._database.read() as connection:
        assert (await connection.execute(select(articles.c.entry))).scalars().all() == [None, None]


async def test_the_longest_due_come_first_and_not_too_many(store: Store) -> None:
    for minutes, name in ((2, "c"), (0, "a"), (1, "b")):
        await save(store, article(name, FLAGGED), NOW + timedelta(minutes=minutes))
    found = await store.rereads("outlet", NOW + 2 * HOUR, 2)
    assert found == [entry("a"), entry("b")]


async def test_articles_of_other_sources_are_not_read_again(store: Store) -> None:
    await save(store, article("a", FLAGGED))
    assert not await store.rereads("another", NOW + HOUR, 20)


async def test_a_purge_takes_what_the_feed_said_too(store: Store) -> None:
    await save(store, article("a", FLAGGED))
    await store.purge(NOW + DAY)
    assert not await due(store, NOW + HOUR)


async def test_rhythm_and_move_are_remembered(store: Store) -> None:
    rhythm = Rhythm(NOW, timedelta(hours=3), 12, 2)
    move = Move("https://outlet.example/old", "https://outlet.example/new")
    known = state(rhythm=rhythm, move=move)
    await store.save_feed_result(replace(result(), state=known))
    assert await store.feed_state("outlet") == known
