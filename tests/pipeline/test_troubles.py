"""Troubles from the web to the operator: collected, noticed, told once and when it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daemon.model.notice import Limits, Trouble
from daemon.model.outcome import NothingFound, Reason
from daemon.model.post import NotSent, Recipient
from daemon.pipeline.deliver import Deliverer, drain
from daemon.pipeline.notice import PAUSE, Noticer
from daemon.schedule.retry import retry_at
from daemon.store import Store
from tests.pipeline.fakes import (
    SOURCE,
    FakeChannel,
    FakeClock,
    FakeWeb,
    collector,
    entries,
    entry,
)
from tests.pipeline.test_notice import letter

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
OPERATOR = Recipient("operator", "operator@didevan.example", "folder")
EMPTY = NothingFound(Reason.NO_TEXT, "nothing that reads like an article")
DOWN = NotSent(Reason.MAIL_UNREACHABLE, "connecting: refused")


class Watch:
    """One source, one operator, and everything between them."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self.clock, self.web = store, clock, FakeWeb()
        self.channel, self.folder = FakeChannel(), FakeChannel()
        limits = Limits(nothing_received=30 * DAY)
        self.noticer = Noticer(store, clock, limits, lambda: None, (OPERATOR,), (SOURCE,), "x.org")

    async def poll(self) -> None:
        await collector(self.web, self.store, self.clock).collect(SOURCE)

    async def told(self) -> list[str]:
        """What the operator is told of now."""
        before = len(self.folder.given)
        await self.noticer.look()
        channels = {"post": self.channel, "folder": self.folder}
        await drain(Deliverer(self.store, channels, self.clock, retry_at, "us"))
        return [one.subject.removeprefix("Dîdevan notice: ") for one in self.folder.given[before:]]


@pytest.fixture
def watch(store: Store, clock: FakeClock) -> Watch:
    return Watch(store, clock)


async def test_pages_that_cannot_be_read_any_more(watch: Watch) -> None:
    watch.web.feed = entries(12)
    await watch.poll()
    assert await watch.told() == []
    watch.clock.forward(HOUR)
    watch.web.feed = entries(18)
    watch.web.pages |= {one.url: EMPTY for one in entries(18)[12:]}
    await watch.poll()
    assert await watch.told() == ["the pages of source esta cannot be read"]
    assert await watch.told() == []
    watch.clock.forward(HOUR)
    watch.web.feed = [*entries(18), entry("read-again")]
    await watch.poll()
    assert await watch.told() == ["over: the pages of source esta cannot be read"]


async def test_a_source_that_falls_silent(watch: Watch) -> None:
    for number in range(1, 6):
        watch.web.feed = entries(number)
        await watch.poll()
        watch.clock.forward(HOUR)
    said = []
    for _ in range(60):
        await watch.poll()
        said += await watch.told()
        watch.clock.forward(HOUR)
    assert said == ["source esta has fallen silent"]
    watch.web.feed = entries(7)
    await watch.poll()
    assert await watch.told() == ["over: source esta has fallen silent"]


async def test_post_that_does_not_go_out(watch: Watch) -> None:
    watch.channel.answers = [DOWN] * 9
    await watch.store.enqueue(letter(1))
    said = []
    for _ in range(8):
        said += await watch.told()
        watch.clock.forward(15 * MINUTE)
    assert said == ["messages by channel post do not go out"]
    watch.channel.answers = []
    watch.clock.forward(HOUR)
    assert await watch.told() == []
    assert await watch.told() == ["over: messages by channel post do not go out"]


async def test_after_a_sleep_nobody_is_blamed_until_the_sources_were_looked_at(
    store: Store, clock: FakeClock
) -> None:
    watch = Watch(store, clock)
    limits = Limits(nothing_received=6 * HOUR)
    watch.noticer = Noticer(store, clock, limits, lambda: None, (OPERATOR,), (SOURCE,), "x.org")
    watch.web.feed = entries(3)
    await watch.poll()
    assert await watch.told() == []
    clock.forward(10 * HOUR)
    assert await watch.told() == []
    for _ in range(9):
        clock.forward(MINUTE)
        assert await watch.told() == []
    watch.web.feed = entries(4)
    await watch.poll()
    clock.forward(2 * MINUTE)
    assert await watch.told() == []
    assert timedelta(hours=10) > PAUSE


async def test_a_watch_that_receives_nothing_while_it_is_awake(
    store: Store, clock: FakeClock
) -> None:
    watch = Watch(store, clock)
    limits = Limits(nothing_received=6 * HOUR)
    watch.noticer = Noticer(store, clock, limits, lambda: None, (OPERATOR,), (SOURCE,), "x.org")
    watch.web.feed = entries(3)
    await watch.poll()
    said = []
    for _ in range(16):
        said += await watch.told()
        clock.forward(30 * MINUTE)
    assert said == ["nothing is received"]
    (told,) = await store.present_notices()
    assert (told.kind, "1 of 1 source answered" in told.detail) == (Trouble.NOTHING_RECEIVED, True)
