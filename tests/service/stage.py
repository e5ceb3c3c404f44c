"""A watch with a real store and the real wiring, between a web that hangs and a fake channel."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import cast

from daemon.config.operator import FetchLimits, MailIdentity
from daemon.config.settings import Settings
from daemon.model.outcome import Failed, Fetched, NotModified, Reason
from daemon.model.post import DigestContent, DigestPeriod, Message, Recipient
from daemon.model.source import Validators
from daemon.rules.matcher import Matcher
from daemon.service.watch import Watch
from daemon.service.wiring import Journeys, wire
from daemon.service.work import Work
from daemon.store import Store
from tests.pipeline.fakes import NOT_ASKED, NOW, SOURCE, FakeChannel, FakeClock, FakeRules

SHILAN = Recipient("shilan", "shilan@example.org", "post")
LIMITS = FetchLimits("", 5.0, 4, 2, 100_000, (), ())
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
NAMES = ("a", "b", "c", "d")


class HangingWeb:
    """A web whose every answer waits for ``gate``."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()
        self.reached = asyncio.Event()
        self.asked: list[str] = []
        self.closed = asyncio.Event()
        self.error: Exception | None = None

    async def fetch(
        self,
        url: str,
        *,
        accept: str,
        validators: Validators = NOT_ASKED,
        limit: int | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> Fetched | NotModified | Failed:
        assert (bool(accept), validators, limit) == (True, NOT_ASKED, None)
        assert headers == NO_HEADERS
        self.asked.append(url)
        self.reached.set()
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return Failed(Reason.NOT_FOUND, "404")

    async def aclose(self) -> None:
        self.closed.set()


def settings(folder: Path, *names: str, at_once: int = 8) -> Settings:
    """Settings with a source for each name."""
    sources = [replace(SOURCE, name=name, url=f"https://{name}.example/") for name in names]
    return Settings(
        sources=(*sources, replace(SOURCE, name="off", enabled=False)),
        recipients=(SHILAN,),
        channels=(),
        database=f"sqlite:///{folder}/didevan.db",
        fetch=LIMITS,
        mail=MailIdentity("Dîdevan <didevan@example.org>", "example.org"),
        digest_max_age=timedelta(days=7),
        retention=None,
        poll_concurrency=at_once,
        rules_folder=None,
        rules=cast("Matcher", FakeRules()),
        state_dir=folder,
    )


class Stage:
    """A watch over a real store, a web that hangs, and a channel."""

    def __init__(self, store: Store, clock: FakeClock, folder: Path) -> None:
        self.store = store
        self.clock = clock
        self.folder = folder
        self.work = Work()
        self.web = HangingWeb()
        self.channel = FakeChannel()
        self.watch = Watch(self.journeys(*NAMES, at_once=3), store, self.work, clock)

    def journeys(self, *names: str, at_once: int = 8) -> Journeys:
        """The real wiring, with the web and the channel put into its place."""
        wired = wire(
            settings(self.folder, *names, at_once=at_once),
            self.store,
            clock=self.clock,
            owner="us",
            read_secret=lambda _name: None,
        )
        wired.deliverer.channels = {"post": self.channel}
        wired.deliverer.retry_at = lambda _delivery, now: now + timedelta(minutes=1)
        reader = replace(wired.collector.reader, fetcher=self.web)
        collector = replace(wired.collector, fetcher=self.web, reader=reader)
        return replace(
            wired,
            collector=collector,
            fetcher=self.web,  # type: ignore[arg-type]
            channels={"post": self.channel},
        )

    async def tick(self) -> None:
        """One tick, and everything that it starts at once."""
        await self.watch.tick()
        await asyncio.wait([self.work._tasks["due"]], timeout=5)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        async with asyncio.timeout(5):
            while tasks := set(self.work._tasks.values()):
                await asyncio.wait(tasks)

    async def enqueue(self, *names: str) -> None:
        for name in names:
            period = DigestPeriod(f"{name}@07:00", name, NOW.date(), NOW)
            message = Message(f"<{name}@x>", "digest", name, "", "post", "", "", "", NOW)
            content = DigestContent(period, NOW, timedelta(0), (), 0, ())
            assert await self.store.save_digest(content, message)
