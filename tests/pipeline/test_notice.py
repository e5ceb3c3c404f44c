"""The journey of a notice on a real database, and the cap that one of them is about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from daemon.model.notice import Limits, Trouble
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent, Recipient, Sent
from daemon.pipeline.deliver import Deliverer, drain
from daemon.pipeline.notice import Noticer
from daemon.schedule.retry import retry_at
from daemon.store import Store
from tests.pipeline.fakes import NOW, FakeChannel, FakeClock
from tests.pipeline.reporting import SOURCES, report

HOUR = timedelta(hours=1)
OPERATORS = (
    Recipient("duty", "duty@didevan.example", "post"),
    Recipient("second", "second@didevan.example", "post"),
)


class Disk:
    free: int | None = 10**12

    def __call__(self) -> int | None:
        return self.free


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def noticer(store: Store, clock: FakeClock, disk: Disk) -> Noticer:
    return Noticer(store, clock, Limits(), disk, OPERATORS, SOURCES, "didevan.example")


def deliverer(store: Store, clock: FakeClock, channel: FakeChannel, cap: int = 99) -> Deliverer:
    return Deliverer(store, {"post": channel}, clock, retry_at, "us", cap)


def letter(number: int, to: Recipient = OPERATORS[0]) -> Message:
    return Message(
        f"<{number}@didevan.example>", "digest", to.name, to.address, "post", "s", "t", "", NOW
    )


async def test_a_trouble_is_told_to_every_operator_once_and_again_when_it_ends(
    store: Store, clock: FakeClock, noticer: Noticer, disk: Disk
) -> None:
    channel = FakeChannel()
    assert not await noticer.look()
    disk.free = 5
    assert [one.kind for one in (await noticer.look()).began] == [Trouble.DISK_NEARLY_FULL]
    assert not await noticer.look()
    clock.forward(HOUR)
    disk.free = 10**12
    assert len((await noticer.look()).ended) == 1
    assert not await noticer.look()
    assert await store.present_notices() == []
    await drain(deliverer(store, clock, channel))
    told = [(one.recipient, one.subject) for one in channel.given]
    assert told == [
        ("duty", "Dîdevan notice: the disk is nearly full"),
        ("second", "Dîdevan notice: the disk is nearly full"),
        ("duty", "Dîdevan notice: over: the disk is nearly full"),
        ("second", "Dîdevan notice: over: the disk is nearly full"),
    ]


async def test_when_nothing_is_received_the_operator_hears_of_it(
    store: Store, clock: FakeClock, noticer: Noticer
) -> None:
    await report(store, "blast", at=NOW)
    clock.forward(5 * HOUR)
    assert not await noticer.look()
    clock.forward(HOUR)
    (found,) = (await noticer.look()).began
    assert (found.kind, found.began_at) == (Trouble.NOTHING_RECEIVED, NOW)
    await report(store, "next", at=clock.now, town="hawija")
    assert [one.kind for one in (await noticer.look()).ended] == [Trouble.NOTHING_RECEIVED]


async def test_who_cannot_be_reached_is_not_written_to_about_it(
    store: Store, clock: FakeClock, noticer: Noticer
) -> None:
    await store.enqueue(letter(1))
    no_user = NotSent(Reason.MAIL_REFUSED, "550 no such user", permanent=True)
    channel = FakeChannel([no_user])
    await drain(deliverer(store, clock, channel))
    (refused,) = await store.refused()
    assert (refused.recipient, refused.detail) == ("duty", "550 no such user")
    (found,) = (await noticer.look()).began
    assert (found.kind, found.subject) == (Trouble.POST_REFUSED, "duty")
    await drain(deliverer(store, clock, channel))
    assert [one.recipient for one in channel.given[1:]] == ["second"]


async def test_an_address_that_takes_a_message_again_is_refused_no_longer(
    store: Store, clock: FakeClock, noticer: Noticer
) -> None:
    channel = FakeChannel([NotSent(Reason.MAIL_REFUSED, "550", permanent=True)])
    for number in (1, 2):
        await store.enqueue(letter(number))
        await drain(deliverer(store, clock, channel))
        await noticer.look()
    assert await store.refused() == []
    assert await store.present_notices() == []


async def test_two_daemons_that_look_at_once_tell_it_once(
    store: Store, clock: FakeClock, noticer: Noticer, disk: Disk
) -> None:
    disk.free = 5
    first = await noticer.look()
    assert not await store.save_notices(first.began, (), ())
    assert len(await store.present_notices()) == 1
    assert clock.now == NOW


async def test_after_the_hours_measure_messages_wait_and_the_operator_hears_of_it(
    store: Store, clock: FakeClock
) -> None:
    channel = FakeChannel()
    capped = Noticer(store, clock, Limits(most_per_hour=3), lambda: None, (), (), "x.example")
    for number in range(5):
        await store.enqueue(letter(number))
    posting = deliverer(store, clock, channel, cap=3)
    assert [type(one.result) for one in await drain(posting)] == [Sent] * 3
    (found,) = (await capped.look()).began
    assert found.kind is Trouble.POST_CAPPED
    assert "2 messages waiting" in found.detail
    clock.forward(HOUR)
    assert len(await drain(posting)) == 2
    assert [one.kind for one in (await capped.look()).ended] == [Trouble.POST_CAPPED]
    assert len({one.id for one in channel.given}) == 5
