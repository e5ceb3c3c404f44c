"""What robots.txt forbids, allows and asks for; redirects too."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest
from protego import Protego

from daemon.fetch import WebFetcher
from daemon.fetch.robots import FORGIVEN, KEPT, LONGEST_DELAY, MOST_HELD, TOKEN, ours
from daemon.model.outcome import Failed, Fetched, Reason
from tests.fetch.conftest import loopback_settings
from tests.fetch.robots_desk import DOWN, SECOND, Desk, desk_at, pages_over, robots
from tests.fetch.server import LoopbackWeb, loopback_web, page, redirect


@pytest.fixture
async def desk(web: LoopbackWeb) -> AsyncIterator[Desk]:
    async with desk_at(web) as made:
        yield made


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
    desk.now += KEPT
    robots(desk.web, "")
    assert isinstance(await desk.ask("/private/a"), Fetched)
    assert desk.asked("/robots.txt") == 2


@pytest.mark.parametrize(
    "answer",
    [
        page(b"User-agent: *\nDisallow: /", status="404 Not Found"),
        page(b"User-agent: *\nDisallow: /", status="403 Forbidden"),
        page(b"User-agent: *\nDisallow: /", status="410 Gone"),
        page(b"", status="204 No Content"),
        page(b"x", length=5_000_000),
        redirect("/robots.txt"),
        redirect("http://10.0.0.1/robots.txt"),
    ],
)
async def test_where_there_is_no_robots_txt_all_is_allowed(desk: Desk, answer: bytes) -> None:
    desk.web.says("/robots.txt", answer)
    assert isinstance(await desk.ask("/a"), Fetched)
    asked = desk.asked("/robots.txt")
    desk.now += KEPT - SECOND
    await desk.ask("/a")
    assert desk.asked("/robots.txt") == asked


async def test_of_a_long_one_the_beginning_counts(desk: Desk) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /private/\n" + "#" * 600_000)
    assert await desk.reason("/private/a") is Reason.ROBOTS
    assert await desk.reason("/a") is None


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
    rules = Protego.parse(ours(text.encode()))
    rules.can_fetch("https://esta.example/" + "a" * 2000, TOKEN)
    assert time.process_time() - started < 1


async def test_what_many_hosts_say_takes_little_memory(desk: Desk) -> None:
    robots(desk.web, "User-agent: *\n" + "".join(f"Disallow: /{n:030}\n" for n in range(9000)))
    desk.fetcher = WebFetcher(loopback_settings(desk.web), resolve=anywhere)
    desk.restart()
    for number in range(12):
        url = desk.web.url("/a", host=f"host{number}.example")
        assert isinstance(await desk.pages.fetch(url, accept="text/html"), Fetched)
    held = [one.size for one in desk.pages._origins.values()]
    assert sum(held) <= MOST_HELD
    assert len(held) < 12
    assert not desk.notebook.kept, "so much is not written down"
    await desk.fetcher.aclose()


async def anywhere(_host: str) -> tuple[str, ...]:
    return ("127.0.0.1",)


async def test_an_address_that_is_none_is_for_the_fetcher_to_refuse(desk: Desk) -> None:
    refused = await desk.pages.fetch("http://a b/", accept="text/html")
    assert isinstance(refused, Failed)
    assert refused.reason is Reason.BAD_URL


@pytest.mark.parametrize("status", ["302 Found", "301 Moved Permanently", "307 Temporary Redirect"])
async def test_what_a_page_is_redirected_to_must_be_allowed_too(desk: Desk, status: str) -> None:
    robots(desk.web, "User-agent: *\nDisallow: /private/")
    desk.web.says("/go", redirect("/private/a", status))
    assert await desk.reason("/go") is Reason.ROBOTS
    assert desk.asked("/private/a") == 0
    desk.web.says("/go", redirect("/a", status))
    assert await desk.reason("/go") is None


async def test_another_host_is_asked_for_its_own_robots_txt(desk: Desk) -> None:
    async with loopback_web() as other:
        robots(other, "User-agent: *\nDisallow: /b")
        desk.web.says("/go", redirect(other.says("/b", page(b"article"))))
        async with pages_over(desk, other) as pages:
            refused = await pages.fetch(desk.web.url("/go"), accept="text/html")
        assert isinstance(refused, Failed)
        assert (refused.reason, [r.path for r in other.requests]) == (
            Reason.ROBOTS,
            ["/robots.txt"],
        )
        assert len(desk.notebook.kept) == 2


async def test_a_redirect_to_a_host_without_an_answer_waits_too(desk: Desk) -> None:
    async with loopback_web() as other:
        other.says("/robots.txt", DOWN)
        desk.web.says("/go", redirect(other.says("/b", page(b"article"))))
        async with pages_over(desk, other) as pages:
            refused = await pages.fetch(desk.web.url("/go"), accept="text/html")
        assert isinstance(refused, Failed)
        assert refused.reason is Reason.ROBOTS_UNKNOWN
        assert [r.path for r in other.requests] == ["/robots.txt"]


async def test_a_page_that_waits_says_until_when_at_most(desk: Desk) -> None:
    desk.web.says("/robots.txt", DOWN)
    refused = await desk.ask("/a")
    assert isinstance(refused, Failed)
    assert refused.reason is Reason.ROBOTS_UNKNOWN
    assert refused.detail.endswith(f"or until {desk.now + FORGIVEN:%Y-%m-%d %H:%M} UTC")
