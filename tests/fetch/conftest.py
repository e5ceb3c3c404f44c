"""A loopback web and a fetcher that may reach it, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import pytest

from daemon.fetch import FetchSettings, WebFetcher
from daemon.model.outcome import Failed, Fetched, NotModified
from daemon.model.source import Validators
from tests.fetch.server import LoopbackWeb, loopback_web
from tests.idle_clock import LoopFactory, idle_clock

Fetch = Callable[..., Awaitable[Fetched | NotModified | Failed]]


def pytest_asyncio_loop_factories() -> Mapping[str, LoopFactory]:
    return idle_clock()


@pytest.fixture
async def web() -> AsyncIterator[LoopbackWeb]:
    async with loopback_web() as started:
        yield started


def loopback_settings(web: LoopbackWeb, **changes: object) -> FetchSettings:
    given: dict[str, object] = {
        "user_agent": "didevan-test (+https://example.org/contact)",
        "deadline": 5.0,
        "max_body": 1_000_000,
        "allow_networks": ("127.0.0.0/8",),
        "allow_ports": (web.port,),
        "gap": 0.0,
        **changes,
    }
    return FetchSettings(**given)  # type: ignore[arg-type]


@pytest.fixture
async def fetch(web: LoopbackWeb) -> AsyncIterator[Fetch]:
    """Fetch from the loopback web; keywords beside the port's own change the settings."""
    opened: list[WebFetcher] = []

    async def run(
        url: str,
        *,
        validators: Validators | None = None,
        limit: int | None = None,
        **changes: object,
    ) -> Fetched | NotModified | Failed:
        fetcher = WebFetcher(loopback_settings(web, **changes))
        opened.append(fetcher)
        return await fetcher.fetch(
            url, accept="application/rss+xml", validators=validators or Validators(), limit=limit
        )

    yield run
    for fetcher in opened:
        await fetcher.aclose()
