"""What comes of an honest server's answers."""

from __future__ import annotations

import gzip
import zlib

import pytest

from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from daemon.model.source import Validators
from tests.fetch.conftest import Fetch
from tests.fetch.server import LoopbackWeb, closing, page, redirect

BODY = "<rss>دەنگوباسی ئەمڕۆ</rss>".encode()


def fetched(outcome: object) -> Fetched:
    assert isinstance(outcome, Fetched), outcome
    return outcome


def failed(outcome: object) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


async def test_a_page_arrives_whole_with_its_validators(web: LoopbackWeb, fetch: Fetch) -> None:
    date = "Sun, 22 Feb 2026 10:00:00 GMT"
    url = web.says("/feed", page(BODY, 'ETag: W/"7"', f"Last-Modified: {date}", "X-A: 1", "x-a: 2"))
    got = fetched(await fetch(url))
    assert (got.url, got.status, got.body) == (url, 200, BODY)
    assert (got.etag, got.last_modified, got.moved_to) == ('W/"7"', date, None)
    assert got.headers["x-a"] == "2"


async def test_who_asks_is_told_and_only_codings_we_bound_are_offered(
    web: LoopbackWeb, fetch: Fetch
) -> None:
    await fetch(web.says("/feed", page(BODY)))
    headers = web.requests[0].headers
    assert headers["user-agent"] == "didevan-test (+https://example.org/contact)"
    assert headers["accept"] == "application/rss+xml"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "referer", "if-none-match", "if-modified-since"} & set(headers)


async def test_validators_are_shown_and_not_modified_is_an_outcome(
    web: LoopbackWeb, fetch: Fetch
) -> None:
    url = web.says("/feed", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    shown = Validators(etag='"7"', last_modified="Sun, 22 Feb 2026 10:00:00 GMT")
    assert await fetch(url, validators=shown) == NotModified(url)
    assert web.requests[0].headers["if-none-match"] == '"7"'
    assert web.requests[0].headers["if-modified-since"] == shown.last_modified


async def test_not_modified_without_anything_shown_is_a_bad_answer(
    web: LoopbackWeb, fetch: Fetch
) -> None:
    url = web.says("/feed", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert failed(await fetch(url)).reason is Reason.BAD_ANSWER


@pytest.mark.parametrize("etag", ['"ێ"', '"' + "x" * 2000 + '"'])
async def test_an_etag_that_cannot_be_sent_back_is_not_kept(
    web: LoopbackWeb, fetch: Fetch, etag: str
) -> None:
    assert fetched(await fetch(web.says("/feed", page(BODY, f"ETag: {etag}")))).etag is None


async def test_a_stored_etag_that_is_not_ascii_is_a_value_not_an_exception(
    web: LoopbackWeb, fetch: Fetch
) -> None:
    url = web.says("/feed", page(BODY))
    assert failed(await fetch(url, validators=Validators(etag='"ێ"'))).reason is Reason.BAD_ANSWER


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("x-gzip", gzip.compress(BODY)),
        ("gzip", gzip.compress(BODY[:9]) + gzip.compress(BODY[9:])),
        ("gzip", gzip.compress(BODY) + b"\0" * 100),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY)[2:-4]),
        ("identity", BODY),
        ("GZIP, identity", gzip.compress(BODY)),
    ],
    ids=["gzip", "x-gzip", "members", "padded", "zlib", "bare deflate", "identity", "both"],
)
async def test_one_layer_of_packing_is_undone(
    web: LoopbackWeb, fetch: Fetch, coding: str, packed: bytes
) -> None:
    url = web.says("/feed", page(packed, f"Content-Encoding: {coding}"))
    assert fetched(await fetch(url)).body == BODY


async def test_a_large_packed_body_comes_out_byte_for_byte(web: LoopbackWeb, fetch: Fetch) -> None:
    body = b"".join(b"%d;" % (n * n) for n in range(90_000)) + b"\0" * 200_000
    url = web.says("/feed", page(gzip.compress(body), "Content-Encoding: gzip"))
    assert fetched(await fetch(url, max_body=len(body))).body == body
    assert failed(await fetch(url, max_body=len(body) - 1)).reason is Reason.TOO_LARGE


async def test_chunked_and_unmeasured_bodies_arrive(web: LoopbackWeb, fetch: Fetch) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunked = head + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert fetched(await fetch(web.says("/chunked", chunked))).body == b"abcde"
    assert fetched(await fetch(web.says("/close", closing("", BODY)))).body == BODY


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("204 No Content", Reason.BAD_ANSWER),
        ("206 Partial Content", Reason.BAD_ANSWER),
        ("400 Bad Request", Reason.HTTP_CLIENT_ERROR),
        ("401 Unauthorized", Reason.FORBIDDEN),
        ("403 Forbidden", Reason.FORBIDDEN),
        ("404 Not Found", Reason.NOT_FOUND),
        ("410 Gone", Reason.GONE),
        ("418 Teapot", Reason.HTTP_CLIENT_ERROR),
        ("429 Slow down", Reason.RATE_LIMITED),
        ("451 Law", Reason.FORBIDDEN),
        ("500 Broken", Reason.HTTP_SERVER_ERROR),
        ("503 Busy", Reason.HTTP_SERVER_ERROR),
        ("999 Odd", Reason.BAD_ANSWER),
    ],
)
async def test_each_status_has_its_reason(
    web: LoopbackWeb, fetch: Fetch, status: str, reason: Reason
) -> None:
    outcome = failed(await fetch(web.says("/feed", page(b"", status=status))))
    assert (outcome.reason, outcome.status) == (reason, int(status[:3]))


async def test_a_challenge_page_is_a_bot_wall(web: LoopbackWeb, fetch: Fetch) -> None:
    wall = page(b"Just a moment", "cf-mitigated: challenge", status="403 Forbidden")
    assert failed(await fetch(web.says("/feed", wall))).reason is Reason.BOT_WALL


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("1", 60.0),
        ("-5", 60.0),
        ("1e20", 86400.0),
        ("inf", 86400.0),
        ("nan", None),
        ("soon", None),
        ("Sun, 22 Feb 2026 10:10:00 GMT", 600.0),
        ("Sun, 22 Feb 1970 10:10:00 GMT", 60.0),
        ("Sun, 99 Feb 2026 10:10:00 GMT", None),
    ],
)
async def test_retry_after_is_read_and_held_within_bounds(
    web: LoopbackWeb, fetch: Fetch, value: str, seconds: float | None
) -> None:
    headers = (f"Retry-After: {value}", "Date: Sun, 22 Feb 2026 10:00:00 GMT")
    outcome = failed(await fetch(web.says("/feed", page(b"", *headers, status="429 Slow"))))
    assert outcome.retry_after == seconds


async def test_only_permanent_redirects_move_a_feed(web: LoopbackWeb, fetch: Fetch) -> None:
    web.says("/new", page(BODY))
    web.says("/newer", redirect("/new", "308 Permanent Redirect"))
    url = web.says("/old", redirect("/newer", "301 Moved Permanently"))
    got = fetched(await fetch(url))
    assert (got.url, got.moved_to) == (web.url("/new"), web.url("/new"))


async def test_a_temporary_hop_ends_what_is_remembered(web: LoopbackWeb, fetch: Fetch) -> None:
    web.says("/new", page(BODY))
    web.says("/today", redirect("/new", "301 Moved Permanently"))
    web.says("/moved", redirect("/today", "302 Found"))
    url = web.says("/old", redirect("/moved", "301 Moved Permanently"))
    got = fetched(await fetch(url))
    assert (got.url, got.moved_to) == (web.url("/new"), web.url("/moved"))


async def test_kurdish_letters_in_addresses_and_redirects_are_followed(
    web: LoopbackWeb, fetch: Fetch
) -> None:
    encoded = "/%D9%87%DB%95%D9%88%D8%A7%DA%B5"
    web.says(encoded, page(BODY))
    url = web.says("/old", redirect("/هەواڵ#سەرەوە"))
    assert fetched(await fetch(url)).url == web.url(encoded)
    assert fetched(await fetch(web.url("/هەواڵ"))).body == BODY


async def test_cookies_are_neither_kept_nor_sent(web: LoopbackWeb) -> None:
    from daemon.fetch import WebFetcher
    from tests.fetch.conftest import loopback_settings

    url = web.says("/feed", page(BODY, *(f"Set-Cookie: a{n}=1; Path=/" for n in range(50))))
    fetcher = WebFetcher(loopback_settings(web))
    for _ in range(2):
        fetched(await fetcher.fetch(url, accept="*/*"))
    await fetcher.aclose()
    assert all("cookie" not in request.headers for request in web.requests)
    assert web.connections == 1


async def test_the_environment_names_no_proxy(
    web: LoopbackWeb, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(await fetch(web.says("/feed", page(BODY)))).body == BODY
