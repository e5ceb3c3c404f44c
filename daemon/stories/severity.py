"""How much a story matters: from its facts and from how many tell it independently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daemon.model.article import Severity
from daemon.model.story import Range, Standing, Victims

_ORDER = tuple(sorted(Severity, key=lambda level: level.rank))
MANY_KILLED = 5
MANY_HURT = 10
MANY_DISPLACED = 1000
MANY_FAMILIES = 200
_HARMED = frozenset((Victims.KILLED, Victims.WOUNDED, Victims.KIDNAPPED))
_ROUTINE = frozenset(("arrest", "operation"))


def severity(
    categories: Sequence[Severity],
    ranges: Sequence[Range],
    doubts: Sequence[Standing],
    independent: int,
    kinds: Sequence[str] = (),
) -> Severity:
    """The story's severity; ``doubts`` are standings without which no article tells it.

    It begins with the highest that the rules gave to an article. Anybody killed or kidnapped, or
    many driven from their homes, makes it at least high; five killed, or ten hurt when two tell
    it independently, critical. Arrests by which nobody was hurt are at most high. What a single
    source tells as one side's claim, as unconfirmed or denied, and what all deny, is one step
    lower.
    """
    rank = max((level.rank for level in categories), default=0)
    lows = {found.what: found.low for found in ranges}
    if _is_arrest(kinds, lows):
        rank = min(rank, Severity.HIGH.rank)
    if _is_grave(lows):
        rank = max(rank, Severity.HIGH.rank)
    hurt = lows.get(Victims.KILLED, 0) + lows.get(Victims.WOUNDED, 0)
    if lows.get(Victims.KILLED, 0) >= MANY_KILLED or (hurt >= MANY_HURT and independent > 1):
        rank = Severity.CRITICAL.rank
    doubtful = Standing.DENIED in doubts or (doubts and independent < 2)
    return _ORDER[max(0, rank - 1) if doubtful else rank]


def _is_arrest(kinds: Sequence[str], lows: Mapping[Victims, int]) -> bool:
    taken = "arrest" in kinds and Victims.ARRESTED in lows
    routine = bool(kinds) and _ROUTINE.issuperset(kinds)
    return (taken or routine) and _HARMED.isdisjoint(lows)


def _is_grave(lows: Mapping[Victims, int]) -> bool:
    taken = lows.get(Victims.KILLED, 0) >= 1 or lows.get(Victims.KIDNAPPED, 0) >= 1
    people = lows.get(Victims.DISPLACED, 0) >= MANY_DISPLACED
    return taken or people or lows.get(Victims.FAMILIES, 0) >= MANY_FAMILIES


def rises(before: Severity | None, after: Severity) -> bool:
    """Whether this is news by itself: the story matters more than it did."""
    return before is None or after.rank > before.rank
