from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from daemon.fetch import PageFetcher, WebFetcher
from daemon.fetch.robots import FAILED_SECONDS, KEPT_SECONDS, LONGEST_DELAY, read_robots
from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from tests.fetch.conftest import loopback_settings
from tests.fetch.server import LoopbackWeb, page, redirect

Outcome = Fetched | NotModified | Failed


class Desk:
    """Pages asked for through robots.txt, at a time that stands until it is set."""

    def __init__(self, web: LoopbackWeb, fetcher: WebFetcher) -> None:
        self.now = 0.0
        self.web = web
        self.slowed: list[tuple[str, float]] = []
        fetcher.slow_down = lambda host, gap: self.slowed.append((host, gap))  # type: ignore[method-assign]
        self.pages = PageFetcher(fetcher, lambda: self.now)
        web.says("/a", page(b"article"))
        web.says("/private/a", page(b"article"))

    async def ask(self, path: str) -> Outcome:
        return await self.pages.fetch(self.web.url(path), accept="text/html")

    def asked(self, path: str) -> int:
        return sum(request.path == path for request in self.web.requests)


@asynccontextmanager
async def desk_at(web: LoopbackWeb) -> AsyncIterator[Desk]:
    fetcher = WebFetcher(loopback_settings(web, deadline=0.5))
    yield Desk(web, fetcher)
    await fetcher.aclose()


@pytest.fixture
async def desk(web: LoopbackWeb) -> AsyncIterator[Desk]:
    async with desk_at(web) as made:
        yield made


def robots(web: LoopbackWeb, text: str) -> None:
    web.says("/robots.txt", page(text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /private/",
        "User-agent: didevan\nDisallow: /private/",
        "user-agent:DIDEVAN # us\nDISALLOW: /priv*/a$",
        "\ufeffUser-agent: *\nDisallow: /\nAllow: /a",
        "User-agent: other\nUser-agent: *\nDisallow: /private/\n\nUser-agent: third\nDisallow: /",
    ],
)
async def test_what_robots_txt_forbids_is_not_fetched(desk: Desk, text: str) -> None:
    robots(desk.web, text)
    refused = await desk.ask("/private/a")
    assert isinstance(refused, Failed)
    assert refused.reason is Reason.ROBOTS
    assert desk.asked("/private/a") == 0
    assert isinstance(await desk.ask("/a"), Fetched)


async def test_rules_for_us_go_before_rules_for_all(desk: Desk) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /\n\nUser-agent: didevan\nDisallow: /x")
    assert isinstance(await desk.ask("/private/a"), Fetched)


async def test_rules_for_others_do_not_concern_us(desk: Desk) -> None:
    robots(desk.web, "User-agent: GPTBot\nDisallow: /\n\nUser-agent: didevan-images\nDisallow: /")
    assert isinstance(await desk.ask("/private/a"), Fetched)


async def test_robots_txt_is_asked_for_once_a_day(desk: Desk) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /private/")
    for _ in range(3):
        await desk.ask("/a")
    assert desk.asked("/robots.txt") == 1
    desk.now = KEPT_SECONDS
    robots(desk.web, "")
    assert isinstance(await desk.ask("/private/a"), Fetched)
    assert desk.asked("/robots.txt") == 2


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
async def test_where_there_is_no_robots_txt_all_is_allowed(desk: Desk, status: str) -> None:
    desk.web.says("/robots.txt", page(b"User-agent: *\nDisallow: /", status=status))
    assert isinstance(await desk.ask("/a"), Fetched)
    desk.now = FAILED_SECONDS
    await desk.ask("/a")
    assert desk.asked("/robots.txt") == 1


@pytest.mark.parametrize(
    "answer",
    [
        page(b"", status="503 Service Unavailable"),
        page(b"", status="429 Too Many Requests"),
        b"rubbish\r\n\r\n",
        page(b"x", length=600_000),
        redirect("/robots.txt"),
        redirect("http://10.0.0.1/robots.txt"),
    ],
)
async def test_when_it_cannot_be_had_pages_are_read_and_it_is_asked_for_again_soon(
    desk: Desk, answer: bytes
) -> None:
    desk.web.says("/robots.txt", answer)
    assert isinstance(await desk.ask("/a"), Fetched)
    robots(desk.web, "User-agent: *\nDisallow: /")
    desk.now = FAILED_SECONDS
    assert isinstance(await desk.ask("/a"), Failed)


async def test_what_it_said_before_stays_in_force_while_the_server_has_a_fault(
    desk: Desk,
) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /")
    await desk.ask("/a")
    desk.now = KEPT_SECONDS
    desk.web.says("/robots.txt", page(b"", status="500 Internal Server Error"))
    assert isinstance(await desk.ask("/a"), Failed)


@pytest.mark.parametrize(("stated", "gap"), [("3", 3.0), ("86400", LONGEST_DELAY), ("inf", None)])
async def test_a_crawl_delay_is_kept_to_within_reason(
    desk: Desk, stated: str, gap: float | None
) -> None:
    robots(desk.web, f"User-agent: *\nCrawl-delay: {stated}")
    assert isinstance(await desk.ask("/a"), Fetched)
    assert desk.slowed == ([] if gap is None else [("127.0.0.1", gap)])


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: a\n" * 5000 + "Disallow: /x\n" * 5000,
        "".join(f"User-agent: a{n}\n" for n in range(5000)) + "Disallow: /x\n" * 5000,
        "User-agent: *\n" + "Disallow: /" + "*a" * 200_000,
        "User-agent: *\n" + "Disallow: /*a*a*a*a*a*a*a*b$\n" * 8000,
        "\x00" * 400_000,
        "User-agent: *\nDisallow: /%zz%" + "%" * 1000,
    ],
)
def test_a_hostile_robots_txt_costs_little(text: str) -> None:
    started = time.process_time()
    rules = read_robots(text.encode())
    rules.can_fetch("https://esta.example/" + "a" * 2000, "didevan")
    assert time.process_time() - started < 1


async def test_an_address_that_is_none_is_for_the_fetcher_to_refuse(desk: Desk) -> None:
    refused = await desk.pages.fetch("http://a b/", accept="text/html")
    assert isinstance(refused, Failed)
    assert refused.reason is Reason.BAD_URL
