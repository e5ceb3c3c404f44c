"""How every source fares: what sources.toml says of it beside what the store remembers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from daemon.model.post import SourceHealth
from daemon.model.source import Source

BEHIND = timedelta(minutes=15)
"""A source that is due is looked at within seconds, or a minute when all are due at once."""


def health(sources: Sequence[Source], known: Iterable[SourceHealth]) -> tuple[SourceHealth, ...]:
    """The sources in the order of sources.toml; those that were removed from it are left out."""
    remembered = {row.source: row for row in known}
    return tuple(_of(source, remembered.get(source.name)) for source in sources)


def overdue(sources: Iterable[SourceHealth], now: datetime) -> bool:
    """Whether most sources should have been looked at long ago: the machine was asleep."""
    known = [one for one in sources if one.enabled and one.next_poll_at is not None]
    late = [one for one in known if one.next_poll_at and now - one.next_poll_at > BEHIND]
    return 2 * len(late) > len(known)


def _of(source: Source, known: SourceHealth | None) -> SourceHealth:
    if known is None:
        return _never_polled(source)
    next_poll_at = known.next_poll_at if source.enabled else None
    return replace(known, outlet=source.outlet, enabled=source.enabled, next_poll_at=next_poll_at)


def _never_polled(source: Source) -> SourceHealth:
    return SourceHealth(
        source=source.name,
        outlet=source.outlet,
        enabled=source.enabled,
        polled_at=None,
        next_poll_at=None,
        failures=0,
        problem=None,
        problem_detail="",
        problem_since=None,
        articles=0,
        flagged=0,
    )
