"""A message is sent once: claimed before, recorded after, and repeated only when in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from daemon.model.outcome import Reason
from daemon.model.post import (
    Delivery,
    DeliveryState,
    DigestContent,
    DigestPeriod,
    Message,
    NotSent,
    Sent,
)
from daemon.pipeline.deliver import Deliverer, drain
from daemon.schedule.retry import retry_at
from daemon.store import Store
from daemon.store.overview import OutboxLine
from tests.pipeline.fakes import DEFERRED, NOW, REFUSED, UNANSWERED, FakeChannel, FakeClock

MINUTE = timedelta(minutes=1)
Answers = Sequence[Sent | NotSent | Exception]


async def enqueue(store: Store, *names: str, channel: str = "post") -> None:
    """Put messages into the outbox in the only way there is: by deciding digests."""
    for name in names:
        period = DigestPeriod(f"{name}@07:00", name, NOW.date(), NOW)
        content = DigestContent(period, NOW, timedelta(0), (), 0, ())
        message = Message(
            f"<{name}@x>", "digest", name, f"{name}@x", channel, name, "", "", created_at=NOW
        )
        assert await store.save_digest(content, message)


def deliverer(store: Store, clock: FakeClock, channel: FakeChannel) -> Deliverer:
    return Deliverer(store, {"post": channel}, clock, retry_at, "us")


async def outbox(store: Store) -> dict[DeliveryState, OutboxLine]:
    return {line.state: line for line in (await store.overview()).outbox}


async def test_a_message_is_sent_recorded_and_never_sent_again(
    store: Store, clock: FakeClock
) -> None:
    await enqueue(store, "shilan")
    channel = FakeChannel()
    journey = deliverer(store, clock, channel)

    outcome = await journey.deliver_next()

    assert outcome is not None
    assert (outcome.result, outcome.at, outcome.retry_at) == (Sent("250 taken"), NOW, None)
    assert outcome.delivery.tries == 1
    clock.forward(1000 * MINUTE)
    assert await journey.deliver_next() is None
    assert [message.id for message in channel.given] == ["<shilan@x>"]
    line = (await outbox(store))[DeliveryState.SENT]
    assert (line.messages, line.detail) == (1, "250 taken")


async def test_the_claim_is_durable_before_the_channel_is_asked(
    store: Store, clock: FakeClock
) -> None:
    await enqueue(store, "shilan")
    seen: list[DeliveryState] = []

    class Watching(FakeChannel):
        async def send(self, message: Message) -> Sent | NotSent:
            seen.extend(await outbox(store))
            return await super().send(message)

    await deliverer(store, clock, Watching()).deliver_next()
    assert seen == [DeliveryState.SENDING]


async def test_a_temporary_failure_is_tried_again_later_with_the_same_id(
    store: Store, clock: FakeClock
) -> None:
    await enqueue(store, "shilan")
    channel = FakeChannel([DEFERRED])
    journey = deliverer(store, clock, channel)

    failed = await journey.deliver_next()
    assert failed is not None
    assert (failed.result, failed.retry_at) == (DEFERRED, NOW + MINUTE)
    assert await journey.deliver_next() is None, "not before its time"
    clock.forward(MINUTE)
    done = await journey.deliver_next()

    assert done is not None
    assert (done.result, done.delivery.tries, done.delivery.ambiguous) == (
        Sent("250 taken"),
        2,
        False,
    )
    assert channel.given[0] == channel.given[1]


async def test_a_permanent_failure_is_given_up_with_its_reason(
    store: Store, clock: FakeClock
) -> None:
    await enqueue(store, "shilan", "azad")
    channel = FakeChannel([REFUSED])
    first, second = await drain(deliverer(store, clock, channel))

    assert (first.result, first.retry_at) == (REFUSED, None)
    assert isinstance(second.result, Sent), "one that is refused does not stop the others"
    dead = (await outbox(store))[DeliveryState.DEAD]
    assert (dead.messages, dead.reason, dead.detail) == (
        1,
        Reason.MAIL_REFUSED,
        "550 no such user",
    )
    clock.forward(1000 * MINUTE)
    assert await drain(deliverer(store, clock, channel)) == []


async def test_an_ambiguous_failure_is_repeated_and_marked(store: Store, clock: FakeClock) -> None:
    await enqueue(store, "shilan")
    channel = FakeChannel([UNANSWERED])
    journey = deliverer(store, clock, channel)
    await journey.deliver_next()
    clock.forward(MINUTE)

    again = await journey.deliver_next()

    assert again is not None
    assert again.delivery.ambiguous
    assert [message.id for message in channel.given] == ["<shilan@x>"] * 2


async def test_a_channel_that_is_gone_is_told_and_waited_for(
    store: Store, clock: FakeClock
) -> None:
    await enqueue(store, "shilan", channel="pigeon")
    journey = deliverer(store, clock, FakeChannel())

    outcome = await journey.deliver_next()
    assert outcome is not None
    assert isinstance(outcome.result, NotSent)
    assert outcome.result.reason is Reason.INTERNAL_ERROR
    assert "'pigeon'" in outcome.result.detail
    assert not outcome.result.ambiguous
    assert outcome.retry_at == NOW + MINUTE

    pigeon = FakeChannel()
    journey.channels = {"pigeon": pigeon}  # the operator put it back
    clock.forward(MINUTE)
    await journey.deliver_next()
    assert len(pigeon.given) == 1


async def test_a_channel_that_breaks_down_does_not_keep_the_message(
    store: Store, clock: FakeClock
) -> None:
    await enqueue(store, "shilan", "azad")
    channel = FakeChannel([ZeroDivisionError("a fault of ours")])
    journey = deliverer(store, clock, channel)

    broken, other = await drain(journey)

    assert isinstance(broken.result, NotSent)
    assert (broken.result.reason, broken.result.detail, broken.result.ambiguous) == (
        Reason.INTERNAL_ERROR,
        "ZeroDivisionError: a fault of ours",
        True,
    )
    assert isinstance(other.result, Sent)
    clock.forward(MINUTE)
    assert len(await drain(journey)) == 1


class FullDisk:
    """An outbox in front of a real one whose next recordings, or claims, fail."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.cannot_record = 0
        self.cannot_claim = 0
        self.done: list[str] = []

    async def claim(self, owner: str, now: object) -> Delivery | None:
        if self.cannot_claim:
            self.cannot_claim -= 1
            raise OSError("no space left on device")
        self.done.append("claim")
        return await self.store.claim(owner, now)  # type: ignore[arg-type]

    async def release_abandoned(self, owner: str, now: object) -> int:
        return await self.store.release_abandoned(owner, now)  # type: ignore[arg-type]

    async def record_sent(self, delivery: Delivery, sent: Sent, now: object) -> None:
        self._record(delivery)
        await self.store.record_sent(delivery, sent, now)  # type: ignore[arg-type]

    async def record_failure(
        self, delivery: Delivery, failure: NotSent, now: object, retry: object
    ) -> None:
        self._record(delivery)
        await self.store.record_failure(delivery, failure, now, retry)  # type: ignore[arg-type]

    def _record(self, delivery: Delivery) -> None:
        if self.cannot_record:
            self.cannot_record -= 1
            raise OSError("no space left on device")
        self.done.append(f"record {delivery.message.recipient}")


@pytest.mark.parametrize("answer", [Sent("250 taken"), DEFERRED], ids=["sent", "deferred"])
async def test_an_outcome_that_cannot_be_recorded_is_kept_and_written_first(
    store: Store, clock: FakeClock, answer: Sent | NotSent
) -> None:
    await enqueue(store, "shilan", "azad")
    channel, disk = FakeChannel([answer]), FullDisk(store)
    disk.cannot_record = 3
    journey = Deliverer(disk, {"post": channel}, clock, retry_at, "us")  # type: ignore[arg-type]

    for _ in range(3):
        with pytest.raises(OSError, match="no space"):
            await journey.deliver_next()
    assert len(channel.given) == 1, "while nothing can be recorded nothing more is sent"
    outcome = await journey.deliver_next()

    assert outcome is not None
    assert outcome.delivery.message.recipient == "azad"
    assert disk.done == ["claim", "record shilan", "claim", "record azad"]
    assert [message.recipient for message in channel.given] == ["shilan", "azad"]
    states = await outbox(store)
    if isinstance(answer, Sent):
        assert states[DeliveryState.SENT].messages == 2
        clock.forward(1000 * MINUTE)
        assert await journey.deliver_next() is None
    else:
        assert states[DeliveryState.PENDING].reason is Reason.MAIL_DEFERRED


async def test_what_cannot_be_claimed_is_not_sent(store: Store, clock: FakeClock) -> None:
    await enqueue(store, "shilan")
    channel, disk = FakeChannel(), FullDisk(store)
    disk.cannot_claim = 1
    journey = Deliverer(disk, {"post": channel}, clock, retry_at, "us")  # type: ignore[arg-type]
    with pytest.raises(OSError, match="no space"):
        await journey.deliver_next()
    assert channel.given == []
    await journey.deliver_next()
    assert len(channel.given) == 1


async def test_draining_sends_everything_that_is_due(store: Store, clock: FakeClock) -> None:
    await enqueue(store, "a", "b", "c")
    channel = FakeChannel([Sent(), DEFERRED, Sent()])
    outcomes = await drain(deliverer(store, clock, channel))
    assert [outcome.delivery.message.recipient for outcome in outcomes] == ["a", "b", "c"]
    assert [type(outcome.result) for outcome in outcomes] == [Sent, NotSent, Sent]


async def test_a_server_that_is_down_for_days_loses_nothing(store: Store, clock: FakeClock) -> None:
    await enqueue(store, "shilan")
    unreachable = NotSent(Reason.MAIL_UNREACHABLE, "connection refused")
    channel = FakeChannel([unreachable] * 100)
    journey = deliverer(store, clock, channel)
    waits = []
    while (outcome := await journey.deliver_next()) and outcome.retry_at:
        waits.append(outcome.retry_at - clock())
        clock.now = outcome.retry_at

    assert outcome is not None
    assert isinstance(outcome.result, Sent)
    assert len(channel.given) == 101
    assert max(waits) == 30 * MINUTE
    assert {message.id for message in channel.given} == {"<shilan@x>"}
