"""Quiet hours, caps and storms: what waits, what does not, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from daemon.alerts.policy import decide
from daemon.alerts.quiet import quiet_until
from daemon.model.alert import Ruling, Span
from daemon.model.article import Severity
from tests.alerts.telling import (
    ALERTING,
    HOUR,
    MINUTE,
    NOW,
    Desk,
    candidate,
    history,
    only,
    recipient,
    ruling,
    rulings,
)

NIGHT = Span(time(22, 0), time(6, 0))
MIDNIGHT = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)  # 00:00 in Baghdad
AT_NIGHT = recipient(replace(ALERTING, quiet=(NIGHT,)))
SECOND = timedelta(seconds=1)


def test_in_quiet_hours_a_high_story_waits_for_their_end() -> None:
    story = candidate(first_at=MIDNIGHT - HOUR, last_at=MIDNIGHT - HOUR)
    held = only(decide([story], AT_NIGHT, history(), (), MIDNIGHT))
    assert held.ruling is Ruling.QUIET_HOURS
    assert held.until == MIDNIGHT + 6 * HOUR
    assert ruling(story, to=AT_NIGHT, now=MIDNIGHT + 6 * HOUR) is Ruling.NEW


def test_a_critical_story_breaks_the_quiet_unless_nothing_may() -> None:
    story = candidate(first_at=MIDNIGHT - HOUR, last_at=MIDNIGHT, severity=Severity.CRITICAL)
    assert ruling(story, to=AT_NIGHT, now=MIDNIGHT) is Ruling.NEW
    deep = recipient(replace(ALERTING, quiet=(NIGHT,), quiet_broken_by=None))
    assert ruling(story, to=deep, now=MIDNIGHT) is Ruling.QUIET_HOURS
    light = recipient(replace(ALERTING, quiet=(NIGHT,), quiet_broken_by=Severity.HIGH))
    high = replace(story, severity=Severity.HIGH)
    assert ruling(high, to=light, now=MIDNIGHT) is Ruling.NEW


def test_quiet_ends_at_the_local_hour_on_both_nights_when_the_clock_changes() -> None:
    ends = {
        datetime(2026, 10, 24, 23, 0, tzinfo=UTC): datetime(2026, 10, 25, 5, 0, tzinfo=UTC),
        datetime(2026, 3, 28, 23, 0, tzinfo=UTC): datetime(2026, 3, 29, 4, 0, tzinfo=UTC),
        datetime(2026, 7, 1, 22, 0, tzinfo=UTC): datetime(2026, 7, 2, 4, 0, tzinfo=UTC),
    }
    assert {at: quiet_until([NIGHT], "Europe/Berlin", at) for at in ends} == ends


def test_outside_of_them_it_is_not_quiet_and_the_ends_are_told_apart() -> None:
    zone = "Asia/Baghdad"
    assert quiet_until([NIGHT], zone, NOW) is None
    assert quiet_until([], zone, MIDNIGHT) is None
    evening = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)  # 22:00
    assert quiet_until([NIGHT], zone, evening) == MIDNIGHT + 6 * HOUR
    assert quiet_until([NIGHT], zone, evening - SECOND) is None
    assert quiet_until([NIGHT], zone, MIDNIGHT + 6 * HOUR) is None


def test_spans_that_follow_on_each_other_are_one_quiet() -> None:
    spans = [Span(time(4, 0), time(8, 0)), NIGHT, Span(time(12, 0), time(13, 0))]
    assert quiet_until(spans, "Asia/Baghdad", MIDNIGHT) == MIDNIGHT + 8 * HOUR


def test_a_span_that_ends_where_it_begins_is_the_whole_day() -> None:
    always = [Span(time(0, 0), time(0, 0))]
    assert quiet_until(always, "Asia/Baghdad", NOW) is not None


def test_many_stories_at_once_are_one_mail_with_the_gravest_first() -> None:
    stories = [candidate(number) for number in range(8)]
    stories[5] = replace(stories[5], severity=Severity.CRITICAL)
    plan = decide(stories, recipient(), history(), (), NOW)
    assert set(rulings(plan).values()) == {Ruling.STORM}
    (mail,) = plan.mails
    assert [one.story for one in mail] == [5, 0, 1, 2, 3, 4, 6, 7]
    assert mail[0].detail == "new"


def test_a_few_stories_at_once_are_a_mail_each() -> None:
    plan = decide([candidate(number) for number in range(5)], recipient(), history(), (), NOW)
    assert len(plan.mails) == 5


def test_after_the_hours_measure_only_critical_stories_are_told_and_the_others_wait() -> None:
    mailed = [NOW - 50 * MINUTE + number * 2 * MINUTE for number in range(12)]
    stories = [candidate(1), candidate(2, severity=Severity.CRITICAL)]
    plan = decide(stories, recipient(), history(mailed=mailed), (), NOW)
    assert rulings(plan) == {1: Ruling.RATE_CAPPED, 2: Ruling.NEW}
    held = next(one for one in plan.decisions if one.story == 1)
    assert held.until == NOW + 10 * MINUTE  # when the first of them is an hour old
    assert ruling(candidate(1), history(mailed=mailed), now=NOW + 10 * MINUTE) is Ruling.NEW


def test_room_for_one_mail_is_used_for_all_that_wait() -> None:
    mailed = [NOW - 50 * MINUTE + number * 2 * MINUTE for number in range(11)]
    stories = [candidate(number) for number in range(3)]
    plan = decide(stories, recipient(), history(mailed=mailed), (), NOW)
    assert [len(mail) for mail in plan.mails] == [3]


def test_a_mail_dated_ahead_by_a_clock_set_back_since_takes_no_room() -> None:
    ahead = history(mailed=[NOW + 5 * HOUR] * 50)
    assert ruling(candidate(), ahead) is Ruling.NEW


def storm(desk: Desk, severity: Severity, stories: int) -> list[datetime]:
    """A new story every half minute, decided every half minute; then three quiet hours."""
    known = []
    for step in range(stories + 360):
        now = NOW + step * timedelta(seconds=30)
        if step < stories:
            known.append(
                candidate(step, first_at=now, last_at=now, independent=3, severity=severity)
            )
        desk.look(known, now)
    return [at for at, _ in desk.mails]


@pytest.mark.parametrize("severity", [Severity.HIGH, Severity.CRITICAL])
def test_in_a_storm_every_story_is_told_once_in_few_mails(severity: Severity) -> None:
    desk = Desk(recipient())
    mails = storm(desk, severity, 200)
    told = [one.story for _, mail in desk.mails for one in mail]
    assert sorted(told) == list(range(200))
    busiest = max(sum(at <= other < at + HOUR for other in mails) for at in mails)
    assert busiest <= (12 if severity is Severity.HIGH else 24 + 60 // 3)


def test_in_a_storm_a_critical_story_waits_for_nothing() -> None:
    desk = Desk(recipient())
    known = []
    for step in range(60):
        now = NOW + step * MINUTE
        grave = Severity.CRITICAL if step % 20 == 19 else Severity.HIGH
        known.append(candidate(step, first_at=now, last_at=now, independent=3, severity=grave))
        desk.look(known, now)
        if grave is Severity.CRITICAL:
            assert step in desk.told
    assert len(desk.mails) <= 12 + 3


def test_after_a_mail_on_many_the_next_goes_out_a_group_interval_later() -> None:
    stormed = history(mailed=[NOW - 5 * MINUTE], stormed_at=NOW - 5 * MINUTE)
    plan = decide([candidate(1)], recipient(), stormed, (), NOW)
    assert (only(plan).ruling, only(plan).until) == (Ruling.RATE_CAPPED, NOW + 10 * MINUTE)
    assert ruling(candidate(1), stormed, now=NOW + 10 * MINUTE) is Ruling.NEW


def test_after_a_mail_on_many_a_critical_story_does_not_wait() -> None:
    stormed = history(mailed=[NOW - MINUTE], stormed_at=NOW - MINUTE)
    critical = candidate(1, severity=Severity.CRITICAL)
    plan = decide([critical, candidate(2, place="erbil")], recipient(), stormed, (), NOW)
    assert rulings(plan) == {1: Ruling.NEW, 2: Ruling.RATE_CAPPED}


def test_what_waited_for_hours_is_told_in_one_mail_and_what_is_fresh_alone() -> None:
    """The end of a quiet night, or a machine that was switched on."""
    ago = NOW - 3 * HOUR
    waited = [candidate(n, first_at=ago, last_at=ago, place=f"p{n}") for n in (1, 2, 3)]
    plan = decide([*waited, candidate(4, place="p4")], recipient(), history(), (), NOW)
    assert [[one.story for one in mail] for mail in plan.mails] == [[1, 2, 3], [4]]
    assert {one.ruling for one in plan.mails[0]} == {Ruling.STORM}
    assert plan.mails[0][0].detail == "new"


def test_a_single_story_that_waited_is_a_mail_like_any_other() -> None:
    ago = NOW - 3 * HOUR
    assert ruling(candidate(1, first_at=ago, last_at=ago)) is Ruling.NEW


def test_while_the_address_refuses_everything_nothing_is_told_and_nothing_forgotten() -> None:
    held = only(decide([candidate(1)], recipient(), history(reachable=False), (), NOW))
    assert (held.ruling, held.detail) == (Ruling.ADDRESS_SUPPRESSED, "new")
    refused = candidate(2, severity=Severity.LOW)
    assert ruling(refused, history(reachable=False)) is Ruling.BELOW_SEVERITY
