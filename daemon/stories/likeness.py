"""Do two articles tell the same event? Reasons for and against, and what rules it out.

The evidence is what both understood of the event, so neither the spelling nor the dialect nor
the script matters: names, numbers, places, days and kinds are the same values in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from daemon.model.story import (
    Account,
    Actor,
    Incident,
    JoinReason,
    Likeness,
    Link,
    Place,
    Role,
    Victims,
)
from daemon.stories.levels import SMALL, level
from daemon.stories.sketch import resemblance

ENOUGH = 5.0
"""The weight from which two articles are held to tell one event."""

FAR = timedelta(days=1)
_ALIKE = 0.12  # below this a resemblance is chance
_COUNTS: Mapping[Victims, Likeness] = {
    Victims.KILLED: Likeness.KILLED,
    Victims.WOUNDED: Likeness.WOUNDED,
    Victims.ARRESTED: Likeness.ARRESTED,
    Victims.KIDNAPPED: Likeness.KIDNAPPED,
    Victims.DISPLACED: Likeness.DISPLACED,
    Victims.FAMILIES: Likeness.DISPLACED,
}
_VAGUE = frozenset(("attack", "operation"))  # every outlet's word for half of all events
_AKIN: tuple[frozenset[str], ...] = (
    frozenset(("drone", "rocket", "shelling", "explosion", "attack")),
    frozenset(("attack", "clash", "shooting", "assassination", "stabbing")),
    frozenset(("mine", "explosion")),
    frozenset(("arrest", "operation")),
    frozenset(("kidnapping",)),
    frozenset(("protest",)),
)


def link(one: Account, other: Account) -> Link | None:
    """Why the two tell one event, or None when they do not, or not surely enough."""
    if one.article > other.article:
        one, other = other, one
    if conflict(one, other):
        return None
    alike = resemblance(one.sketch, other.sketch)
    reasons = tuple(_reasons(one, other, alike))
    score = round(sum(reason.weight for reason in reasons), 2)
    return Link(one.article, other.article, score, alike, reasons) if score >= ENOUGH else None


def conflict(one: Account, other: Account) -> bool:
    """Whether the two cannot tell one event, however alike their words are."""
    first, second = one.incident, other.incident
    if first.history != second.history or _days_apart(first, second):
        return True
    if _counts_apart(first, second):
        return True
    if one.language is not other.language and _of_capital(first.place, second.place):
        return False
    return _places_apart(first.places, second.places)


def _days_apart(one: Incident, other: Incident) -> bool:
    apart = abs(one.date.day - other.date.day)
    return apart > FAR or (apart == FAR and bool(one.date.quote and other.date.quote))


def _places_apart(one: Sequence[Place], other: Sequence[Place]) -> bool:
    """Two places neither of which lies in the other, when no place is named by both."""
    if not one or not other:
        return False
    first, second = one[0], other[0]
    if first.id == second.id or first.id in second.parents or second.id in first.parents:
        return False
    close = {place.id for place in one if level(place.kind) >= 3}
    shared = close & {place.id for place in other if level(place.kind) >= 3}
    return not (shared & {first.id, second.id})


def _of_capital(one: Place | None, other: Place | None) -> bool:
    """Whether one is the city whose name is said of the governorate that the other lies in.

    An English edition tells readers far away of an attack in Kirkuk, not in Rashad.
    """
    return bool(one and other) and (_stands_for(one, other) or _stands_for(other, one))


def _stands_for(city: Place | None, other: Place | None) -> bool:
    if city is None or other is None:
        return False
    return city.kind == "city" and f"{city.id}-governorate" in other.parents


def _counts_apart(one: Incident, other: Incident) -> bool:
    """Numbers of dead and hurt that both differ beyond what a later toll explains."""
    first, second = _numbers(one), _numbers(other)
    shared = [what for what in first if what in second]
    far = [w for w in shared if max(first[w], second[w]) > 3 * min(first[w], second[w]) + 2]
    return bool(far) and len(far) == len(shared)


def _numbers(incident: Incident) -> dict[Victims, int]:
    return {count.what: count.number for count in incident.counts}


def _reasons(one: Account, other: Account, alike: float) -> Iterator[JoinReason]:
    first, second = one.incident, other.incident
    if alike >= _ALIKE and not _elsewhere(first.place, second.place):
        yield JoinReason(Likeness.WORDING, f"{alike:.2f} of the wording", round(6 * alike, 2))
    yield from _place_reason(first.place, second.place, first.places, second.places)
    yield from _day_reason(first, second)
    yield from _kind_reason(set(first.kinds), set(second.kinds))
    firm = bool(set(first.kinds) & set(second.kinds) - _VAGUE)
    yield from _count_reasons(_numbers(first), _numbers(second), -0.7 if firm else -1.5)
    yield from _actor_reasons(first.actors, second.actors)
    if people := sorted(set(one.people) & set(other.people)):
        yield JoinReason(Likeness.PERSON, ", ".join(people), 2.0)
    weapons = {w.id for w in first.weapons} & {w.id for w in second.weapons}
    if weapons:
        yield JoinReason(Likeness.WEAPON, ", ".join(sorted(weapons)), 0.5)


def _elsewhere(one: Place | None, other: Place | None) -> bool:
    """The same words of another place are a form that an outlet fills in, and prove nothing."""
    return one is not None and other is not None and one.id != other.id


def _place_reason(
    one: Place | None, other: Place | None, all_one: Sequence[Place], all_other: Sequence[Place]
) -> Iterator[JoinReason]:
    if one is None or other is None:
        return
    if one.id == other.id:
        weight = {SMALL: 3.0, 3: 2.0}.get(level(one.kind), 1.0)
        yield JoinReason(Likeness.PLACE, one.id, weight)
    elif one.id in other.parents or other.id in one.parents:
        wider = one if one.id in other.parents else other
        weight = 2.0 if level(wider.kind) >= SMALL else 1.0
        yield JoinReason(Likeness.AREA, wider.id, weight)
    elif shared := {p.id for p in all_one} & {p.id for p in all_other} & {one.id, other.id}:
        yield JoinReason(Likeness.AREA, min(shared), 2.0)
    elif _of_capital(one, other):
        yield JoinReason(Likeness.AREA, one.admin1, 0.5)


def _day_reason(one: Incident, other: Incident) -> Iterator[JoinReason]:
    same = one.date.day == other.date.day
    if same:
        yield JoinReason(Likeness.DAY, one.date.day.isoformat(), 1.0)
    else:
        yield JoinReason(Likeness.DAY, "a day apart", -1.0)


def _kind_reason(one: set[str], other: set[str]) -> Iterator[JoinReason]:
    if shared := sorted(one & other):
        vague = one != other and _VAGUE.issuperset(shared)
        yield JoinReason(Likeness.KIND, ", ".join(shared), 0.2 if vague else 1.0)
    elif any(one & akin and other & akin for akin in _AKIN):
        yield JoinReason(Likeness.KIND, "akin", 0.0)
    elif one and other:
        yield JoinReason(Likeness.KIND, "different", -2.5)


def _count_reasons(
    one: dict[Victims, int], other: dict[Victims, int], against: float
) -> Iterator[JoinReason]:
    for what in Victims:
        if what in one and what in other:
            first, second = one[what], other[what]
            if first == second:
                weight = 1.5 if first > 1 else 1.0
                yield JoinReason(_COUNTS[what], str(first), weight)
            else:
                yield JoinReason(_COUNTS[what], f"{first} and {second}", against)


def _actor_reasons(one: Sequence[Actor], other: Sequence[Actor]) -> Iterator[JoinReason]:
    shared = {actor.id for actor in one} & {actor.id for actor in other}
    for actor in sorted(shared)[:2]:
        yield JoinReason(Likeness.ACTOR, actor, 1.0)
    first, second = _attackers(one), _attackers(other)
    if first and second and not first & second:
        yield JoinReason(Likeness.ACTOR, "different attackers", -1.5)


def _attackers(actors: Sequence[Actor]) -> set[str]:
    return {a.id for a in actors if a.role is Role.ATTACKER and a.type == "armed_group"}
