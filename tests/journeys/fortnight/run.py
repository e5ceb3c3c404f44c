"""The fortnight lived through: the real journeys and database, with time as an argument."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from daemon.cli.send import test_message
from daemon.config.load import load_settings
from daemon.model.alert import Silence
from daemon.model.post import Sent
from daemon.pipeline.deliver import drain
from daemon.pipeline.health import health, overdue
from daemon.schedule.cadence import AdaptivePlanner
from daemon.service.merging import merger_of
from daemon.service.opening import opened
from daemon.service.wiring import Journeys, wire
from daemon.store import Store
from tests.channels.post_office import opened as post_office
from tests.journeys.fortnight.desk import CONFIG
from tests.journeys.fortnight.harvest import Fortnight, harvest
from tests.journeys.fortnight.post import Sorting
from tests.journeys.fortnight.press import PRICES, RUBAR, Report, outlets
from tests.journeys.fortnight.script import (
    ASLEEP,
    BEGIN,
    END,
    FEED_DOWN,
    LIFTED,
    MINUTE,
    MUTED,
    POST_DOWN,
    REFUSING,
    prices,
    reports,
)
from tests.journeys.fortnight.web import NewsroomWeb, sources_toml

COARSE = timedelta(hours=1)
CLOSE = (0, 3, 5, 15, 18)
"""The minutes after each thing that happens that are lived through, beside every full hour."""


@dataclass
class Time:
    """The clock of everything."""

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now


async def live(folder: Path) -> Fortnight:
    """Live through the fortnight, with all files in ``folder``."""
    time = Time()
    office = Sorting(clock=time)
    told = reports()
    printed = [*told, *prices()]
    press = outlets(printed, BEGIN)
    (folder / "sources.toml").write_text(sources_toml(press), encoding="utf-8")
    async with post_office(office) as port:
        (folder / "config.toml").write_text(CONFIG.format(port=port), encoding="utf-8")
        settings = load_settings(folder / "sources.toml", folder / "config.toml", state_dir=folder)
        async with opened(settings.database) as store:
            web = NewsroomWeb(press, time)
            wired = wire(
                settings, store, clock=time, owner="fortnight", read_secret=lambda _name: None
            )
            await wired.fetcher.aclose()
            reader = replace(wired.collector.reader, fetcher=web)
            planner = AdaptivePlanner(jitter=lambda: 1.0)
            collector = replace(wired.collector, fetcher=web, reader=reader, planner=planner)
            journeys = replace(wired, collector=collector, fetcher=web)  # type: ignore[arg-type]
            desk = Watchkeeper(journeys, store, time, web, printed)
            try:
                await desk.watch()
            finally:
                await journeys.aclose()
    return await asyncio.to_thread(harvest, folder, press, office, desk.sent)


@dataclass
class Watchkeeper:
    """Does what the daemon's jobs do, whenever something can have changed."""

    journeys: Journeys
    store: Store
    time: Time
    web: NewsroomWeb
    told: list[Report]
    sent: dict[str, datetime] = field(default_factory=dict)

    async def watch(self) -> None:
        await self.journeys.begin()
        before = BEGIN - MINUTE
        for now in moments([one for one in self.told if one.kind is not PRICES]):
            self.time.now = now
            if now - before > COARSE:  # awake again: the jobs do not wait for the web
                await self._decide()
            await self._outside(now)
            printed = {one.outlet for one in self.told if before < one.at <= now}
            await self._collect(printed)
            await self._decide()
            before = now

    async def _outside(self, now: datetime) -> None:
        self.web.down = {RUBAR} if FEED_DOWN[0] <= now < FEED_DOWN[1] else set()
        if now == MUTED[0]:
            silence = Silence("the exercise is known", *MUTED, place="kirkuk-governorate")
            await self.store.add_silence(silence, now)
        if now == LIFTED:
            gone = next(one for one in self.journeys.settings.recipients if one.name == "gone")
            letter = test_message(gone, "news.example")  # as didevan send --test does
            await self.store.enqueue(replace(letter, created_at=now))

    async def _collect(self, printed: set[str]) -> None:
        sources = self.journeys.sources
        due = {*await self.store.due(sources, self.time(), len(sources)), *printed}
        for name in sorted(due):
            await self.journeys.collector.collect(sources[name])
        await merger_of(self.journeys, self.store, self.time).merge()

    async def _decide(self) -> None:
        settings = self.journeys.settings
        rows = health(settings.sources, await self.store.source_health())
        if not overdue(rows, self.time()):
            await self.journeys.digester.decide(settings.recipients)
        await self.journeys.alerter.decide(settings.recipients)
        await self.journeys.noticer.look()
        for outcome in await drain(self.journeys.deliverer):
            if isinstance(outcome.result, Sent):
                self.sent.setdefault(outcome.delivery.message.id, self.time())


def moments(told: list[Report]) -> Iterator[datetime]:
    """Every hour, and some minutes after something happened; none while asleep."""
    edges = [*MUTED, *ASLEEP, *POST_DOWN, *REFUSING, LIFTED, *FEED_DOWN, *(one.at for one in told)]
    close = {edge + minute * MINUTE for edge in edges for minute in CLOSE}
    wide = {BEGIN + number * COARSE for number in range(int((END - BEGIN) / COARSE))}
    yield from sorted(one for one in close | wide if one < END and not ASLEEP[0] <= one < ASLEEP[1])
