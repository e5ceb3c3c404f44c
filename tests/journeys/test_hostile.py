"""Whatever a source sends: the daemon lives, others are polled meanwhile, the reason is kept."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from daemon.model.article import Origin
from daemon.model.outcome import Reason
from daemon.pipeline.collect import ARTICLES_PER_POLL, Collected
from daemon.sources.entries import MOST_ENTRIES
from daemon.store import Store
from daemon.store.migrate import upgrade
from tests.fetch.server import LoopbackWeb, Play, closing, loopback_web, page, redirect
from tests.journeys.hostile_web import (
    HOSTILE_FEEDS,
    HOSTILE_PAGES,
    MOST_GROWTH,
    NEWS,
    Desk,
    Memory,
    desk_at,
    drip,
    feed,
    forever,
    html,
    item,
)

LATE = 15.0  # seconds that a healthy source may have to wait for a hostile one

ANSWERS: dict[str, tuple[bytes | Play, str]] = {
    **HOSTILE_FEEDS,
    "a drip": (drip, "deadline"),
    "without end": (forever, "too_large"),
    "a circle": (redirect("/hostile.xml"), "too_many_redirects"),
    "into our own network": (
        redirect("http://169.254.169.254/latest/meta-data"),
        "refused_address",
    ),
    "a broken answer": (b"nonsense\r\n\r\n", "bad_answer"),
    "half an answer": (page(b"<rss>", "Connection: close", length=5000), "truncated"),
    "a thousand headers": (
        closing("".join(f"X-{n}: y\r\n" for n in range(1000)), b"<rss/>"),
        "bad_answer",
    ),
    "gone for good": (page(b"", status="410 Gone"), "gone"),
}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    url = f"sqlite:///{tmp_path}/didevan.db"
    await upgrade(url)
    store = await Store.open(url)
    async with loopback_web() as web, desk_at(web, store) as made:
        healthy(web, 0)
        await made.collector.collect(made.source("healthy"))  # the children are there
        yield made
    await store.aclose()


def healthy(web: LoopbackWeb, number: int) -> None:
    path = f"/healthy/{number}"
    web.says(path, html(f"<article><h1>هەواڵ</h1><p>{NEWS * 4}</p></article>"))
    web.says("/healthy.xml", page(feed(item(web.url(path), number))))


async def polled_beside_a_healthy_one(desk: Desk) -> Collected:
    """What came of the hostile source, while a healthy one was polled again and again."""
    hostile = asyncio.create_task(desk.collector.collect(desk.source("hostile")))
    number = 0
    while not hostile.done() or not number:
        number += 1
        healthy(desk.web, number)
        began = time.monotonic()
        collected = await desk.collector.collect(desk.source("healthy"))
        assert time.monotonic() - began < LATE
        assert collected.stored.flagged == 1
        await asyncio.wait([hostile], timeout=0.1)
    return hostile.result()


@pytest.mark.parametrize("what", ANSWERS)
async def test_a_hostile_feed_hurts_nobody_and_its_reason_is_kept(desk: Desk, what: str) -> None:
    answer, reason = ANSWERS[what]
    desk.web.says("/hostile.xml", answer)
    memory = Memory()
    collected = await polled_beside_a_healthy_one(desk)
    assert memory.grown() < MOST_GROWTH
    assert collected.problem is not None
    assert collected.problem.reason == reason
    known = {row.source: row for row in await desk.store.source_health()}
    assert (known["hostile"].problem, known["hostile"].failures) == (reason, 1)
    assert known["healthy"].problem is None


async def test_newlines_before_a_feed_cost_nothing(desk: Desk) -> None:
    desk.web.says("/hostile.xml", page(feed(item("/x"), before="\n" * 100_000)))
    collected = await polled_beside_a_healthy_one(desk)
    assert (collected.problem, collected.entries) == (None, 1)


async def test_of_a_hundred_thousand_entries_the_first_are_read_a_few_at_a_time(
    desk: Desk,
) -> None:
    entries = (item(f"http://127.0.0.1:1/{n}", n) for n in range(100_000))
    desk.web.says("/hostile.xml", page(feed(*entries)))
    memory = Memory()
    collected = await polled_beside_a_healthy_one(desk)
    assert memory.grown() < MOST_GROWTH
    assert (collected.entries, len(collected.articles)) == (MOST_ENTRIES, ARTICLES_PER_POLL)
    assert collected.left == MOST_ENTRIES - ARTICLES_PER_POLL
    assert "100000 entries" in collected.note


@pytest.mark.parametrize("what", HOSTILE_PAGES)
async def test_a_hostile_page_hides_nothing(desk: Desk, what: str) -> None:
    desk.web.says("/page", html(HOSTILE_PAGES[what]))
    desk.web.says("/hostile.xml", page(feed(item(desk.web.url("/page")))))
    memory = Memory()
    collected = await polled_beside_a_healthy_one(desk)
    assert memory.grown() < MOST_GROWTH
    (article,) = collected.articles
    assert article.verdict.flagged
    assert article.origin in {Origin.RAW, Origin.PAGE}
    if article.origin is Origin.RAW:
        assert article.problem is not None
        known = await desk.store.recent_articles(source="hostile")
        assert [(one.origin, one.flagged) for one in known] == [(Origin.RAW, True)]


async def test_a_source_whose_pages_all_take_too_long_keeps_nobody_waiting(desk: Desk) -> None:
    pages = [desk.web.says(f"/slow/{n}", html(HOSTILE_PAGES["cells"])) for n in range(12)]
    desk.web.says("/hostile.xml", page(feed(*(item(url, n) for n, url in enumerate(pages)))))
    collected = await polled_beside_a_healthy_one(desk)
    reasons = [article.problem for article in collected.articles]
    assert len(reasons) == 12
    assert all(article.verdict.flagged for article in collected.articles)
    assert reasons.count(Reason.OVERRAN) >= 10


async def test_a_source_that_is_well_again_has_no_problem(desk: Desk) -> None:
    desk.web.says("/hostile.xml", page(b"", status="500 Internal Server Error"))
    await desk.collector.collect(desk.source("hostile"))
    desk.clock.forward(timedelta(hours=1))
    desk.web.says("/hostile.xml", page(feed(item("/x"))))
    await desk.collector.collect(desk.source("hostile"))
    known = {row.source: row for row in await desk.store.source_health()}
    assert (known["hostile"].problem, known["hostile"].failures) == (None, 0)
