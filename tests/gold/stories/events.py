"""The events of the gold set, with the pairs that are easily taken for one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY = date(2026, 9, 1)

KINDS = ("drone", "bomb", "raid", "arrest", "rocket", "murder", "abduction", "shelling", "mine")
PLACES_OF = {
    "drone": ("soran", "sinjar", "makhmur", "kobani", "tal-tamr"),
    "bomb": ("jalawla", "hawija", "daquq", "tal-afar", "khanaqin"),
    "raid": ("tuz-khurmatu", "kifri", "makhmur", "qaratapa", "daquq"),
    "arrest": ("khanaqin", "hawija", "bashiqa", "sinjar", "derik"),
    "rocket": ("bashiqa", "tal-afar", "makhmur", "derik", "manbij"),
    "murder": ("tuz-khurmatu", "khanaqin", "zakho", "manbij", "sinjar"),
    "abduction": ("daquq", "qaratapa", "hawija", "jalawla", "makhmur"),
    "shelling": ("amedi", "sidakan", "kani-masi", "batifa", "deraluk"),
    "mine": ("penjwen", "choman", "sidakan", "batifa", "zakho"),
}
DEAD = frozenset(("drone", "bomb", "raid", "mine"))
HURT = frozenset(("drone", "bomb", "raid", "rocket", "shelling", "mine"))
TAKEN = frozenset(("arrest", "abduction"))
ACTORS = {
    "raid": {"islamic-state": "attacker", "peshmerga": "target"},
    "arrest": {"islamic-state": "arrested"},
    "shelling": {"turkish-armed-forces": "attacker"},
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event: what, where, when, and the numbers told of it."""

    id: str
    kind: str
    place: str
    day: date
    killed: int = 0
    wounded: int = 0
    taken: int = 0


def events() -> Iterator[Event]:
    """Seven of each kind: two on one day in two places, three in one place on other days."""
    for number, kind in enumerate(KINDS):
        spots = PLACES_OF[kind]
        plan = (
            (spots[0], 0),
            (spots[1], 0),  # the same template on the same day in another place
            (spots[2], 3),
            (spots[2], 4),  # the same place on the next day
            (spots[2], 7),  # and some days later
            (spots[3], 10),
            (spots[4], 10),
        )
        for index, (place, after) in enumerate(plan):
            yield _event(kind, number, index, place, FIRST_DAY + timedelta(days=2 * number + after))


def _event(kind: str, number: int, index: int, place: str, day: date) -> Event:
    killed = 2 + (number + index) % 4 if kind in DEAD else 1 if kind == "murder" else 0
    return Event(
        id=f"{kind}-{index}",
        kind=kind,
        place=place,
        day=day,
        killed=killed,
        wounded=3 + (2 * number + 3 * index) % 5 if kind in HURT else 0,
        taken=2 + (number + 2 * index) % 6 if kind in TAKEN else 0,
    )
