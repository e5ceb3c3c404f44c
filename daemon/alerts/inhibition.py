"""Whether a larger story already tells what a smaller one is a part of.

A battle for a district is told once, not once for every village in it. A story is muted only
by one that is at least as grave, and never by one about a whole country or region.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from daemon.alerts.interest import inside
from daemon.model.alert import Candidate

NEARBY = timedelta(hours=6)
"""How far apart a whole and its part may have been reported."""


def larger(part: Candidate, heard: Iterable[Candidate]) -> Candidate | None:
    """Of the stories that are ``heard`` the gravest of which ``part`` is a part."""
    wholes = [one for one in heard if is_part(part, one)]
    return max(wholes, key=lambda one: (one.severity.rank, one.independent), default=None)


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


def _same_actors(part: Candidate, whole: Candidate) -> bool:
    """Two stories that each name somebody, and nobody in common, are two events."""
    if not part.actors or not whole.actors:
        return True
    return bool(set(part.actors) & set(whole.actors))
