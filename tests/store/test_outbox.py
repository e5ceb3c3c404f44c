"""The outbox: claimed before the first byte, sent once, repeated only when in doubt."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from daemon.model.outcome import Reason
from daemon.model.post import Delivery, DeliveryState, Message, NotSent, Sent
from daemon.store import Store
from daemon.store.outbox import Attempt, enqueue
from daemon.store.tables import deliveries, outbox
from daemon.store.types import AnyRow
from tests.store.samples import DAY, HOUR, NOW, message

DEFERRED = NotSent(Reason.MAIL_DEFERRED, "451 later")
REFUSED = NotSent(Reason.MAIL_REFUSED, "550 no such user", permanent=True)
UNANSWERED = NotSent(Reason.MAIL_UNANSWERED, "no answer to the final dot", ambiguous=True)


async def test_a_claimed_message_is_whole_and_claimed_once(store: Store) -> None:
    await _enqueue(store, message())

    delivery = await store.claim("us", NOW)

    assert delivery is not None
    assert delivery.message == message()
    assert (delivery.tries, delivery.ambiguous) == (1, False)
    assert await store.claim("us", NOW) is None
    assert await store.claim("them", NOW + DAY) is None


async def test_a_claim_is_in_the_database_before_anything_is_sent(url: str, store: Store) -> None:
    await _enqueue(store, message())
    await store.claim("us", NOW)

    other = await Store.open(url)
    [row] = await _outbox(other)
    await other.aclose()

    assert (row.state, row.owner, row.tries) == (DeliveryState.SENDING, "us", 1)


async def test_messages_go_out_in_the_order_in_which_they_are_due(store: Store) -> None:
    await _enqueue(store, message("later", created_at=NOW + HOUR))
    await _enqueue(store, message("first"))
    await _enqueue(store, message("second"))

    claimed = [await store.claim("us", NOW + DAY) for _ in range(3)]

    assert [each.message.id[1:6] for each in claimed if each] == ["first", "secon", "later"]


async def test_nothing_is_claimed_before_it_is_due(store: Store) -> None:
    await _enqueue(store, message(created_at=NOW + timedelta(minutes=1)))

    assert await store.claim("us", NOW) is None
    assert await store.claim("us", NOW + timedelta(minutes=1)) is not None


async def test_a_sent_message_is_never_claimed_again(store: Store) -> None:
    await _enqueue(store, message())
    delivery = await store.claim("us", NOW)
    assert delivery is not None

    await store.record_sent(delivery, Sent("250 taken"), NOW + HOUR)

    assert await store.claim("us", NOW + DAY) is None
    assert await store.release_abandoned("next", NOW + DAY) == 0
    [row] = await _outbox(store)
    assert (row.state, row.sent_at, row.detail) == ("sent", NOW + HOUR, "250 taken")
    [attempt] = await _attempts(store)
    assert (attempt.outcome, attempt.detail) == (Attempt.SENT, "250 taken")
    assert (attempt.started_at, attempt.ended_at, attempt.owner) == (NOW, NOW + HOUR, "us")


async def test_a_deferred_message_is_tried_again_when_it_is_due(store: Store) -> None:
    await _enqueue(store, message())
    delivery = await store.claim("us", NOW)
    assert delivery is not None

    await store.record_failure(delivery, DEFERRED, NOW, NOW + HOUR)

    assert await store.claim("us", NOW + timedelta(minutes=59)) is None
    again = await store.claim("us", NOW + HOUR)
    assert again == replace(delivery, tries=2)


async def test_a_refused_message_is_dead_and_says_why(store: Store) -> None:
    await _enqueue(store, message())
    delivery = await store.claim("us", NOW)
    assert delivery is not None

    await store.record_failure(delivery, REFUSED, NOW, None)

    assert await store.claim("us", NOW + 365 * DAY) is None
    [row] = await _outbox(store)
    assert (row.state, row.reason, row.detail) == ("dead", "mail_refused", "550 no such user")


async def test_a_try_in_doubt_marks_every_later_one(store: Store) -> None:
    await _enqueue(store, message())
    for failure in (UNANSWERED, DEFERRED):
        delivery = await store.claim("us", NOW)
        assert delivery is not None
        await store.record_failure(delivery, failure, NOW, NOW)

    third = await store.claim("us", NOW)

    assert third is not None
    assert (third.tries, third.ambiguous, third.message.id) == (3, True, message().id)
    outcomes = [(each.outcome, each.reason, each.ambiguous) for each in await _attempts(store)]
    assert outcomes == [
        (Attempt.RETRY, "mail_unanswered", True),
        (Attempt.RETRY, "mail_deferred", False),
        (Attempt.SENDING, None, False),
    ]


async def test_what_a_dead_daemon_was_sending_is_sent_again_in_doubt(
    url: str, store: Store
) -> None:
    await _enqueue(store, message("one"))
    await _enqueue(store, message("two"))
    await _claimed_by_the_dead(url)
    ours = await store.claim("us", NOW)

    assert await store.release_abandoned("us", NOW + HOUR) == 1
    assert await store.release_abandoned("us", NOW + HOUR) == 0

    again = await store.claim("us", NOW + HOUR)
    assert again is not None
    assert (again.message.id, again.tries, again.ambiguous) == ("<one@didevan.example>", 2, True)
    assert ours is not None
    assert ours.message.id == "<two@didevan.example>"
    outcomes = {each.outcome for each in await _attempts(store)}
    assert outcomes == {Attempt.ABANDONED, Attempt.SENDING}


async def test_a_late_failure_does_not_disturb_a_newer_claim(url: str, store: Store) -> None:
    await _enqueue(store, message())
    slow = await _claimed_by_the_dead(url)
    await store.release_abandoned("us", NOW)
    await store.claim("us", NOW)
    assert slow is not None

    await store.record_failure(slow, DEFERRED, NOW, NOW)

    assert await store.claim("us", NOW + DAY) is None


async def test_a_late_success_counts_because_the_message_did_go_out(url: str, store: Store) -> None:
    await _enqueue(store, message())
    slow = await _claimed_by_the_dead(url)
    await store.release_abandoned("us", NOW)
    assert slow is not None

    await store.record_sent(slow, Sent(), NOW)

    assert await store.claim("us", NOW + DAY) is None


async def test_concurrent_claimers_never_take_the_same_message(url: str, store: Store) -> None:
    for number in range(30):
        await _enqueue(store, message(str(number)))
    other = await Store.open(url)

    async def take_all(of: Store, owner: str) -> list[str]:
        taken = []
        while delivery := await of.claim(owner, NOW):
            taken.append(delivery.message.id)
        return taken

    hauls = await asyncio.gather(
        take_all(store, "a"), take_all(other, "b"), take_all(store, "c"), take_all(other, "d")
    )

    await other.aclose()
    everything = [each for haul in hauls for each in haul]
    assert sorted(everything) == sorted(f"<{number}@didevan.example>" for number in range(30))


async def test_one_message_id_stands_in_the_outbox_once(store: Store) -> None:
    await _enqueue(store, message())

    with pytest.raises(IntegrityError):
        await _enqueue(store, message(subject="another"))


async def test_a_clock_set_back_does_not_hold_up_the_post(store: Store) -> None:
    await _enqueue(store, message(created_at=NOW + 3650 * DAY))

    assert await store.claim("us", NOW) is not None


async def test_nul_in_a_message_does_not_break_it(store: Store) -> None:
    await _enqueue(store, message(subject="a\0b", text="\ud800", headers={"X": "\0\ud800"}))

    delivery = await store.claim("us", NOW)

    assert delivery is not None
    assert (delivery.message.subject, delivery.message.text) == ("a\ufffdb", "\ufffd")


async def _claimed_by_the_dead(url: str) -> Delivery | None:
    """What somebody claimed who has ended since."""
    other = await Store.open(url)
    claimed = await other.claim("dead", NOW)
    await other.aclose()
    return claimed


async def _enqueue(store: Store, what: Message) -> None:
    async with store._database.write() as connection:
        await enqueue(connection, what)


async def _outbox(store: Store) -> list[AnyRow]:
    async with store._database.read() as connection:
        return list(await connection.execute(select(outbox)))


async def _attempts(store: Store) -> list[AnyRow]:
    async with store._database.read() as connection:
        ordered = select(deliveries).order_by(deliveries.c.outbox_id, deliveries.c["try"])
        return list(await connection.execute(ordered))


async def test_when_a_channel_works_again_what_it_held_up_goes_out_in_order(store: Store) -> None:
    down = NotSent(Reason.MAIL_UNREACHABLE, "connecting: refused")
    names = ("one", "two", "greylisted", "three")
    for name in names:
        await _enqueue(store, message(name))
    for name in names:
        claimed = await store.claim("us", NOW)
        assert claimed is not None
        failure = DEFERRED if name == "greylisted" else down
        later = NOW + (timedelta(minutes=5) if name == "three" else HOUR)
        await store.record_failure(claimed, failure, NOW, later)
    up = NOW + timedelta(minutes=5)
    newest = await store.claim("us", up)
    assert newest is not None
    await store.record_sent(newest, Sent(), up)
    going = [await store.claim("us", up) for _ in range(3)]
    assert [one.message.id if one else None for one in going] == [
        message("one").id,
        message("two").id,
        None,
    ]
