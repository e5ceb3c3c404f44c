"""How every source fares: what sources.toml says of it beside what the store remembers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from daemon.model.post import SourceHealth
from daemon.model.source import Source


def health(sources: Sequence[Source], known: Iterable[SourceHealth]) -> tuple[SourceHealth, ...]:
    """The sources in the order of sources.toml; those that were removed from it are left out."""
    remembered = {row.source: row for row in known}
    return tuple(_of(source, remembered.get(source.name)) for source in sources)


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
