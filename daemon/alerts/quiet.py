"""Quiet hours by the recipient's own clock, over midnight and over a change of the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from daemon.model.alert import Span

ONE_DAY = timedelta(days=1)


def quiet_until(spans: Iterable[Span], zone: str, now: datetime) -> datetime | None:
    """When the quiet that holds at ``now`` ends, in UTC; None when it is not quiet.

    Where one span follows on another, the quiet lasts to the end of the last.
    """
    every = tuple(spans)
    end, reached = None, now
    for _ in every:  # each span can lengthen the quiet once
        later = [found for span in every if (found := _end(span, zone, reached)) is not None]
        if not later:
            break
        end = reached = max(later)
    return end


def _end(span: Span, zone: str, now: datetime) -> datetime | None:
    """The end of the span's run that ``now`` lies in; a run begins today or began yesterday."""
    today = now.astimezone(ZoneInfo(zone)).date()
    for day in (today - ONE_DAY, today):
        last = day + ONE_DAY if span.end <= span.begin else day
        begin = datetime.combine(day, span.begin, ZoneInfo(zone)).astimezone(UTC)
        end = datetime.combine(last, span.end, ZoneInfo(zone)).astimezone(UTC)
        if begin <= now < end:
            return end
    return None
