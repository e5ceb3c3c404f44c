"""An address that refuses everything: no more tries, one notice, and nothing is lost by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from daemon.model.alert import Ruling
from daemon.model.notice import SUPPRESSED_AFTER, Limits
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent, Recipient, Sent
from daemon.pipeline.alert import Alerter
from daemon.pipeline.deliver import Deliverer, drain
from daemon.pipeline.digest import Digester
from daemon.pipeline.notice import Noticer
from daemon.schedule.periods import due_periods, next_due
from daemon.schedule.retry import retry_at
from daemon.store import Store
from tests.pipeline.fakes import NOW, FakeChannel, FakeClock
from tests.pipeline.reporting import DUTY, SOURCES, report

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
NOBODY = NotSent(Reason.ADDRESS_REFUSED, "550 5.1.1 no such user", permanent=True)
SPAM = NotSent(Reason.MAIL_REFUSED, "554 5.7.1 no", permanent=True)
SECOND = Recipient("second", "second@didevan.example", "folder")
TOWNS = ("daquq", "hawija", "dibis", "laylan", "altun", "rashad", "riyadh", "zab")


class Desk:
    """Everything that writes to the recipients, day after day."""

    def __init__(self, store: Store, clock: FakeClock) -> None:
        self.store, self.clock = store, clock
        self.post, self.folder = FakeChannel(), FakeChannel()
        channels = {"post": self.post, "folder": self.folder}
        self.deliverer = Deliverer(store, channels, clock, retry_at, "us")
        self.duty = DUTY

    async def begin(self) -> None:
        await self._digester().begin([self.duty])
        await self._alerter().begin([self.duty])

    async def day(self, town: str) -> None:
        """One day: a report, what is told at once, and the digest of the next morning."""
        self.clock.forward(HOUR)
        await report(self.store, town, town=town, at=self.clock.now)
        self.clock.forward(HOUR)
        await self.tell()
        self.clock.forward(DAY - 2 * HOUR)
        await self.tell()

    async def tell(self) -> None:
        await self._alerter().decide([self.duty])
        await self._digester().decide([self.duty])
        await drain(self.deliverer)
        await self._noticer().look()
        await drain(self.deliverer)

    async def test_message(self) -> None:
        """What ``didevan send --test`` does."""
        name, address, channel = self.duty.name, self.duty.address, self.duty.channel
        await self.store.enqueue(
            Message(f"<{self.clock.now}>", "notice", name, address, channel, "s", "t", "", NOW)
        )
        await drain(self.deliverer)

    def _alerter(self) -> Alerter:
        return Alerter(self.store, self.clock, "didevan.example", SOURCES)

    def _digester(self) -> Digester:
        week = timedelta(days=7)
        return Digester(self.store, due_periods, next_due, self.clock, "x.example", week, SOURCES)

    def _noticer(self) -> Noticer:
        limits = Limits(nothing_received=100 * DAY)
        told = (self.duty, SECOND)
        return Noticer(self.store, self.clock, limits, lambda: None, told, SOURCES, "x.example")


@pytest.fixture
async def desk(store: Store, clock: FakeClock) -> Desk:
    made = Desk(store, clock)
    await made.begin()
    return made


async def test_after_three_refusals_nothing_more_is_tried(desk: Desk) -> None:
    desk.post.answers = [NOBODY] * 99
    for town in TOWNS[:5]:
        await desk.day(town)
    assert len(desk.post.given) == SUPPRESSED_AFTER
    (refused,) = await desk.store.refused()
    assert (refused.suppressed, refused.times) == (True, SUPPRESSED_AFTER)
    overview = await desk.store.overview()
    assert {line.state.value: line.messages for line in overview.outbox} == {"dead": 3, "sent": 1}


async def test_the_operator_is_told_once_and_again_when_it_is_over(desk: Desk) -> None:
    desk.post.answers = [NOBODY] * SUPPRESSED_AFTER
    for town in TOWNS[:4]:
        await desk.day(town)
    (told,) = desk.folder.given
    assert told.subject == "Dîdevan notice: messages to duty are refused"
    assert "550 5.1.1 no such user" in told.text
    assert "didevan send --test duty" in " ".join(told.text.split())
    await desk.test_message()
    await desk.tell()
    assert [one.subject for one in desk.folder.given[1:]] == [
        "Dîdevan notice: over: messages to duty are refused"
    ]


async def test_what_was_missed_is_in_the_next_digest_also_what_the_refused_ones_told(
    desk: Desk,
) -> None:
    desk.post.answers = [NOBODY] * SUPPRESSED_AFTER
    for town in TOWNS[:4]:
        await desk.day(town)
    await desk.test_message()
    await desk.day(TOWNS[4])
    digests = [one for one in desk.post.given[SUPPRESSED_AFTER:] if one.kind == "digest"]
    told = "".join(one.text for one in digests)
    for town in TOWNS[:5]:
        assert told.count(f"https://esta.example/esta-{town}") == 1


async def test_the_reason_is_stored(desk: Desk) -> None:
    desk.post.answers = [NOBODY] * 99
    for town in TOWNS[:5]:
        await desk.day(town)
    last = TOWNS.index("altun") + 1
    rulings = [one.decision.ruling for one in await desk.store.past_decisions(last, "duty")]
    assert rulings[-1] is Ruling.ADDRESS_SUPPRESSED


async def test_another_address_is_another_place(desk: Desk) -> None:
    desk.post.answers = [NOBODY] * SUPPRESSED_AFTER
    for town in TOWNS[:4]:
        await desk.day(town)
    desk.duty = replace(desk.duty, address="new@didevan.example")
    await desk.day(TOWNS[4])
    assert {one.address for one in desk.post.given[SUPPRESSED_AFTER:]} == {"new@didevan.example"}


async def test_mail_that_is_refused_for_what_it_says_suppresses_nobody(desk: Desk) -> None:
    desk.post.answers = [SPAM] * 99
    for town in TOWNS:
        await desk.day(town)
    assert len(desk.post.given) > len(TOWNS)
    (refused,) = await desk.store.refused()
    assert not refused.suppressed


async def test_a_message_that_arrives_in_between_begins_the_count_anew(desk: Desk) -> None:
    desk.post.answers = [NOBODY, NOBODY, Sent(), NOBODY, NOBODY, Sent()]
    for town in TOWNS[:3]:
        await desk.day(town)
    assert len(desk.post.given) >= 6
    assert await desk.store.refused() == []
