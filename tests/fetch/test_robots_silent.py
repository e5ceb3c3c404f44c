"""A robots.txt that gives no answer: for now that means no, and it is not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from daemon.fetch import WebFetcher
from daemon.fetch.client import Parts
from daemon.fetch.robots import FIRST_RETRY, FORGIVEN, KEPT, LONGEST_RETRY, OUTDATED
from daemon.model.outcome import Failed, Reason
from tests.fetch.conftest import loopback_settings
from tests.fetch.robots_desk import DOWN, SECOND, Desk, desk_at, pages_over, robots
from tests.fetch.server import LoopbackWeb, Play, loopback_web, page, redirect


@pytest.fixture
async def desk(web: LoopbackWeb) -> AsyncIterator[Desk]:
    async with desk_at(web) as made:
        yield made


async def never(writer: asyncio.StreamWriter) -> None:
    """Say nothing until the other side has gone."""
    await writer.drain()
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    "answer",
    [
        DOWN,
        page(b"", status="429 Too Many Requests"),
        b"rubbish\r\n\r\n",
        page(b"x", length=9),
        never,
    ],
)
async def test_while_it_gives_no_answer_no_page_is_fetched(
    desk: Desk, answer: bytes | Play
) -> None:
    desk.web.says("/robots.txt", closed(answer))
    assert await desk.reason("/a") is Reason.ROBOTS_UNKNOWN
    assert desk.asked("/a") == 0


def closed(answer: bytes | Play) -> bytes | Play:
    """An answer that breaks off where it promises more than it has."""
    if not isinstance(answer, bytes) or b"Length: 9" not in answer:
        return answer
    return answer.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK\r\nConnection: close")


async def test_a_host_that_cannot_be_reached_is_left_alone(desk: Desk) -> None:
    async with loopback_web() as gone:
        dead = gone.url("/a")
    async with pages_over(desk, gone) as pages:
        refused = await pages.fetch(dead, accept="text/html")
    assert isinstance(refused, Failed)
    assert refused.reason is Reason.ROBOTS_UNKNOWN


async def test_asking_many_hosts_for_permission_ends(web: LoopbackWeb) -> None:
    """Each robots.txt may take a deadline of its own, all of one page together two."""
    asked = []

    async def slow(target: Parts) -> None:
        asked.append(target.url)
        await asyncio.sleep(0.15)

    for number in range(5):
        web.says(f"/{number}", redirect(f"/{number + 1}"))
    fetcher = WebFetcher(loopback_settings(web, deadline=0.2))
    ended = await fetcher.fetch(web.url("/0"), accept="text/html", permit=slow)
    await fetcher.aclose()
    assert isinstance(ended, Failed)
    assert (ended.reason, "permits" in ended.detail) == (Reason.DEADLINE, True)
    assert asked == [web.url(f"/{number}") for number in range(3)]


async def test_it_is_asked_for_again_soon_and_then_less_often(desk: Desk) -> None:
    desk.web.says("/robots.txt", DOWN)
    waits = [FIRST_RETRY * (1 << n) for n in range(4)] + [LONGEST_RETRY] * 2
    for number, wait in enumerate(waits, start=1):
        await desk.ask("/a")
        desk.now += wait - SECOND
        await desk.ask("/a")
        assert desk.asked("/robots.txt") == number
        desk.now += SECOND
    robots(desk.web, "")
    assert await desk.reason("/a") is None


async def test_a_time_that_the_server_names_is_waited_for(desk: Desk) -> None:
    busy = page(b"", "Retry-After: 1200", status="503 Service Unavailable")
    desk.web.says("/robots.txt", busy)
    await desk.ask("/a")
    desk.now += timedelta(seconds=1199)
    await desk.ask("/a")
    assert desk.asked("/robots.txt") == 1
    desk.now += SECOND
    await desk.ask("/a")
    assert desk.asked("/robots.txt") == 2


async def test_no_answer_for_days_counts_as_none_to_be_had(desk: Desk) -> None:
    desk.web.says("/robots.txt", DOWN)
    await desk.ask("/a")
    desk.now += FORGIVEN - SECOND
    assert await desk.reason("/a") is Reason.ROBOTS_UNKNOWN
    desk.now += SECOND
    assert await desk.reason("/a") is None
    robots(desk.web, "User-agent: *\nDisallow: /")
    desk.now += LONGEST_RETRY
    assert await desk.reason("/a") is Reason.ROBOTS


async def test_what_it_said_before_stays_in_force_for_a_month_without_an_answer(
    desk: Desk,
) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /private/")
    await desk.ask("/a")
    desk.now += KEPT
    desk.web.says("/robots.txt", DOWN)
    assert await desk.reason("/a") is None
    desk.now += OUTDATED - SECOND
    assert await desk.reason("/private/a") is Reason.ROBOTS
    desk.now += LONGEST_RETRY
    assert await desk.reason("/private/a") is None


async def test_that_there_was_none_stays_true_without_an_answer(desk: Desk) -> None:
    await desk.ask("/a")
    desk.now += KEPT
    desk.web.says("/robots.txt", DOWN)
    assert await desk.reason("/a") is None


async def test_a_restart_forgets_neither_what_it_said_nor_its_silence(desk: Desk) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /private/\nCrawl-delay: 3")
    await desk.ask("/a")
    desk.restart()
    desk.slowed.clear()
    assert await desk.reason("/private/a") is Reason.ROBOTS
    assert desk.asked("/robots.txt") == 1
    assert desk.slowed == [("127.0.0.1", 3.0)]
    desk.web.says("/robots.txt", DOWN)
    desk.now += KEPT
    await desk.ask("/a")
    silent_since = desk.now
    desk.now += LONGEST_RETRY
    desk.restart()
    assert await desk.reason("/private/a") is Reason.ROBOTS
    assert [one.unreachable_since for one in desk.notebook.kept.values()] == [silent_since]


async def test_a_silence_is_written_down_once(desk: Desk) -> None:
    desk.web.says("/robots.txt", DOWN)
    for _ in range(5):
        await desk.ask("/a")
        desk.now += LONGEST_RETRY
    assert (desk.asked("/robots.txt"), desk.notebook.written) == (5, 1)


async def test_after_the_clock_was_set_back_it_is_asked_for_again(desk: Desk) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /private/")
    await desk.ask("/a")
    desk.now -= timedelta(days=400)
    desk.restart()
    await desk.ask("/a")
    assert desk.asked("/robots.txt") == 2
