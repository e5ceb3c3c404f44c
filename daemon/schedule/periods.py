"""Which digests are due: decided from the calendar, never from a timer (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from daemon.model.post import DigestPeriod, Recipient

ONE_DAY = timedelta(days=1)


def due_periods(recipient: Recipient, now: datetime) -> Sequence[DigestPeriod]:
    """For each of the recipient's digest times, the period that was due last."""
    return [_last_due(recipient, at, now) for at in recipient.digest_at]


def next_due(recipient: Recipient, now: datetime) -> datetime:
    """When the recipient's next digest is due, in UTC."""
    return min(_next_due(recipient, at, now) for at in recipient.digest_at)


def schedule_name(recipient: Recipient, at: time) -> str:
    """The stable name of one of a recipient's schedules."""
    return f"{recipient.name}@{at:%H:%M}"


def due_instant(day: date, at: time, zone: str) -> datetime:
    """The one UTC instant that stands for a local time of day on a date.

    On the night when the clock is set back a time occurs twice: the first counts. On the
    night when it is set forward a time may not occur: it counts as much later as the clock
    was set forward, which may be on the next date (in Nuuk, from 23:00 to 00:00).
    """
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def _last_due(recipient: Recipient, at: time, now: datetime) -> DigestPeriod:
    day = now.astimezone(ZoneInfo(recipient.zone)).date()
    while (due := due_instant(day, at, recipient.zone)) > now or _is_off(recipient, day):
        day -= ONE_DAY
    return DigestPeriod(schedule_name(recipient, at), recipient.name, day, due)


def _next_due(recipient: Recipient, at: time, now: datetime) -> datetime:
    day = now.astimezone(ZoneInfo(recipient.zone)).date() - ONE_DAY
    while (due := due_instant(day, at, recipient.zone)) <= now or _is_off(recipient, day):
        day += ONE_DAY
    return due


def _is_off(recipient: Recipient, day: date) -> bool:
    return day.weekday() not in recipient.digest_days
