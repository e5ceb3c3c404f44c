"""Whether a source is still what it used to be: as lively, and as readable (pure)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from daemon.model.outcome import Reason
from daemon.model.poll import Pages
from daemon.model.source import FeedState, Rhythm

SHORTEST_SILENCE = timedelta(hours=48)  # a night and a holiday are no silence
TIMES_LONGEST = 3
FORGETTING = 0.98  # what a longest quiet of long ago still counts for, with every news
AWAY = timedelta(hours=12)  # after a pause of our own nothing is learnt about theirs
KNOWN_TO_BE_READABLE = 10  # pages that gave an article
MISSED_IN_A_ROW = 5
MOST_COUNTED = 1000

Worry = tuple[Reason, str]


def continued(state: FeedState, now: datetime, new: int, pages: Pages) -> Rhythm:
    """The rhythm after a poll that brought so many new articles and read so many pages."""
    rhythm = _with_pages(state.rhythm, pages)
    if state.polled_at is None or rhythm.news_at is None:
        return replace(rhythm, news_at=now)
    if new == 0:
        return rhythm
    if now - state.polled_at > AWAY:
        return replace(rhythm, news_at=now)
    known = rhythm.longest_quiet or timedelta(0)
    longest = max(now - rhythm.news_at, known * FORGETTING)
    return replace(rhythm, news_at=now, longest_quiet=longest)


def worry(rhythm: Rhythm, now: datetime) -> Worry | None:
    """What is wrong with a source that can be polled; None: nothing."""
    if rhythm.pages_missed >= MISSED_IN_A_ROW and rhythm.pages_read >= KNOWN_TO_BE_READABLE:
        told = f"the last {rhythm.pages_missed} pages gave no article"
        return Reason.EXTRACTION_FAILING, told
    if rhythm.news_at is None or rhythm.longest_quiet is None:
        return None
    quiet = now - rhythm.news_at
    if quiet <= max(SHORTEST_SILENCE, rhythm.longest_quiet * TIMES_LONGEST):
        return None
    return Reason.SILENT, f"nothing new for {_hours(quiet)}, before at most {_longest(rhythm)}"


def _with_pages(rhythm: Rhythm, pages: Pages) -> Rhythm:
    if pages.read:
        read = min(rhythm.pages_read + pages.read, MOST_COUNTED)
        return replace(rhythm, pages_read=read, pages_missed=0)
    return replace(rhythm, pages_missed=min(rhythm.pages_missed + pages.missed, MOST_COUNTED))


def _longest(rhythm: Rhythm) -> str:
    return _hours(rhythm.longest_quiet or timedelta(0))


def _hours(span: timedelta) -> str:
    hours = max(round(span.total_seconds() / 3600), 1)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"
