"""Articles are read again in their first hours, whatever their feed does meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daemon.model.outcome import Extracted, Failed, NothingFound, Reason, Unreadable
from daemon.pipeline.collect import REREAD_PER_POLL
from daemon.store import Store
from tests.pipeline.fakes import BLAST, SOURCE, FakeClock, FakeWeb, collector, entries, entry

HOUR = timedelta(hours=1)
ONE = entry("a", title=f"{BLAST} لە کەرکوک", summary="پێشەکییەک")
MORE = "پێنج کەس بریندار بوون"


async def polled(web: FakeWeb, store: Store, clock: FakeClock) -> None:
    await collector(web, store, clock).collect(SOURCE)


async def body(store: Store) -> str:
    (kept,) = await store.recent_articles(flagged=True)
    return kept.body


async def test_a_flagged_article_is_read_again_although_the_feed_has_not_changed(
    store: Store,
) -> None:
    clock, web = FakeClock(), FakeWeb([ONE], etag='"1"')
    await polled(web, store, clock)
    clock.forward(timedelta(minutes=30))
    quiet = await collector(web, store, clock).collect(SOURCE)
    assert quiet.not_modified
    clock.forward(timedelta(minutes=31))
    again = await collector(web, store, clock).collect(SOURCE)
    assert again.not_modified
    assert web.asked.count(ONE.url) == 2
    assert (again.stored.new, again.stored.revised, again.articles) == (0, 0, ())


@pytest.mark.parametrize(
    "later",
    [
        FakeWeb([entry("b")]),
        FakeWeb([ONE], etag='"1"'),
        FakeWeb(Unreadable(Reason.BROKEN_FEED, "line 3")),
        FakeWeb(failing=Failed(Reason.NOT_FOUND, "HTTP status 404", 404)),
    ],
    ids=["rolled out of it", "not modified", "broken", "not found"],
)
async def test_new_numbers_are_found_whatever_the_feed_says_by_then(
    store: Store, later: FakeWeb
) -> None:
    clock = FakeClock()
    await polled(FakeWeb([ONE], etag='"1"'), store, clock)
    clock.forward(HOUR)
    later.asked.clear()
    later.pages[ONE.url] = Extracted(None, MORE)
    await polled(later, store, clock)
    assert later.asked.count(ONE.url) == 1
    assert await body(store) == MORE


async def test_a_host_that_does_not_answer_is_not_asked_for_pages(store: Store) -> None:
    clock = FakeClock()
    await polled(FakeWeb([ONE]), store, clock)
    clock.forward(HOUR)
    dead = FakeWeb(failing=Failed(Reason.CONNECTION_FAILED, "refused"))
    await polled(dead, store, clock)
    assert ONE.url not in dead.asked
    clock.forward(HOUR)
    back = FakeWeb([], pages={ONE.url: Extracted(None, MORE)})
    await polled(back, store, clock)
    assert await body(store) == MORE


async def test_an_article_that_changed_in_its_feed_is_read_once(store: Store) -> None:
    clock = FakeClock()
    await polled(FakeWeb([ONE]), store, clock)
    clock.forward(HOUR)
    web = FakeWeb([entry("a", title=ONE.title, fingerprint="corrected")])
    await polled(web, store, clock)
    assert web.asked.count(ONE.url) == 1


async def test_a_page_that_fails_again_and_again_spoils_nothing(store: Store) -> None:
    clock, missing = FakeClock(), Failed(Reason.NOT_FOUND, "404", 404)
    web = FakeWeb([ONE], pages={ONE.url: missing})
    await polled(web, store, clock)
    web.feed = []
    for _ in range(4):
        clock.forward(5 * HOUR)
        await polled(web, store, clock)
    assert web.asked.count(ONE.url) == 4
    (kept,) = await store.recent_articles()
    assert (kept.body, kept.revision) == (ONE.summary, 1)


async def test_not_too_many_are_read_again_in_one_poll(store: Store) -> None:
    clock = FakeClock()
    many = [entry(one.key[-3:], title=BLAST) for one in entries(REREAD_PER_POLL + 5)]
    for _ in range(2):
        await polled(FakeWeb(many), store, clock)
    clock.forward(HOUR)
    web = FakeWeb([])
    await polled(web, store, clock)
    assert len(web.asked) == 1 + REREAD_PER_POLL
    await polled(web, store, clock)
    assert len(web.asked) == 2 + REREAD_PER_POLL + 5


async def test_a_page_that_is_what_it_was_is_asked_for_as_often_and_not_read(
    store: Store,
) -> None:
    clock = FakeClock()
    web = FakeWeb([ONE], etag='"1"', page_etags={ONE.url: '"p"'})
    await polled(web, store, clock)
    for wait in (1, 5, 24):
        clock.forward(wait * HOUR)
        await polled(web, store, clock)
    assert web.asked.count(ONE.url) == 3
    assert len(web.hints) == 1  # the page was read once


async def test_a_page_that_changed_is_read_although_it_was_known(store: Store) -> None:
    clock, web = FakeClock(), FakeWeb([ONE], etag='"1"', page_etags={ONE.url: '"p"'})
    await polled(web, store, clock)
    clock.forward(HOUR)
    web.page_etags[ONE.url], web.pages[ONE.url] = '"q"', Extracted(None, MORE)
    await polled(web, store, clock)
    assert MORE in await body(store)
    clock.forward(5 * HOUR)
    web.pages[ONE.url] = Extracted(None, "not to be read")
    await polled(web, store, clock)
    assert MORE in await body(store)


async def test_a_page_of_no_use_is_read_again_whatever_its_server_says(store: Store) -> None:
    clock, web = FakeClock(), FakeWeb([ONE], etag='"1"', page_etags={ONE.url: '"p"'})
    web.pages[ONE.url] = NothingFound(Reason.NO_TEXT, "no article")
    await polled(web, store, clock)
    clock.forward(HOUR)
    web.pages[ONE.url] = Extracted(None, MORE)
    await polled(web, store, clock)
    assert MORE in await body(store)
