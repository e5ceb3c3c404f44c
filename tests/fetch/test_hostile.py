"""What a hostile or broken server gets: a stored reason, within its time and memory."""

from __future__ import annotations

import asyncio

import pytest

from daemon.fetch import WebFetcher
from daemon.model.outcome import Failed, Fetched, Reason
from tests.fetch.bombs import MEGABYTE, gzip_bomb
from tests.fetch.conftest import Fetch, loopback_settings
from tests.fetch.server import LoopbackWeb, closing, page, redirect

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(closing(""))
    while True:
        writer.write(b"x" * 65536)
        await writer.drain()


async def endless_chunks(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        await writer.drain()


async def endless_redirect_body(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /ok\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")
        await writer.drain()


async def endless_hints(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


def dripping(head: bytes, body: bytes) -> object:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for byte in body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)

    return drip


async def silence(_: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def slam(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def reset_midway(writer: asyncio.StreamWriter) -> None:
    writer.write(page(b"half", length=1000))
    await writer.drain()
    writer.transport.abort()


@pytest.mark.parametrize("play", [endless, endless_chunks])
async def test_an_endless_body_ends_at_the_bound(
    web: LoopbackWeb, fetch: Fetch, play: object
) -> None:
    outcome = await fetch(web.says("/endless", play))  # type: ignore[arg-type]
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TOO_LARGE


async def test_a_redirects_own_body_is_not_read(web: LoopbackWeb, fetch: Fetch) -> None:
    web.says("/ok", page(b"fine"))
    outcome = await fetch(web.says("/endless", endless_redirect_body))
    assert isinstance(outcome, Fetched)
    assert outcome.body == b"fine"


@pytest.mark.parametrize(
    "play",
    [
        silence,
        endless_hints,
        dripping(b"", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50),
        dripping(page(b"", length=1000), b"x" * 1000),
    ],
    ids=["silence", "endless 103", "slow head", "slow body"],
)
async def test_the_total_deadline_ends_whatever_is_slow(
    web: LoopbackWeb, fetch: Fetch, play: object
) -> None:
    clock = asyncio.get_running_loop()
    started = clock.time()
    outcome = await fetch(web.says("/slow", play), deadline=0.3)  # type: ignore[arg-type]
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.DEADLINE
    assert clock.time() - started == pytest.approx(0.3)


async def test_the_deadline_counts_over_all_redirects(web: LoopbackWeb, fetch: Fetch) -> None:
    def slowly(following: str) -> object:
        async def answer(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.15)
            writer.write(redirect(following))

        return answer

    for hop in range(4):
        web.says(f"/{hop}", slowly(f"/{hop + 1}"))  # type: ignore[arg-type]
    outcome = await fetch(web.url("/0"), deadline=0.3)
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.DEADLINE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (slam, Reason.BAD_ANSWER),
        (reset_midway, Reason.TRUNCATED),
        (page(b"half", "Connection: close", length=1000), Reason.TRUNCATED),
        (closing("Transfer-Encoding: chunked\r\n", b"5\r\nab"), Reason.TRUNCATED),
        (closing("Transfer-Encoding: chunked\r\n", b"5\r\nabcde\r\n"), Reason.TRUNCATED),
        (closing("Transfer-Encoding: chunked\r\n", b"zzz\r\nab\r\n"), Reason.BAD_ANSWER),
        (page(gzip_bomb(1)[:-30], "Content-Encoding: gzip"), Reason.TRUNCATED),
        (closing("Content-Encoding: gzip\r\n", gzip_bomb(1)[:-4]), Reason.TRUNCATED),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", Reason.BAD_ANSWER),
        (b"\0" * 4000 + b"\r\n\r\n", Reason.BAD_ANSWER),
        (HEAD + b"X: " + b"y" * MEGABYTE + b"\r\n\r\n", Reason.BAD_ANSWER),
        (HEAD + b"A: b\r\n" * 100_000 + b"\r\n", Reason.BAD_ANSWER),
        (HEAD + b"Set-Cookie: a=b\r\n" * 300 + b"Content-Length: 0\r\n\r\n", Reason.BAD_ANSWER),
        (page(b"", length=9_000_000_000), Reason.TOO_LARGE),
        (HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", Reason.BAD_ANSWER),
        (HEAD + b"Content-Length: -1\r\n\r\n", Reason.BAD_ANSWER),
        (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", Reason.BAD_ANSWER),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", Reason.BAD_ANSWER),
    ],
)
async def test_a_broken_answer_is_never_a_body(
    web: LoopbackWeb, fetch: Fetch, answer: bytes, reason: Reason
) -> None:
    outcome = await fetch(web.says("/broken", answer))
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason is reason, outcome
    assert outcome.detail


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("", Reason.BAD_REDIRECT),
        ("file:///etc/passwd", Reason.BAD_REDIRECT),
        ("ftp://example.org/", Reason.BAD_REDIRECT),
        ("javascript:alert(1)", Reason.BAD_REDIRECT),
        ("data:text/xml,<rss/>", Reason.BAD_REDIRECT),
        ("http://", Reason.TOO_MANY_REDIRECTS),
        ("http://[::1", Reason.BAD_REDIRECT),
        ("http://exa mple.org/", Reason.BAD_REDIRECT),
        ("http://a:99999/", Reason.REFUSED_ADDRESS),
        ("http://user:secret@example.org/", Reason.BAD_REDIRECT),
        ("http://10.0.0.1/", Reason.REFUSED_ADDRESS),
        ("//169.254.169.254/latest/meta-data/", Reason.REFUSED_ADDRESS),
        ("http://2130706433/", Reason.REFUSED_ADDRESS),
        ("http://127.0.0.1:22/", Reason.REFUSED_ADDRESS),
    ],
)
async def test_a_redirect_to_the_wrong_place_is_refused(
    web: LoopbackWeb, fetch: Fetch, location: str, reason: Reason
) -> None:
    outcome = await fetch(web.says("/from", redirect(location)))
    assert isinstance(outcome, Failed), outcome
    assert outcome.reason is reason, outcome
    assert "secret" not in outcome.detail


async def test_five_redirects_are_followed_and_six_are_not(web: LoopbackWeb, fetch: Fetch) -> None:
    for hop in range(6):
        web.says(f"/{hop}", redirect(f"/{hop + 1}"))
    web.says("/6", page(b"fine"))
    assert isinstance(await fetch(web.url("/1")), Fetched)
    outcome = await fetch(web.url("/0"))
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TOO_MANY_REDIRECTS


async def test_a_circle_of_redirects_ends_at_once(web: LoopbackWeb, fetch: Fetch) -> None:
    web.says("/a", redirect("/b", "301 Moved"))
    web.says("/b", redirect("/a", "301 Moved"))
    outcome = await fetch(web.url("/a"))
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TOO_MANY_REDIRECTS
    assert len(web.requests) == 2


async def test_a_smaller_limit_can_be_asked_for(web: LoopbackWeb, fetch: Fetch) -> None:
    url = web.says("/page", closing("", b"x" * 1000))
    assert isinstance(await fetch(url, limit=1000), Fetched)
    outcome = await fetch(url, limit=999)
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TOO_LARGE


async def test_a_slow_host_holds_up_no_other_and_is_asked_by_few_at_once(
    web: LoopbackWeb,
) -> None:
    resolved = {"slow.example": ("127.0.0.1",), "quick.example": ("127.0.0.1",)}

    async def resolve(host: str) -> tuple[str, ...]:
        return resolved[host]

    released = asyncio.Event()
    asked = 0

    async def slow(writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await released.wait()
        writer.write(page(b"late"))

    web.says("/slow", slow)
    web.says("/quick", page(b"fine"))
    fetcher = WebFetcher(loopback_settings(web, concurrency=3, per_host=2), resolve=resolve)
    waiting = [
        asyncio.create_task(fetcher.fetch(web.url("/slow", "slow.example"), accept="*/*"))
        for _ in range(6)
    ]
    await asyncio.sleep(1)
    quick = await fetcher.fetch(web.url("/quick", "quick.example"), accept="*/*")
    assert isinstance(quick, Fetched)
    assert asked == 2, "and none of the six was done before"
    released.set()
    assert all(isinstance(outcome, Fetched) for outcome in await asyncio.gather(*waiting))
    await fetcher.aclose()


async def test_waiting_for_a_turn_does_not_use_up_the_deadline(web: LoopbackWeb) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.15)
        writer.write(page(b"late"))

    url = web.says("/slow", slow)
    fetcher = WebFetcher(loopback_settings(web, per_host=1, deadline=0.3))
    outcomes = await asyncio.gather(*(fetcher.fetch(url, accept="*/*") for _ in range(4)))
    await fetcher.aclose()
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)


async def test_closing_ends_what_is_under_way_with_a_reason(web: LoopbackWeb) -> None:
    begun = asyncio.Event()

    async def stuck(_: asyncio.StreamWriter) -> None:
        begun.set()
        await asyncio.Event().wait()

    fetcher = WebFetcher(loopback_settings(web))
    waiting = asyncio.create_task(fetcher.fetch(web.says("/stuck", stuck), accept="*/*"))
    await begun.wait()
    await fetcher.aclose()
    assert await waiting == Failed(Reason.CONNECTION_FAILED, "the connection broke")
