"""A source's own headers go to the source, and to nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from daemon.fetch import WebFetcher
from tests.fetch.conftest import loopback_settings
from tests.fetch.server import LoopbackWeb, page, redirect

SENT = {"X-Reader": "1", "User-Agent": "a reader", "Accept": "nothing"}


@pytest.fixture
async def fetcher(web: LoopbackWeb) -> AsyncIterator[WebFetcher]:
    opened = WebFetcher(loopback_settings(web))
    yield opened
    await opened.aclose()


@pytest.mark.parametrize(("host", "told"), [("127.0.0.1", "1"), ("localhost", None)])
async def test_redirected_to_another_host_they_stay_behind(
    web: LoopbackWeb, fetcher: WebFetcher, host: str, told: str | None
) -> None:
    web.says("/there", page(b"there"))
    url = web.says("/feed", redirect(web.url("/there", host)))
    await fetcher.fetch(url, accept="text/html", headers=SENT)
    first, second = (request.headers for request in web.requests)
    assert (first["x-reader"], first["user-agent"]) == ("1", "a reader")
    assert second.get("x-reader") == told


async def test_what_a_fetch_itself_asks_goes_before_them(
    web: LoopbackWeb, fetcher: WebFetcher
) -> None:
    await fetcher.fetch(web.says("/feed", page(b"")), accept="text/html", headers=SENT)
    assert web.requests[0].headers["accept"] == "text/html"
