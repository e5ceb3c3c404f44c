"""A real daemon is killed without warning, again and again: nothing is lost, nothing told twice."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from daemon.config.load import load_settings
from daemon.config.settings import Settings
from daemon.demo.newsroom import Newsroom
from daemon.pipeline.deliver import drain
from daemon.schedule.periods import due_periods
from daemon.service import clock
from daemon.service.opening import opened
from daemon.service.wiring import wire
from daemon.store import Store
from daemon.store.stories import Wanted
from tests.channels.post_office import Office
from tests.channels.post_office import opened as post_office
from tests.journeys.newsdesk import read_mail, start_daemon, wait_until
from tests.store.sound import assert_stories_sound

KILLS = 20
LONGEST_LIFE = 3.2  # seconds: a start takes about one, a busy cycle about two more
DAY = timedelta(days=1)
YEAR = timedelta(days=365)

CONFIG = """\
[fetch]
deadline_seconds = 5
allow_networks = ["127.0.0.0/8"]
allow_ports = [{news}]

[mail]
sender = "Dîdevan <didevan@example.org>"

[[channel]]
name = "post"
kind = "smtp"
host = "127.0.0.1"
port = {post}
security = "none"
"""
RECIPIENT = """
[[recipient]]
name = "analyst{number}"
address = "analyst{number}@example.org"
channel = "post"
digest_at = ["{at}"]
"""
ALERT = """
[recipient.alert]
severity = "low"
group_wait_minutes = 0
storm_at = 100
most_per_hour = 1000
max_age_hours = 720
"""
ALERTED = "analyst0"
"""The first recipient is told of every story at once, beside his digests."""


@dataclass
class Desk:
    """One database and its recipients: one more before every start, with a digest due."""

    folder: Path
    newsroom: Newsroom
    post: int
    recipients: list[str] = field(default_factory=list)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'didevan.db'}"

    async def add_recipient(self) -> None:
        at = f"{clock.local_time('Asia/Baghdad'):%H:%M}"
        told_at_once = "" if self.recipients else ALERT
        self.recipients.append(RECIPIENT.format(number=len(self.recipients), at=at) + told_at_once)
        config = CONFIG.format(news=self.newsroom.port, post=self.post)
        (self.folder / "config.toml").write_text(config + "".join(self.recipients))
        (self.folder / "sources.toml").write_text(self.newsroom.sources_toml(), encoding="utf-8")
        yesterday = clock.now() - DAY
        async with opened(self.database) as store:
            newest = self.settings().recipients[-1]
            await store.begin_schedule(due_periods(newest, yesterday)[0], yesterday)
            await store.begin_alerts([ALERTED], yesterday - YEAR)

    def settings(self) -> Settings:
        return load_settings(
            self.folder / "sources.toml", self.folder / "config.toml", state_dir=self.folder
        )

    def expected(self) -> set[tuple[str, str]]:
        """Source and title of every article that the newsroom offers."""
        return {
            (source, article.title)
            for source, articles in self.newsroom.expected.items()
            for article in articles
        }

    async def stored(self) -> Counter[tuple[str, str]]:
        store = await Store.open(self.database)
        try:
            articles = await store.recent_articles(limit=10_000)
        finally:
            await store.aclose()
        return Counter((article.source, article.title) for article in articles)

    async def is_complete(self) -> bool:
        return sum((await self.stored()).values()) >= len(self.expected())

    async def is_told_at_once(self) -> bool:
        """Whether every story stands, and was told to whom is told at once."""
        store = await Store.open(self.database)
        try:
            if await store.unmerged(1):
                return False
            stories = [one.story.id for one in await store.stories(Wanted())]
            history = await store.alert_history(ALERTED, stories, clock.now())
        finally:
            await store.aclose()
        return set(stories) <= set(history.told)

    def asked(self, question: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / "didevan.db") as database:
            return database.execute(question).fetchall()


async def test_nothing_is_lost_or_told_twice_when_the_daemon_is_killed_twenty_times(
    tmp_path: Path,
) -> None:
    moments = random.Random(20261121)  # noqa: S311
    office = Office()
    with Newsroom(clock.now(), delay=30) as newsroom:
        async with post_office(office) as post:
            kills = 0
            while kills < KILLS:
                folder = tmp_path / f"from{kills}"
                folder.mkdir()
                desk = Desk(folder, newsroom, post)
                office.taken.clear()
                kills += await kill_until_complete(desk, moments, KILLS - kills)
                await finish(desk, office)
                await assert_sound(desk, office)


async def kill_until_complete(desk: Desk, moments: random.Random, most: int) -> int:
    """Kill daemons on one database until its cycle is complete; how many."""
    for killed in range(1, most + 1):
        await desk.add_recipient()
        process = start_daemon(desk.folder)
        await asyncio.sleep(moments.uniform(0.1, LONGEST_LIFE))
        process.kill()
        process.wait()
        if killed >= 5 and await desk.is_complete():
            return killed
    return most


async def finish(desk: Desk, office: Office) -> None:
    """Let a last daemon work in peace until everything is stored and the outbox is empty."""
    await desk.add_recipient()
    process = start_daemon(desk.folder)

    async def done() -> bool:
        if len(digests(desk, office)) < len(desk.recipients) or not await desk.is_complete():
            return False
        waiting = "SELECT id FROM outbox WHERE state <> 'sent'"
        return await desk.is_told_at_once() and not desk.asked(waiting)

    await wait_until(done, 40, process)
    process.terminate()
    assert await asyncio.to_thread(process.wait, 20) == 0


def distinct(office: Office) -> Counter[str]:
    return Counter(str(read_mail(one.content or b"")["Message-ID"]) for one in office.taken)  # type: ignore[arg-type]


def digests(desk: Desk, office: Office) -> Counter[str]:
    """How often each digest came, by Message-ID."""
    ids = {row[0] for row in desk.asked("SELECT message_id FROM outbox WHERE kind = 'digest'")}
    return Counter({one: copies for one, copies in distinct(office).items() if one in ids})


async def assert_sound(desk: Desk, office: Office) -> None:
    assert desk.asked("PRAGMA integrity_check") == [("ok",)]
    assert not desk.asked("PRAGMA foreign_key_check")
    assert not desk.asked("SELECT id FROM outbox WHERE state <> 'sent'")
    stored = await desk.stored()
    assert set(stored) == desk.expected(), "an article was lost"
    assert set(stored.values()) == {1}, "an article was stored twice"
    assert len(digests(desk, office)) == len(desk.recipients), "a digest was lost"
    copies = distinct(office)
    [(in_doubt,)] = desk.asked("SELECT count(*) FROM deliveries WHERE outcome = 'abandoned'")
    assert sum(copies.values()) - len(copies) <= in_doubt, "a mail came twice without a doubt"
    await assert_stories_told(desk)
    await assert_all_told(desk, office)


async def assert_stories_told(desk: Desk) -> None:
    """Stories are what their articles say, and each was told at once, and once only."""
    async with opened(desk.database) as store:
        await assert_stories_sound(store)
        assert not await store.unmerged(1)
        stories = await store.stories(Wanted())
    assert len(stories) > 10
    told = desk.asked(
        "SELECT story_id, message_id FROM alert_decisions"
        " WHERE outcome = 'told' AND ruling IN ('new', 'storm')"
    )
    assert {one.story.id for one in stories} <= {story for story, _ in told}
    assert set(Counter(story for story, _ in told).values()) == {1}, "a story was told as new twice"
    mails = {row[0] for row in desk.asked("SELECT message_id FROM outbox WHERE kind = 'alert'")}
    assert {message for _, message in told} <= mails, "a story counts as told without a mail"


async def assert_all_told(desk: Desk, office: Office) -> None:
    """A day later every recipient was told every flagged article, each exactly once."""
    async with opened(desk.database) as store:
        journeys = wire(
            desk.settings(),
            store,
            clock=lambda: clock.now() + DAY,
            owner="tomorrow",
            read_secret=lambda _name: None,
        )
        await journeys.digester.decide(journeys.settings.recipients)
        await drain(journeys.deliverer)
        await journeys.aclose()
        flagged = len(await store.recent_articles(flagged=True, limit=10_000))
    with sqlite3.connect(desk.folder / "didevan.db") as database:
        told = database.execute(
            "SELECT d.schedule, count(a.article_id), count(DISTINCT a.article_id)"
            " FROM digests d JOIN digest_articles a ON a.digest_id = d.id GROUP BY d.schedule"
        ).fetchall()
    assert flagged > 0
    assert {(total, once) for _, total, once in told} == {(flagged, flagged)}
    assert len(told) == len(desk.recipients)
    assert len(digests(desk, office)) == 2 * len(desk.recipients)
