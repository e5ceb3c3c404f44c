"""How much a story matters: from its facts and from how many tell it independently."""

from __future__ import annotations

from collections.abc import Sequence

from daemon.model.article import Severity
from daemon.model.story import Range, Standing, Victims

_ORDER = tuple(sorted(Severity, key=lambda level: level.rank))
MANY_KILLED = 5
MANY_HURT = 10


def severity(
    categories: Sequence[Severity],
    ranges: Sequence[Range],
    standings: Sequence[Standing],
    independent: int,
) -> Severity:
    """The story's severity.

    It begins with the highest that the rules gave to an article. Anybody killed or kidnapped
    makes it at least high; five killed, or ten hurt when two tell it independently, critical.
    What a single source tells as unconfirmed or denied is one step lower.
    """
    rank = max((level.rank for level in categories), default=0)
    lows = {found.what: found.low for found in ranges}
    if lows.get(Victims.KILLED, 0) >= 1 or lows.get(Victims.KIDNAPPED, 0) >= 1:
        rank = max(rank, Severity.HIGH.rank)
    hurt = lows.get(Victims.KILLED, 0) + lows.get(Victims.WOUNDED, 0)
    if lows.get(Victims.KILLED, 0) >= MANY_KILLED or (hurt >= MANY_HURT and independent > 1):
        rank = Severity.CRITICAL.rank
    doubtful = Standing.DENIED in standings or Standing.UNCONFIRMED in standings
    return _ORDER[max(0, rank - 1) if doubtful and independent < 2 else rank]


def rises(before: Severity | None, after: Severity) -> bool:
    """Whether this is news by itself: the story matters more than it did."""
    return before is None or after.rank > before.rank
