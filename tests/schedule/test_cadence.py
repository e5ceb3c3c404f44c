"""A source is polled in its own rhythm, within its limits, and left alone while it fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.model.language import Language
from daemon.model.outcome import Failed, Reason, Unreadable
from daemon.model.source import Cadence, FeedState, Remembered, Source, Validators
from daemon.schedule.cadence import FIRST_INTERVAL, AdaptivePlanner, adapted, clamp, retry_after

NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SOURCE = Source(
    "esta", "ئێستا", "https://esta.example/feed", "rss", Language.SORANI, "Asia/Baghdad"
)
SLOW = replace(SOURCE, cadence=Cadence(shortest=HOUR, longest=24 * HOUR))
EXACT = AdaptivePlanner(jitter=lambda: 1.0)
DOWN = Failed(Reason.CONNECTION_FAILED, "refused")


SHOWN = {"https://esta.example/feed": Remembered(Validators('"a"', "yesterday"))}


def polled(at: datetime = NOW, interval: timedelta = 30 * MINUTE, **changed: object) -> FeedState:
    state = FeedState("esta", at + interval, interval, SHOWN, at)
    return replace(state, **changed)  # type: ignore[arg-type]


def test_a_source_never_polled_is_due_at_once() -> None:
    assert EXACT.first(SOURCE, NOW) == FeedState("esta", NOW, FIRST_INTERVAL)
    assert EXACT.first(SLOW, NOW).interval == HOUR


def test_polls_that_bring_nothing_grow_rarer_up_to_the_limit() -> None:
    state, intervals = polled(interval=5 * MINUTE), []
    for _ in range(12):
        state = EXACT.after_success(SOURCE, state, state.next_poll_at, new=0)
        intervals.append(state.interval)

    assert intervals[0] == 7.5 * MINUTE
    assert intervals == sorted(intervals)
    assert intervals[-1] == SOURCE.cadence.longest


@pytest.mark.parametrize(
    ("gap_minutes", "settles_within"),
    [
        (1, (5, 5)),  # a flood: the shortest that the source allows
        (20, (12, 28)),
        (45, (25, 65)),
        (60 * 24 * 30, (120, 120)),  # hardly alive: the longest
    ],
)
def test_the_interval_settles_near_the_distance_between_articles(
    gap_minutes: int, settles_within: tuple[int, int]
) -> None:
    gap = gap_minutes * MINUTE
    state = polled(NOW)
    intervals = []
    for _ in range(80):
        now = state.next_poll_at
        assert state.polled_at is not None
        new = (now - NOW) // gap - (state.polled_at - NOW) // gap
        state = EXACT.after_success(SOURCE, state, now, new)
        intervals.append(state.interval)

    lowest, highest = settles_within
    settled = sum(intervals[40:], timedelta()) / 40
    assert lowest * MINUTE <= settled <= highest * MINUTE


def test_the_archive_that_a_first_look_brings_is_no_rhythm() -> None:
    first = EXACT.first(SOURCE, NOW)
    assert EXACT.after_success(SOURCE, first, NOW, new=60).interval == FIRST_INTERVAL


def test_two_looks_a_moment_apart_do_not_count_as_a_flood_of_news() -> None:
    soon = NOW + timedelta(seconds=1)
    assert adapted(polled(interval=HOUR), soon, 1, SOURCE.cadence) == (60 + 5) / 2 * MINUTE


@given(
    minutes=st.floats(0.01, 100_000),
    elapsed=st.floats(-100_000, 1_000_000),
    new=st.integers(0, 5_000),
    jitter=st.floats(0.9, 1.1),
    source=st.sampled_from([SOURCE, SLOW]),
)
def test_after_success_the_next_poll_is_ahead_and_within_the_limits(
    minutes: float, elapsed: float, new: int, jitter: float, source: Source
) -> None:
    state = polled(NOW, interval=minutes * MINUTE)
    now = NOW + elapsed * MINUTE
    after = AdaptivePlanner(lambda: jitter).after_success(source, state, now, new)
    assert source.cadence.shortest <= after.interval <= source.cadence.longest
    assert after.next_poll_at == now + after.interval * jitter > now


def test_jitter_moves_the_poll_and_not_the_rhythm() -> None:
    drawn = iter([1.1, 0.9])
    planner = AdaptivePlanner(lambda: next(drawn))
    later = planner.after_success(SOURCE, polled(), NOW + 30 * MINUTE, new=1)
    earlier = planner.after_success(SOURCE, polled(), NOW + 30 * MINUTE, new=1)
    assert later.interval == earlier.interval == 30 * MINUTE
    assert later.next_poll_at - earlier.next_poll_at == 6 * MINUTE


def test_failures_back_off_doubling_up_to_six_hours() -> None:
    state, waits = polled(interval=15 * MINUTE), []
    for _ in range(8):
        now = state.next_poll_at
        state = EXACT.after_failure(SOURCE, state, now, DOWN)
        waits.append((state.next_poll_at - now) / MINUTE)

    assert waits == [15, 30, 60, 120, 240, 360, 360, 360]
    assert state.interval == 15 * MINUTE, "the rhythm is not unlearnt"


def test_a_source_that_failed_a_thousand_times_is_still_looked_at() -> None:
    failing = polled(failures=999)
    assert EXACT.after_failure(SOURCE, failing, NOW, DOWN).next_poll_at == NOW + 6 * HOUR


def test_back_off_is_never_shorter_than_the_sources_own_longest_interval() -> None:
    failing = polled(failures=999)
    assert EXACT.after_failure(SLOW, failing, NOW, DOWN).next_poll_at == NOW + 24 * HOUR


TOO_MUCH = Unreadable(Reason.OVERRAN, "not done in 6 s")


def test_a_feed_that_is_too_much_for_a_child_is_read_ever_more_rarely() -> None:
    state, waits = polled(interval=5 * MINUTE), []
    for _ in range(7):
        now = state.next_poll_at
        state = EXACT.after_failure(SOURCE, state, now, TOO_MUCH)
        waits.append((state.next_poll_at - now) / MINUTE)

    assert waits == [30, 90, 270, 810, 1440, 1440, 1440]
    assert (state.problem, state.problem_detail) == (Reason.OVERRAN, "not done in 6 s")
    assert state.interval == 5 * MINUTE


def test_failures_of_another_kind_do_not_count_as_such() -> None:
    failing = polled(interval=5 * MINUTE, failures=2, problem=Reason.CONNECTION_FAILED)
    first = EXACT.after_failure(SOURCE, failing, NOW, TOO_MUCH)
    assert first.next_poll_at == NOW + 30 * MINUTE
    again = EXACT.after_failure(SOURCE, replace(failing, failures=99), NOW, TOO_MUCH)
    assert again.next_poll_at == NOW + 6 * HOUR, "not sooner than any other failure"


def test_a_feed_that_can_be_read_again_is_forgiven() -> None:
    costly = EXACT.after_failure(SOURCE, polled(interval=5 * MINUTE), NOW, TOO_MUCH)
    fine = EXACT.after_success(SOURCE, costly, costly.next_poll_at, new=1)
    assert (fine.problem, fine.failures) == (None, 0)
    assert fine.next_poll_at - costly.next_poll_at < 30 * MINUTE


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (-5.0, MINUTE),
        (0.0, MINUTE),
        (1.0, MINUTE),
        (7200.0, 2 * HOUR),
        (1e20, 24 * HOUR),
        (float("inf"), 24 * HOUR),
    ],
)
def test_what_a_server_asks_for_is_kept_to_within_limits(asked: float, given: timedelta) -> None:
    assert retry_after(asked) == given


@pytest.mark.parametrize(("asked", "waited"), [(7200.0, 2 * HOUR), (1.0, 15 * MINUTE)])
def test_a_named_time_lengthens_the_wait_and_never_shortens_it(
    asked: float, waited: timedelta
) -> None:
    limited = Failed(Reason.RATE_LIMITED, "429", 429, retry_after=asked)
    after = EXACT.after_failure(SOURCE, polled(interval=15 * MINUTE), NOW, limited)
    assert after.next_poll_at == NOW + waited


def test_a_named_time_holds_whatever_the_jitter_says() -> None:
    limited = Failed(Reason.RATE_LIMITED, "429", 429, retry_after=7200.0)
    after = AdaptivePlanner(lambda: 0.9).after_failure(SOURCE, polled(), NOW, limited)
    assert after.next_poll_at == NOW + 2 * HOUR


def test_a_run_of_failures_is_remembered_from_its_beginning() -> None:
    once = EXACT.after_failure(SOURCE, polled(), NOW, DOWN)
    broken = Unreadable(Reason.BROKEN_FEED, "line 3")
    twice = EXACT.after_failure(SOURCE, once, NOW + HOUR, broken)

    assert (once.failures, once.problem, once.problem_detail) == (
        1,
        Reason.CONNECTION_FAILED,
        "refused",
    )
    assert (twice.failures, twice.problem, twice.problem_detail) == (
        2,
        Reason.BROKEN_FEED,
        "line 3",
    )
    assert (twice.problem_since, twice.polled_at) == (NOW, NOW + HOUR)
    assert twice.documents == polled().documents


@pytest.mark.parametrize("new", [0, 3])
def test_success_forgets_the_failures(new: int) -> None:
    failed = EXACT.after_failure(SOURCE, polled(), NOW, DOWN)
    after = EXACT.after_success(SOURCE, failed, NOW + HOUR, new)
    assert (after.failures, after.problem, after.problem_detail, after.problem_since) == (
        0,
        None,
        "",
        None,
    )
    assert (after.polled_at, after.documents) == (NOW + HOUR, SHOWN)


def test_the_limits_of_a_source_hold_for_any_interval() -> None:
    limits = Cadence(10 * MINUTE, 20 * MINUTE)
    assert clamp(MINUTE, limits) == 10 * MINUTE
    assert clamp(15 * MINUTE, limits) == 15 * MINUTE
    assert clamp(HOUR, limits) == 20 * MINUTE
