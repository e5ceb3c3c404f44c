"""How long to wait before a source is polled again, from its own rhythm (pure)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.model.outcome import Failed, Reason, Unreadable
from daemon.model.poll import Pages
from daemon.model.source import Cadence, FeedState, Source
from daemon.schedule.rhythm import continued, worry

FIRST_INTERVAL = timedelta(minutes=15)
QUIET_GROWTH = 1.5  # factor on the interval after a poll that brought nothing
LONGEST_BACKOFF = timedelta(hours=6)
SHORTEST_RETRY_AFTER = timedelta(minutes=1)
LONGEST_RETRY_AFTER = timedelta(hours=24)

GONE_WAIT = timedelta(days=7)
OVERRAN_WAIT = timedelta(minutes=30)
OVERRAN_GROWTH = 3.0  # factor with each such document in a row: it costs a child every time
LONGEST_OVERRAN_WAIT = timedelta(hours=24)
NO_PAGES = Pages()

Jitter = Callable[[], float]
"""Gives a factor near 1, so that sources do not all fall due together."""


class AdaptivePlanner:
    """Polls a source about once per new article, within the source's own limits.

    The poll times are data: they go into the feed's state, and whoever runs next reads
    them there. ``jitter`` is drawn once for each state.
    """

    def __init__(self, jitter: Jitter) -> None:
        self._jitter = jitter

    def first(self, source: Source, now: datetime) -> FeedState:
        """The state of a source that was never polled: due at once."""
        interval = clamp(FIRST_INTERVAL, source.cadence)
        return FeedState(source=source.name, next_poll_at=now, interval=interval)

    def after_success(
        self, source: Source, state: FeedState, now: datetime, new: int, pages: Pages = NO_PAGES
    ) -> FeedState:
        """Shorten the interval after news, stretch it after none; forget failures.

        A source that has fallen silent, or whose pages give nothing any more, has a problem.
        """
        interval = adapted(state, now, new, source.cadence)
        rhythm = continued(state, now, new, pages)
        problem, detail = worry(rhythm, now) or (None, "")
        since = state.problem_since if problem is state.problem else now
        return replace(
            state,
            polled_at=now,
            interval=interval,
            next_poll_at=now + interval * self._jitter(),
            failures=0,
            problem=problem,
            problem_detail=detail,
            problem_since=since if problem else None,
            rhythm=rhythm,
        )

    def after_failure(
        self, source: Source, state: FeedState, now: datetime, failed: Failed | Unreadable
    ) -> FeedState:
        """Back off, doubling; a time that the server named is kept to, within limits.

        What is gone for good is only asked again after a week, and a document that was too
        much for the child that read it later and later.
        """
        failures = state.failures + 1
        wait = backoff(state.interval, failures, source.cadence) * self._jitter()
        if failed.reason is Reason.GONE:
            wait = GONE_WAIT
        if failed.reason is Reason.OVERRAN:
            times = failures if state.problem is Reason.OVERRAN else 1
            wait = max(wait, overran_wait(times) * self._jitter())
        named = failed.retry_after if isinstance(failed, Failed) else None
        if named is not None:
            wait = max(wait, retry_after(named))
        return replace(
            state,
            polled_at=now,
            next_poll_at=now + wait,
            failures=failures,
            problem=failed.reason,
            problem_detail=failed.detail,
            problem_since=state.problem_since if state.failures else now,
        )


def adapted(state: FeedState, now: datetime, new: int, cadence: Cadence) -> timedelta:
    """The next interval, aiming at one new article per poll, half-way from the present one."""
    if new == 0:
        return clamp(state.interval * QUIET_GROWTH, cadence)
    if state.polled_at is None:  # a first look brings the whole archive: no rhythm to learn
        return clamp(state.interval, cadence)
    elapsed = max(now - state.polled_at, cadence.shortest)
    return clamp((state.interval + elapsed / new) / 2, cadence)


def clamp(interval: timedelta, cadence: Cadence) -> timedelta:
    """The interval within the source's limits."""
    return max(cadence.shortest, min(interval, cadence.longest))


def backoff(interval: timedelta, failures: int, cadence: Cadence) -> timedelta:
    """The wait after so many failures in a row: doubling, at most LONGEST_BACKOFF."""
    longest = max(cadence.longest, LONGEST_BACKOFF)
    doublings = min(max(failures, 1) - 1, 16)
    return min(clamp(interval, cadence) * (1 << doublings), longest)


def overran_wait(times: int) -> timedelta:
    """The wait after so many documents in a row that cost a child."""
    growth = OVERRAN_GROWTH ** (min(max(times, 1), 16) - 1)
    return min(OVERRAN_WAIT * growth, LONGEST_OVERRAN_WAIT)


def retry_after(seconds: float) -> timedelta:
    """What a Retry-After header asks for, within one minute and one day."""
    longest = LONGEST_RETRY_AFTER.total_seconds()
    return max(SHORTEST_RETRY_AFTER, timedelta(seconds=min(max(seconds, 0.0), longest)))
