"""The whole of a story from what its articles say; what they do not agree on stays visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from daemon.model.article import Severity
from daemon.model.story import (
    Account,
    Actor,
    Bound,
    Count,
    EventDate,
    Place,
    Range,
    Role,
    Standing,
    Story,
    Victims,
)
from daemon.stories.levels import level
from daemon.stories.severity import severity
from daemon.stories.sketch import REPRINT, resemblance

_STRONG = (Role.CLAIMED_BY, Role.ATTACKER, Role.TARGET, Role.ARRESTED, Role.DENIED_BY, Role.NAMED)


def story(accounts: Sequence[Account]) -> Story:
    """What these articles, of one event, tell together; there must be at least one."""
    told = sorted(accounts, key=lambda one: (one.reported_at, one.article))
    standings = tuple(_standings(told))
    found = tuple(_ranges(told))
    voices = independent(told)
    kinds = _most(kind for one in told for kind in one.incident.kinds)
    levels = [one.severity or Severity.LOW for one in told]
    return Story(
        title=told[0].title,
        articles=tuple(one.article for one in told),
        first_at=told[0].reported_at,
        last_at=told[-1].reported_at,
        day=_day(told),
        categories=_most(category for one in told for category in one.categories),
        kinds=kinds,
        place=_place(told),
        actors=_actors(told),
        weapons=_most(weapon.id for one in told for weapon in one.incident.weapons),
        ranges=found,
        statuses=standings,
        severity=severity(levels, found, doubts(told), voices, kinds),
        sources=len({one.source for one in told}),
        independent=voices,
    )


def independent(accounts: Sequence[Account]) -> int:
    """How many tell it in words of their own: reprints, and one outlet's articles, are one."""
    groups: list[list[Account]] = []
    for account in accounts:
        mine = [group for group in groups if any(_one_voice(account, other) for other in group)]
        groups = [group for group in groups if group not in mine]
        groups.append([account, *(other for group in mine for other in group)])
    return len(groups)


def _one_voice(one: Account, other: Account) -> bool:
    return one.source == other.source or resemblance(one.sketch, other.sketch) >= REPRINT


def _most(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, what most say first."""
    counted = Counter(values)
    return tuple(sorted(counted, key=lambda value: (-counted[value], value)))


def _day(told: Sequence[Account]) -> EventDate:
    """The day that most articles state, the earliest of equals; else the first report's."""
    stated = [one.incident.date for one in told if one.incident.date.quote is not None]
    if not stated:
        return told[0].incident.date
    days = Counter(date.day for date in stated)
    best = min(days, key=lambda day: (-days[day], day))
    return next(date for date in stated if date.day == best)


def _place(told: Sequence[Account]) -> Place | None:
    """The place most agree on, counting a wider one for those inside it; then the closest."""
    named = [one.incident.place for one in told if one.incident.place is not None]
    votes = {
        place.id: sum(other.id in (place.id, *place.parents) for other in named) for place in named
    }
    return min(
        named, key=lambda place: (-votes[place.id], -level(place.kind), place.id), default=None
    )


def _actors(told: Sequence[Account]) -> tuple[Actor, ...]:
    best: dict[str, Actor] = {}
    for one in told:
        for actor in one.incident.actors:
            known = best.get(actor.id)
            if known is None or _STRONG.index(actor.role) < _STRONG.index(known.role):
                best[actor.id] = actor
    return tuple(sorted(best.values(), key=lambda actor: (_STRONG.index(actor.role), actor.id)))


def _ranges(told: Sequence[Account]) -> Iterator[Range]:
    """From the lowest to the highest that is said of each; a source's later word replaces."""
    for what in Victims:
        last = {
            one.source: (one.article, count)
            for one in told
            for count in one.incident.counts
            if count.what is what
        }
        if last:
            numbers = [count.number for _, count in last.values()]
            articles = tuple(sorted(article for article, _ in last.values()))
            vague = any(count.approximate for _, count in last.values())
            high = max(numbers)
            limit = _bound([count for _, count in last.values() if count.number == high])
            yield Range(what, min(numbers), high, articles, vague, limit)


def _bound(counts: Sequence[Count]) -> Bound:
    """What all say who are not exact; about, where they differ."""
    said = {count.bound for count in counts} - {Bound.EXACT}
    if not said:
        return Bound.EXACT
    return said.pop() if len(said) == 1 else Bound.ABOUT


def doubts(told: Sequence[Account]) -> tuple[Standing, ...]:
    """The doubt that no article is without: DENIED when all deny it, else any that they have.

    Who did it may be claimed or denied of what surely happened: that is no doubt.
    """
    held = [
        {status.standing for status in one.incident.statuses if not status.blame} for one in told
    ]
    if not all(held):
        return ()
    common = set.intersection(*held)
    return tuple(one for one in Standing if one in (common or held[0] - {Standing.DENIED}))


def _standings(told: Sequence[Account]) -> Iterator[Standing]:
    said = {status.standing for one in told for status in one.incident.statuses}
    yield from (standing for standing in Standing if standing in said)
