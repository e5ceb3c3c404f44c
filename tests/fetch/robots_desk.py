"""Pages asked for through robots.txt, with a clock that stands and a notebook for a store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from daemon.fetch import PageFetcher, WebFetcher
from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from daemon.model.source import RobotsState
from tests.fetch.conftest import loopback_settings
from tests.fetch.server import LoopbackWeb, page

Outcome = Fetched | NotModified | Failed
NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DOWN = page(b"", status="503 Service Unavailable")


class Notebook:
    """What a store remembers, without one."""

    def __init__(self) -> None:
        self.kept: dict[str, RobotsState] = {}
        self.written = 0

    async def robots_state(self, origin: str) -> RobotsState | None:
        return self.kept.get(origin)

    async def save_robots(self, origin: str, state: RobotsState) -> None:
        self.kept[origin] = state
        self.written += 1


class Desk:
    """Pages asked for through robots.txt, at a time that stands until it is set."""

    def __init__(self, web: LoopbackWeb, fetcher: WebFetcher) -> None:
        self.now = NOW
        self.web = web
        self.fetcher = fetcher
        self.slowed: list[tuple[str, float]] = []
        fetcher.slow_down = lambda host, gap: self.slowed.append((host, gap))  # type: ignore[method-assign]
        self.notebook = Notebook()
        self.restart()
        web.says("/a", page(b"article"))
        web.says("/private/a", page(b"article"))

    def restart(self) -> None:
        self.pages = PageFetcher(self.fetcher, self.notebook, lambda: self.now)

    async def ask(self, path: str) -> Outcome:
        return await self.pages.fetch(self.web.url(path), accept="text/html")

    async def reason(self, path: str) -> Reason | None:
        """Why the page was not fetched; None: it was."""
        answer = await self.ask(path)
        return answer.reason if isinstance(answer, Failed) else None

    def asked(self, path: str) -> int:
        return sum(request.path == path for request in self.web.requests)


@asynccontextmanager
async def desk_at(web: LoopbackWeb) -> AsyncIterator[Desk]:
    fetcher = WebFetcher(loopback_settings(web, deadline=3.0))
    yield Desk(web, fetcher)
    await fetcher.aclose()


@asynccontextmanager
async def pages_over(desk: Desk, other: LoopbackWeb) -> AsyncIterator[PageFetcher]:
    """Pages of two hosts, with the desk's notebook."""
    both = loopback_settings(desk.web, allow_ports=(desk.web.port, other.port), deadline=3.0)
    fetcher = WebFetcher(both)
    yield PageFetcher(fetcher, desk.notebook, lambda: desk.now)
    await fetcher.aclose()


def robots(web: LoopbackWeb, text: str) -> None:
    web.says("/robots.txt", page(text.encode()))
