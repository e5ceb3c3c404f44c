"""The jobs ask often, run at once when the clock was moved, and begin nothing once stopped."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from daemon.schedule.jobs import Jobs
from daemon.service import clock

FAR = timedelta(days=365)
SOON = 5.0  # seconds within which anything here must have happened


class Counter:
    """A job that counts its runs and tells of them."""

    def __init__(self) -> None:
        self.runs = 0
        self._ran = asyncio.Condition()

    async def run(self) -> None:
        async with self._ran:
            self.runs += 1
            self._ran.notify_all()

    async def until(self, runs: int) -> None:
        async with asyncio.timeout(SOON), self._ran:
            await self._ran.wait_for(lambda: self.runs >= runs)


@pytest.fixture
async def jobs() -> AsyncIterator[Jobs]:
    made = Jobs()
    yield made
    made.stop()
    await asyncio.sleep(0)


async def test_a_job_runs_at_once_and_again_and_again(jobs: Jobs) -> None:
    often = Counter()
    jobs.every(0.01, "often", often.run, clock.now())
    jobs.start()
    await often.until(5)


async def test_a_job_waits_for_its_first_time(jobs: Jobs) -> None:
    often, later = Counter(), Counter()
    jobs.every(0.01, "often", often.run, clock.now())
    jobs.every(0.01, "later", later.run, clock.now() + FAR)
    jobs.start()
    await often.until(3)
    assert later.runs == 0


async def test_a_job_that_is_late_runs_all_the_same_and_once(jobs: Jobs) -> None:
    missed, after = Counter(), Counter()
    jobs.every(3600, "missed", missed.run, clock.now() - timedelta(hours=5.5))
    jobs.every(0.01, "after", after.run, clock.now())
    jobs.start()
    await after.until(3)
    assert missed.runs == 1


async def test_waking_makes_every_job_run_now(jobs: Jobs) -> None:
    one, two = Counter(), Counter()
    jobs.every(3600, "one", one.run, clock.now() + FAR)
    jobs.every(3600, "two", two.run, clock.now() + FAR)
    jobs.start()

    jobs.wake(clock.now())

    await one.until(1)
    await two.until(1)


async def test_after_waking_a_job_keeps_its_interval(jobs: Jobs) -> None:
    often = Counter()
    jobs.every(0.01, "often", often.run, clock.now() + FAR)
    jobs.start()
    jobs.wake(clock.now())
    await often.until(3)


async def test_once_stopped_nothing_more_begins(jobs: Jobs) -> None:
    often = Counter()
    jobs.every(0.001, "often", often.run, clock.now())
    jobs.start()
    await often.until(2)

    jobs.stop()
    await asyncio.sleep(0)
    runs = often.runs
    await asyncio.sleep(0.02)  # time for twenty more runs

    assert often.runs == runs
    jobs.stop()  # and stopping again does no harm


async def test_a_job_that_fails_is_told_and_runs_again(
    jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    tried = Counter()

    async def fail() -> None:
        await tried.run()
        raise RuntimeError("the disk is full")

    jobs.every(0.01, "failing", fail, clock.now())
    with caplog.at_level(logging.ERROR, "apscheduler"):
        jobs.start()
        await tried.until(3)

    assert "failing" in caplog.text
    assert "the disk is full" in caplog.text
