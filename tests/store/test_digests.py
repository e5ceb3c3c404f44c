"""Digests: everything flagged is told once to each schedule, whatever happens between."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from daemon.model.article import StoredArticle
from daemon.store import Store, digests
from daemon.store.tables import digest_articles, outbox
from tests.store.samples import (
    DAY,
    FLAGGED,
    HOUR,
    NOW,
    QUIET,
    TODAY,
    article,
    content,
    entry,
    message,
    period,
    result,
)

YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY
SCHEDULE = period().schedule
OLDEST = 3 * DAY


async def test_a_schedule_without_a_row_has_no_last_digest(store: Store) -> None:
    assert await store.last_digest(SCHEDULE) is None


async def test_beginning_a_schedule_sends_nothing_and_counts_as_its_last_digest(
    store: Store,
) -> None:
    await store.begin_schedule(period(), NOW)
    await store.begin_schedule(period(), NOW + HOUR)

    assert await store.last_digest(SCHEDULE) == TODAY
    assert await store.last_digest("another") is None
    assert await store.claim("us", NOW + DAY) is None


async def test_the_newest_local_date_is_the_last_digest(store: Store) -> None:
    await store.begin_schedule(period(TODAY), NOW)
    await store.begin_schedule(period(YESTERDAY), NOW)

    assert await store.last_digest(SCHEDULE) == TODAY


async def test_flagged_articles_are_told_once_to_each_schedule(store: Store) -> None:
    await store.begin_schedule(period(YESTERDAY), NOW - DAY)
    await store.save_feed_result(result(article("bad", FLAGGED), article("quiet", QUIET)))
    untold = await _untold(store)
    assert [found.url[-3:] for found in untold] == ["bad"]
    assert untold[0].matches == FLAGGED.matches

    assert await store.save_digest(content(period(TODAY), *untold), message())

    assert await _untold(store) == []
    assert len(await store.digest_articles("another", NOW, OLDEST)) == 1
    await store.save_feed_result(result(article("worse", FLAGGED), at=NOW + HOUR))
    assert [found.url[-5:] for found in await _untold(store)] == ["worse"]


async def test_a_recipient_with_two_digests_a_day_hears_of_an_article_once(store: Store) -> None:
    morning, evening = period(TODAY), replace(period(TODAY), schedule="evening")
    for one in (morning, evening):
        await store.begin_schedule(replace(one, local_date=YESTERDAY), NOW - DAY)
    await store.save_feed_result(result(article("bad", FLAGGED)))
    await store.save_digest(content(morning, *await _untold(store)), message())
    assert await store.digest_articles("evening", NOW, OLDEST) == []
    await store.save_feed_result(result(article("worse", FLAGGED), at=NOW + HOUR))
    assert len(await store.digest_articles("evening", NOW + HOUR, OLDEST)) == 1


async def test_a_revision_of_a_told_article_is_not_told_again(store: Store) -> None:
    await store.save_feed_result(result(article("bad", FLAGGED)))
    await store.save_digest(content(period(TODAY), *await _untold(store)), message())
    again = article(entry("bad", fingerprint="bad-2"), FLAGGED)
    assert (await store.save_feed_result(result(again))).revised == 1

    assert await _untold(store) == []


async def test_an_article_emptied_before_it_was_told_is_told(store: Store) -> None:
    await store.save_feed_result(result(article("bad", FLAGGED)))
    await store.save_feed_result(result(article(entry("bad", fingerprint="bad-2"), QUIET)))

    [found] = await _untold(store)
    assert found.severity is FLAGGED.severity


async def test_a_digest_exists_once_and_the_second_writes_nothing(store: Store) -> None:
    await store.save_feed_result(result(article("bad", FLAGGED)))
    assert await store.save_digest(content(period(TODAY)), message("one"))

    told = content(period(TODAY), *await _untold(store))
    assert not await store.save_digest(told, message("two"))

    assert len(await _untold(store)) == 1
    assert await _count(store, outbox) == 1


async def test_a_digest_and_its_message_are_written_together_or_not_at_all(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OSError("the disk is full")

    await store.save_feed_result(result(article("bad", FLAGGED)))
    untold = await _untold(store)
    monkeypatch.setattr(digests, "enqueue", fail)  # the last step of all
    with pytest.raises(OSError, match="the disk is full"):
        await store.save_digest(content(period(TODAY), *untold), message())
    monkeypatch.undo()

    assert await store.last_digest(SCHEDULE) is None
    assert await _untold(store) == untold


async def test_two_deciders_write_one_digest(url: str, store: Store) -> None:
    await store.save_feed_result(result(article("bad", FLAGGED)))
    told = content(period(TODAY), *await _untold(store))
    other = await Store.open(url)

    written = await asyncio.gather(
        *(each.save_digest(told, message()) for each in (store, other, store, other))
    )

    await other.aclose()
    assert sorted(written) == [False, False, False, True]
    assert await _count(store, outbox) == 1
    assert await _count(store, digest_articles) == 1


async def test_an_article_can_not_be_told_twice_even_by_mistake(store: Store) -> None:
    await store.save_feed_result(result(article("bad", FLAGGED)))
    untold = await _untold(store)
    await store.save_digest(content(period(TODAY), *untold), message("one"))

    with pytest.raises(IntegrityError):
        await store.save_digest(content(period(TOMORROW), *untold), message("two"))

    assert await store.last_digest(SCHEDULE) == TODAY


async def test_what_was_there_long_before_the_schedule_is_left_out(store: Store) -> None:
    await store.save_feed_result(result(article("ancient", FLAGGED), at=NOW - 2 * DAY))
    await store.save_feed_result(result(article("evening", FLAGGED), at=NOW - 10 * HOUR))
    await store.begin_schedule(period(TODAY), NOW)
    await store.save_feed_result(result(article("new", FLAGGED), at=NOW + HOUR))

    assert [found.url[22:] for found in await _untold(store)] == ["/evening", "/new"]


async def test_articles_already_old_when_first_seen_are_left_out(store: Store) -> None:
    stale = entry("stale", published_at=NOW - OLDEST - timedelta(minutes=1))
    fresh = entry("fresh", published_at=NOW - OLDEST + timedelta(minutes=1))
    undated = entry("undated", published_at=None)
    ahead = entry("ahead", published_at=NOW + DAY)
    saved = (article(each, FLAGGED) for each in (stale, fresh, undated, ahead))
    await store.save_feed_result(result(*saved))

    told = {found.url[22:] for found in await _untold(store)}
    assert told == {"/fresh", "/undated", "/ahead"}


@pytest.mark.parametrize("step", [timedelta(hours=-1), -30 * DAY, 2 * DAY])
async def test_a_moving_clock_neither_loses_nor_repeats(store: Store, step: timedelta) -> None:
    await store.begin_schedule(period(YESTERDAY), NOW - DAY)
    await store.save_feed_result(result(article("before", FLAGGED), at=NOW))
    await store.save_digest(content(period(TODAY), *await _untold(store)), message("one"))

    await store.save_feed_result(result(article("after", FLAGGED), at=NOW + step))

    assert [found.url[22:] for found in await _untold(store)] == ["/after"]
    assert await store.read_since(SCHEDULE, NOW + step) == 1


async def test_a_schedule_begun_by_a_wrong_clock_still_tells_what_comes(store: Store) -> None:
    await store.begin_schedule(period(date(2036, 1, 1)), NOW + 3650 * DAY)

    await store.save_feed_result(result(article("new", FLAGGED)))

    assert len(await _untold(store)) == 1


async def test_what_was_read_is_counted_since_the_last_row(store: Store) -> None:
    await store.save_feed_result(result(article("one"), article("two")))
    assert await store.read_since(SCHEDULE, NOW) == 2

    await store.begin_schedule(period(TODAY), NOW)
    assert await store.read_since(SCHEDULE, NOW) == 0
    await store.save_feed_result(result(article("three"), article("four", FLAGGED)))
    assert await store.read_since(SCHEDULE, NOW) == 2
    await store.save_digest(content(period(TOMORROW)), message())
    assert await store.read_since(SCHEDULE, NOW) == 0


async def _untold(store: Store) -> list[StoredArticle]:
    return await store.digest_articles(SCHEDULE, NOW, OLDEST)


async def _count(store: Store, table: object) -> int:
    async with store._database.read() as connection:
        count = select(func.count()).select_from(table)  # type: ignore[arg-type]
        return (await connection.execute(count)).scalar_one()
