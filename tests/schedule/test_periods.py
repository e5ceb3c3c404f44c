"""A digest is due once for each local date, whatever is done to the clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.model.post import DigestPeriod, Recipient
from daemon.schedule.periods import due_instant, due_periods, next_due, schedule_name

ONE_DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
ZONES = (
    "Asia/Baghdad",  # no changes
    "Europe/Athens",
    "America/New_York",
    "Australia/Lord_Howe",  # by half an hour
    "America/Havana",  # at midnight
    "America/Nuuk",  # an hour before midnight
)
TIMES = tuple(map(time.fromisoformat, ("00:00", "00:30", "01:30", "02:30", "03:30", "23:30")))


def recipient(zone: str, *times: str) -> Recipient:
    at = tuple(map(time.fromisoformat, times))
    return Recipient("shilan", "shilan@example.org", "post", zone, at)


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "local", "instant"),
    [
        ("Asia/Baghdad", "2026-11-14 07:00", "2026-11-14 04:00"),
        ("Asia/Baghdad", "2026-07-14 07:00", "2026-07-14 04:00"),
        ("Europe/Athens", "2026-03-28 03:30", "2026-03-28 01:30"),
        ("Europe/Athens", "2026-03-29 03:30", "2026-03-29 01:30"),  # there is no 03:30: 04:30
        ("Europe/Athens", "2026-03-30 03:30", "2026-03-30 00:30"),
        ("Europe/Athens", "2026-10-25 03:30", "2026-10-25 00:30"),  # the first of two
        ("Europe/Athens", "2026-10-26 03:30", "2026-10-26 01:30"),
        ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:30"),  # there is none: 03:30
        ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30"),  # the first of two
        ("America/New_York", "2026-11-02 01:30", "2026-11-02 06:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45"),  # there is none: 02:45
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45"),  # the first of two
        ("America/Nuuk", "2026-03-28 23:30", "2026-03-29 01:30"),  # there is none: 00:30 next day
    ],
)
def test_a_local_time_stands_for_one_instant(zone: str, local: str, instant: str) -> None:
    at = datetime.fromisoformat(local)
    assert due_instant(at.date(), at.time(), zone) == utc(instant)


def test_a_time_that_occurs_twice_is_due_once() -> None:
    athens = recipient("Europe/Athens", "03:30")
    first, second = utc("2026-10-25 00:30"), utc("2026-10-25 01:30")
    assert first.astimezone(ZoneInfo("Europe/Athens")).time() == time(3, 30)
    assert second.astimezone(ZoneInfo("Europe/Athens")).time() == time(3, 30)

    dates = [_only(athens, moment).local_date for moment in (first - MINUTE, first, second)]

    assert dates == [date(2026, 10, 24), date(2026, 10, 25), date(2026, 10, 25)]
    assert next_due(athens, first) == utc("2026-10-26 01:30")


def test_a_time_that_does_not_occur_is_due_all_the_same() -> None:
    athens = recipient("Europe/Athens", "03:30")
    before, after = utc("2026-03-29 01:29"), utc("2026-03-29 01:30")

    assert _only(athens, before).local_date == date(2026, 3, 28)
    assert next_due(athens, before) == after
    assert _only(athens, after) == DigestPeriod(
        "shilan@03:30", "shilan", date(2026, 3, 29), due_at=after
    )


def test_a_time_skipped_before_midnight_is_still_to_come_after_midnight() -> None:
    nuuk = recipient("America/Nuuk", "23:30")
    soon_after_midnight = utc("2026-03-29 01:10")
    assert soon_after_midnight.astimezone(ZoneInfo("America/Nuuk")).date() == date(2026, 3, 29)

    assert _only(nuuk, soon_after_midnight).local_date == date(2026, 3, 27)
    assert next_due(nuuk, soon_after_midnight) == utc("2026-03-29 01:30")


def test_the_local_date_is_the_recipients_and_not_utc() -> None:
    baghdad = recipient("Asia/Baghdad", "01:00")
    assert _only(baghdad, utc("2026-11-14 22:30")).local_date == date(2026, 11, 15)


def test_each_time_of_a_recipient_is_a_schedule_of_its_own() -> None:
    twice = recipient("Asia/Baghdad", "07:00", "18:00")
    noon = utc("2026-11-14 09:00")

    periods = due_periods(twice, noon)

    assert [(period.schedule, period.local_date) for period in periods] == [
        ("shilan@07:00", date(2026, 11, 14)),
        ("shilan@18:00", date(2026, 11, 13)),
    ]
    assert next_due(twice, noon) == utc("2026-11-14 15:00")
    assert schedule_name(twice, time(7, 0)) == "shilan@07:00"


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=15)
@given(
    at=st.sampled_from(TIMES),
    first_second=st.integers(0, 86_400),
    step_minutes=st.integers(300, 23 * 60),
)
def test_through_a_year_each_date_is_due_once_and_never_early(
    zone: str, at: time, first_second: int, step_minutes: int
) -> None:
    who = Recipient("shilan", "shilan@example.org", "post", zone, (at,))
    begin = utc("2026-01-10 00:00") + timedelta(seconds=first_second)

    seen: list[date] = []
    for now in _moments(begin, timedelta(minutes=step_minutes)):
        period = _only(who, now)
        assert period.due_at <= now < next_due(who, now)
        if not seen or period.local_date != seen[-1]:
            seen.append(period.local_date)

    assert all(later - earlier == ONE_DAY for earlier, later in pairwise(seen))
    assert len(seen) > 360


@given(
    zone=st.sampled_from(ZONES),
    at=st.sampled_from(TIMES),
    now=st.datetimes(datetime(2020, 1, 2), datetime(2037, 1, 1)),  # noqa: DTZ001 - made UTC below
)
def test_between_two_periods_there_is_nothing(zone: str, at: time, now: datetime) -> None:
    who = Recipient("shilan", "shilan@example.org", "post", zone, (at,))
    moment = now.replace(tzinfo=UTC)

    following = next_due(who, moment)

    assert moment < following <= moment + timedelta(hours=25)
    assert _only(who, following - MINUTE / 60).local_date == _only(who, moment).local_date
    assert _only(who, following).local_date == _only(who, moment).local_date + ONE_DAY
    assert _only(who, following).due_at == following


def _only(who: Recipient, now: datetime) -> DigestPeriod:
    [period] = due_periods(who, now)
    return period


def _moments(begin: datetime, step: timedelta) -> Iterator[datetime]:
    now = begin
    while now < begin + timedelta(days=365):
        yield now
        now += step


def test_on_days_off_nothing_is_due() -> None:
    weekly = replace(recipient("Asia/Baghdad", "07:00"), digest_days=(0, 3))  # Monday, Thursday
    [last] = due_periods(weekly, utc("2026-11-14 12:00"))  # a Saturday
    assert last.local_date == date(2026, 11, 12)
    assert next_due(weekly, utc("2026-11-14 12:00")) == utc("2026-11-16 04:00")
    assert next_due(weekly, utc("2026-11-16 04:00")) == utc("2026-11-19 04:00")


def test_the_day_of_the_week_is_the_local_one() -> None:
    night = replace(recipient("Asia/Baghdad", "01:00"), digest_days=(0,))  # Monday in Baghdad
    assert next_due(night, utc("2026-11-14 12:00")) == utc("2026-11-15 22:00")  # Sunday in UTC
