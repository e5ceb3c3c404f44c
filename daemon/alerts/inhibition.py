"""Whether a larger story already tells what a smaller one is a part of.

A battle for a district is told once, not once for every village in it. A story is muted only
by one that is at least as grave, and never by one about a whole country or region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from daemon.alerts.interest import inside
from daemon.model.alert import Candidate

NEARBY = timedelta(hours=6)
"""How far apart a whole and its part may have been reported."""

_Shelf = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Wholes:
    """Stories that others may be parts of, found by place, category and time.

    ``known`` is looked into by number: what is taken out of it is found no more.
    """

    known: dict[int, Candidate] = field(default_factory=dict)
    _shelves: defaultdict[_Shelf, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, one: Candidate) -> None:
        """Take in a story, in place of what was known of it."""
        self.known[one.story] = one
        if one.wide or not one.place:
            return
        for time in range(_shelf(one.first_at - NEARBY), _shelf(one.last_at + NEARBY) + 1):
            for category in one.categories:
                self._shelves[one.place, category, time].add(one.story)

    def of(self, part: Candidate) -> Iterator[Candidate]:
        """The stories of which ``part`` is a part, by place, the narrowest first, and number."""
        time = _shelf(part.first_at)
        for place in part.within:
            here = [self._shelves.get((place, one, time), ()) for one in part.categories]
            for story in sorted(set[int]().union(*here)):
                whole = self.known.get(story)
                if whole is not None and whole.place == place and is_part(part, whole):
                    yield whole

    def larger(self, part: Candidate) -> Candidate | None:
        """The gravest story of which ``part`` is a part."""
        return max(
            self.of(part), key=lambda one: (one.severity.rank, one.independent), default=None
        )


def is_part(part: Candidate, whole: Candidate) -> bool:
    """Whether ``part`` is one of the things that ``whole`` tells together."""
    return (
        part.story != whole.story
        and not whole.wide
        and bool(whole.place)
        and whole.place != part.place
        and inside(part, whole.place)
        and whole.severity.rank >= part.severity.rank
        and bool(set(part.categories) & set(whole.categories))
        and _same_actors(part, whole)
        and whole.first_at - NEARBY <= part.first_at <= whole.last_at + NEARBY
    )


def _shelf(at: datetime) -> int:
    return int(at.timestamp() // NEARBY.total_seconds())


def _same_actors(part: Candidate, whole: Candidate) -> bool:
    """Two stories that each name somebody, and nobody in common, are two events."""
    if not part.actors or not whole.actors:
        return True
    return bool(set(part.actors) & set(whole.actors))
