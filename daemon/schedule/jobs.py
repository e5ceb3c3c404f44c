"""The handful of APScheduler jobs; none of them is the record of what is due.

APScheduler's timers skip runs that are late, double at a DST change and stop when the
clock steps back. So its jobs only ask, often, and the answers come from the database; and
``Jobs.wake`` makes them all run at once when the clock was moved. A job must only start
work, not do it: stopping the scheduler cancels the jobs that are running.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

Job = Callable[[], Awaitable[None]]


class Jobs:
    """Runs plain async functions every so many seconds."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def every(self, seconds: float, name: str, job: Job, first_at: datetime) -> None:
        """Run ``job`` every ``seconds``, for the first time at ``first_at``."""
        trigger = IntervalTrigger(seconds=seconds, timezone=UTC)
        self._scheduler.add_job(job, trigger, id=name, name=name, next_run_time=first_at)

    def start(self) -> None:
        """Start running; needs a running event loop."""
        self._scheduler.start()

    def wake(self, now: datetime) -> None:
        """Make every job due now: after the clock was moved or the machine slept."""
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=now)

    def stop(self) -> None:
        """Start nothing more; jobs under way are the caller's to wait for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
