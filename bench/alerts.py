"""What deciding alerts costs when many stories are open: a look at all, and one at what is new."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from bench.rules import articles, page
from daemon.extract import extract
from daemon.model.alert import Alerting, Interest
from daemon.model.article import Precision, Severity
from daemon.model.language import Language
from daemon.model.post import Recipient
from daemon.model.source import Source
from daemon.model.story import (
    Actor,
    EventDate,
    Place,
    Quote,
    Range,
    Role,
    Story,
    Victims,
)
from daemon.pipeline.alert import Alerter
from daemon.store import Store
from daemon.store.division import STORY
from daemon.store.migrate import upgrade

STORIES = int(os.environ.get("ALERTS_STORIES", "10000"))
RECIPIENTS = int(os.environ.get("ALERTS_RECIPIENTS", "20"))
SOURCES_READ = 500
CHANGED = 20
OUTLETS = tuple(f"Outlet {number}" for number in range(50))
SEVERITIES = (
    [Severity.LOW] * 22 + [Severity.MEDIUM] * 17 + [Severity.HIGH] * 9 + [Severity.CRITICAL] * 2
)
NOW = datetime(2026, 11, 14, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TICK = 0.005  # how often the event loop is asked whether it is free
QUOTE = Quote("body", "لە کەرکووک", 0, 10)
CATEGORIES = ("explosion_ied", "drone_missile", "arrests", "protest", "courts", "isis_terrorism")
GOVERNORATES, TOWNS = 10, 20
"""Every tenth story names its governorate only, and so may have the others for its parts."""


@dataclass(slots=True)
class Look:
    """What one look cost: seconds by the clock and of the processor, and the longest block."""

    name: str
    seconds: float = 0.0
    worked: float = 0.0
    mails: int = 0
    blocked: list[float] = field(default_factory=list)


def report() -> Iterator[str]:
    """The figures, line by line."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    pages = [page(text) for text in articles()]
    started = time.process_time()
    for one in pages:
        extract(one)
    extracting = (time.process_time() - started) / len(pages)
    yield f"{STORIES:,} open stories, {RECIPIENTS} recipients"
    for look in asyncio.run(_looks()):
        yield (
            f"{look.name:38} {look.seconds:6.2f} s, {look.worked:6.2f} s of work, as"
            f" {look.worked / extracting:6.0f} pages to extract; {look.mails} mails;"
            f" the loop was blocked {max(look.blocked, default=0) * 1000:.0f} ms at most"
        )
    yield "(asked: the loop is never blocked for more than 100 ms)"


async def _looks() -> list[Look]:
    """The first look, the same anew, one at what changed, one without news, and a later one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "alerts.sqlite")
        await upgrade(f"sqlite:///{file}")
        _fill(file)
        store, clock = await Store.open(f"sqlite:///{file}"), _Clock()
        try:
            names = [one.name for one in recipients()]
            await store.begin_alerts(names, NOW - 2 * HOUR)
            return [one async for one in _each(store, clock, file)]
        finally:
            await store.aclose()


async def _each(store: Store, clock: _Clock, file: Path) -> AsyncIterator[Look]:
    alerter = Alerter(store, clock, "didevan.example", SOURCES)
    yield await _look("the first, when the watch begins", alerter)
    clock.now += timedelta(seconds=15)
    yield await _look("what was told and waits", alerter)
    clock.now += timedelta(seconds=15)
    yield await _look("without news", alerter)
    _change(file, clock.now)
    clock.now += timedelta(seconds=15)
    yield await _look(f"{CHANGED} stories changed", alerter)
    clock.now += HOUR
    yield await _look("an hour later, everything anew", alerter)
    anew = Alerter(store, clock, "didevan.example", SOURCES)
    clock.now += timedelta(seconds=15)
    yield await _look("after a restart", anew)


async def _look(name: str, alerter: Alerter) -> Look:
    look = Look(name)
    gc.collect()
    gc.freeze()
    async with _measured(look):
        started, worked = time.perf_counter(), time.process_time()
        done = await alerter.decide(recipients())
        look.seconds = time.perf_counter() - started
        look.worked = time.process_time() - worked
    look.mails = sum(one.mails for one in done)
    return look


@asynccontextmanager
async def _measured(look: Look) -> AsyncIterator[None]:
    """Write down for how long the event loop does not come round."""

    async def ask() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            look.blocked.append(max(time.perf_counter() - before - TICK, 0.0))

    asking = asyncio.create_task(ask())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        asking.cancel()


@dataclass(slots=True)
class _Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def recipients() -> list[Recipient]:
    """Analysts of whom a third narrowed what they want, and who want more or less of it."""
    interests = (
        Interest(),
        Interest(categories=CATEGORIES[:2]),
        Interest(places=("governorate-3",), outlets=OUTLETS),
    )
    return [
        Recipient(
            f"analyst-{number}",
            f"analyst-{number}@didevan.example",
            "post",
            interest=interests[number % len(interests)],
            alerting=Alerting(list(Severity)[number % len(Severity)], group_wait=timedelta(0)),
        )
        for number in range(RECIPIENTS)
    ]


SOURCES = tuple(
    Source(
        f"outlet-{number}",
        f"Outlet {number}",
        f"https://outlet-{number}.example/feed",
        "rss",
        Language.SORANI,
        "Asia/Baghdad",
    )
    for number in range(SOURCES_READ)
)


def _fill(file: Path) -> None:
    """Stories of the last day, of two articles each."""
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA synchronous=OFF")
        for number in range(1, STORIES + 1):
            _save(database, _story(number, NOW - timedelta(seconds=number * 80_000 / STORIES)))
    database.close()


def _save(database: sqlite3.Connection, told: Story) -> None:
    at, first = _stamp(told.last_at), told.id * 2 - 1
    for article in (first, first + 1):
        database.execute(_ARTICLE, (article, f"outlet-{article % SOURCES_READ}", article, at, at))
        database.execute("INSERT INTO accounts VALUES (?, ?, 1, '{}')", (article, told.id))
    facts = STORY.dump_json(told).decode()
    row = (told.id, told.day.day.isoformat(), at, at, at, told.severity.value, facts)
    database.execute(_STORY, row)


def _change(file: Path, now: datetime) -> None:
    """Some stories are told by one more and have become graver."""
    with sqlite3.connect(file) as database:
        for number in range(1, CHANGED + 1):
            told = _story(number, now, killed=30)
            values = (STORY.dump_json(told).decode(), told.severity.value, number)
            database.execute(
                "UPDATE stories SET facts = ?, severity = ?, turn = 2 WHERE id = ?", values
            )
    database.close()


def _story(number: int, at: datetime, killed: int = 0) -> Story:
    around = f"governorate-{number // 10 % GOVERNORATES}"
    town = f"{around}-town-{number // 100 % TOWNS}"
    place, parents = (town, (around, "iraq")) if number % 10 else (around, ("iraq",))
    actor = Actor(f"group-{number % 7}", "A Group", "group", Role.ATTACKER, QUOTE)
    return Story(
        title=f"هەواڵی {number}",
        articles=(2 * number - 1, 2 * number),
        first_at=at,
        last_at=at,
        day=EventDate(at.date(), Precision.DAY),
        categories=(CATEGORIES[number % 6], CATEGORIES[number // 6 % 6]),
        kinds=("explosion",),
        place=Place(place, place, "town", QUOTE, 35.1, 44.3, parents, around),
        actors=(actor,) if number % 3 else (),
        weapons=("bomb",),
        ranges=(Range(Victims.KILLED, killed, killed, (2 * number,)),) if killed else (),
        statuses=(),
        severity=Severity.CRITICAL if killed else SEVERITIES[number % 50],
        sources=2,
        independent=2,
        id=number,
    )


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"


_ARTICLE = (
    "INSERT INTO articles (id, source, key, url, title, body, origin, language, precision,"
    " first_seen_at, revision, revised_at, flagged, score, categories, lexicon, problem_detail)"
    " VALUES (?, ?, ?, '', 'هەواڵ', 'دەق', 'page', 'ckb', 'day', ?, 1, ?, 1, 1.0, '[]', '', '')"
)
_STORY = (
    "INSERT INTO stories (id, day, first_at, last_at, changed_at, severity, security, turn, facts)"
    " VALUES (?, ?, ?, ?, ?, ?, 1, 1, ?)"
)
