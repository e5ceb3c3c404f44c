"""A message that cannot be sent is tried for days, and never in a hurry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from daemon.model.post import Delivery, Message
from daemon.schedule.retry import FEWEST_TRIES, GIVE_UP_AFTER, retry_at

CREATED = datetime(2026, 11, 14, 4, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def delivery(tries: int) -> Delivery:
    message = Message("<1@x>", "digest", "shilan", "s@x", "post", "", "", "", CREATED)
    return Delivery(1, message, tries, ambiguous=False)


def test_the_waits_grow_to_half_an_hour_and_stay_there() -> None:
    waits = [retry_at(delivery(tries), CREATED) for tries in (1, 2, 3, 4, 5, 6, 7, 200)]
    assert waits == [CREATED + minutes * MINUTE for minutes in (1, 2, 4, 8, 15, 30, 30, 30)]


def test_a_server_that_is_down_for_less_than_five_days_loses_nothing() -> None:
    now, tries = CREATED, 0
    while now < CREATED + GIVE_UP_AFTER:
        tries += 1
        following = retry_at(delivery(tries), now)
        assert following is not None
        assert MINUTE <= following - now <= 30 * MINUTE
        now = following

    assert tries > 5 * 47
    assert retry_at(delivery(tries + 1), now) is None


def test_a_message_that_grew_old_while_nobody_tried_is_not_given_up_at_once() -> None:
    now, tried = CREATED + timedelta(days=30), 0
    while (following := retry_at(delivery(tried + 1), now)) is not None:
        now, tried = following, tried + 1

    assert tried + 1 == FEWEST_TRIES
    assert now - CREATED - timedelta(days=30) >= timedelta(hours=2)
