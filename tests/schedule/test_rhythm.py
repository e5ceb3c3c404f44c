from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from daemon.model.language import Language
from daemon.model.outcome import Failed, Reason
from daemon.model.poll import Pages
from daemon.model.source import FeedState, Source
from daemon.schedule.cadence import GONE_WAIT, AdaptivePlanner

NOW = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
NO_PAGES = Pages()
SOURCE = Source(
    "esta", "ئێستا", "https://esta.example/feed", "rss", Language.SORANI, "Asia/Baghdad"
)
PLANNER = AdaptivePlanner(jitter=lambda: 1.0)


def polled(*gaps: float, pages: Pages = NO_PAGES) -> FeedState:
    """A source that had news at its first poll and then after so many hours each."""
    at = NOW
    state = PLANNER.after_success(SOURCE, PLANNER.first(SOURCE, at), at, 3, pages)
    for hours in gaps:
        state = quiet(state, hours - 1)
        at = (state.polled_at or at) + HOUR
        state = PLANNER.after_success(SOURCE, state, at, 1, pages)
    return state


def quiet(state: FeedState, hours: float) -> FeedState:
    """The same source after so many hours of polls without anything new."""
    for _ in range(int(hours)):
        at = (state.polled_at or NOW) + HOUR
        state = PLANNER.after_success(SOURCE, state, at, 0)
    return state


def test_a_lively_source_that_says_nothing_for_two_days_has_fallen_silent() -> None:
    state = quiet(polled(2, 3, 2), 48)
    assert state.problem is None
    silent = quiet(state, 1)
    assert (silent.problem, silent.failures) == (Reason.SILENT, 0)
    assert silent.problem_detail == "nothing new for 2 days, before at most 3 h"


def test_when_it_fell_silent_is_remembered_until_it_speaks() -> None:
    silent = quiet(polled(2, 3), 49)
    assert quiet(silent, 30).problem_since == silent.problem_since == silent.polled_at
    spoken = PLANNER.after_success(SOURCE, silent, NOW + 90 * HOUR, 1)
    assert (spoken.problem, spoken.problem_since, spoken.problem_detail) == (None, None, "")


def test_a_source_that_is_often_quiet_for_long_is_not_silent() -> None:
    assert quiet(polled(30, 40), 100).problem is None
    assert quiet(polled(30, 40), 125).problem is Reason.SILENT


def test_of_a_source_that_was_polled_once_nothing_is_known() -> None:
    assert quiet(polled(), 500).problem is None


def test_what_came_after_a_pause_of_ours_says_nothing_of_its_rhythm() -> None:
    state = polled(2, 3)
    back = PLANNER.after_success(SOURCE, state, NOW + 400 * HOUR, 5)
    assert back.rhythm.longest_quiet == state.rhythm.longest_quiet
    assert back.problem is None


def test_a_failure_after_silence_begins_a_problem_of_its_own() -> None:
    silent = quiet(polled(2, 3), 60)
    at = NOW + 100 * HOUR
    failed = PLANNER.after_failure(SOURCE, silent, at, Failed(Reason.NOT_FOUND, "404", 404))
    assert (failed.problem, failed.problem_since) == (Reason.NOT_FOUND, at)


READ, MISSED = Pages(read=4), Pages(missed=2)


def after(state: FeedState, *polls: Pages) -> FeedState:
    for pages in polls:
        at = (state.polled_at or NOW) + HOUR
        state = PLANNER.after_success(SOURCE, state, at, 1, pages)
    return state


def test_pages_that_suddenly_give_nothing_are_a_problem() -> None:
    readable = after(polled(), READ, READ, READ)
    assert after(readable, MISSED, MISSED).problem is None
    failing = after(readable, MISSED, MISSED, MISSED)
    assert failing.problem is Reason.EXTRACTION_FAILING
    assert failing.problem_detail == "the last 6 pages gave no article"
    assert quiet(failing, 3).problem is Reason.EXTRACTION_FAILING
    assert after(failing, Pages(read=1, missed=3)).problem is None


def test_pages_that_never_gave_anything_are_no_change_for_the_worse() -> None:
    assert after(polled(), *[MISSED] * 20).problem is None


@pytest.mark.parametrize("failures", [0, 9])
def test_what_is_gone_for_good_is_asked_again_after_a_week(failures: int) -> None:
    state = replace(polled(), failures=failures)
    failed = PLANNER.after_failure(SOURCE, state, NOW, Failed(Reason.GONE, "410", 410))
    assert failed.next_poll_at == NOW + GONE_WAIT
    assert failed.problem is Reason.GONE
