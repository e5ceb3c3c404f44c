"""The clock is UTC, and a step of it is noticed once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from daemon.service import clock
from daemon.service.clock import JumpDetector

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)


class Clocks:
    """The wall clock and the steady one, moved by hand."""

    def __init__(self) -> None:
        self.wall = NOON
        self.steady = 1000.0

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.steady


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    made = Clocks()
    monkeypatch.setattr(clock, "now", made.now)
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=made.monotonic))
    return made


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_time_that_only_passes_is_no_jump(clocks: Clocks) -> None:
    detector = JumpDetector()
    for _ in range(10):
        clocks.forward(3600)
        assert not detector.jumped()


@pytest.mark.parametrize(
    "step", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-30), timedelta(days=3652)]
)
def test_a_step_of_the_wall_clock_is_noticed_once(clocks: Clocks, step: timedelta) -> None:
    detector = JumpDetector()
    clocks.forward(5)
    clocks.wall += step
    assert [detector.jumped(), detector.jumped()] == [True, False]
    clocks.forward(5)
    assert not detector.jumped()
    clocks.wall -= step
    assert detector.jumped()


def test_a_sleep_of_the_machine_is_a_jump(clocks: Clocks) -> None:
    detector = JumpDetector()
    clocks.wall += timedelta(hours=8)  # the steady clock of Linux stands still meanwhile
    assert detector.jumped()


def test_a_clock_that_is_slowly_put_right_is_no_jump(clocks: Clocks) -> None:
    detector = JumpDetector()
    for _ in range(20):
        clocks.forward(5)
        clocks.wall += timedelta(seconds=50)
        assert not detector.jumped()


def test_the_time_of_day_is_that_of_the_zone(clocks: Clocks) -> None:
    assert clocks.now() == NOON
    assert clock.local_time("Asia/Baghdad").hour == 15
