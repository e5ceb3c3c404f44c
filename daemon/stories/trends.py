"""What is more than usual: counts per day of a category, place or actor against their baseline.

A burst is a day on which a subject has more stories than its own past lets expect. The baseline
is the mean of the days before (28 at most, 7 at least); the day stands out when its count is at
least three and the chance of so many or more, were they Poisson with that mean (a quiet subject
is granted one story in ten days), is below one in two hundred. One outlet that fills its pages
is no burst: the day's stories must come from at least two independent sources.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daemon.model.story import Story

BASELINE_DAYS = 28
FEWEST_DAYS = 7
FEWEST_STORIES = 3
CHANCE = 0.005
QUIET = 0.1


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: ``sort`` is category, place or actor."""

    sort: str
    id: str


@dataclass(frozen=True, slots=True)
class Surge:
    """A day on which a subject stands out; ``baseline`` is in stories per day."""

    subject: Subject
    day: date
    stories: int
    baseline: float
    chance: float
    sources: int
    story_ids: tuple[int, ...]


def subjects(story: Story) -> Iterator[Subject]:
    """Everything that a story counts for: also the places in which its place lies."""
    yield from (Subject("category", category) for category in story.categories)
    if story.place is not None:
        yield from (Subject("place", place) for place in (story.place.id, *story.place.parents))
    yield from (Subject("actor", actor.id) for actor in story.actors)


def daily(stories: Iterable[Story]) -> Mapping[Subject, Mapping[date, list[Story]]]:
    """The stories of each subject by the day of their event."""
    counted: dict[Subject, dict[date, list[Story]]] = defaultdict(lambda: defaultdict(list))
    for story in stories:
        for subject in subjects(story):
            counted[subject][story.day.day].append(story)
    return counted


def surges(
    stories: Iterable[Story], sources: Mapping[int, frozenset[str]], day: date, since: date
) -> list[Surge]:
    """The subjects that stand out on ``day``, the least likely first.

    ``sources`` has the outlets of each story by its id; ``since`` is the first day on which
    news was read at all: days before it say nothing.
    """
    days = min((day - since).days, BASELINE_DAYS)
    if days < FEWEST_DAYS:
        return []
    found = [
        surge
        for subject, by_day in daily(stories).items()
        if (surge := _surge(subject, by_day, sources, day, days)) is not None
    ]
    return sorted(found, key=lambda one: (one.chance, one.subject.sort, one.subject.id))


def _surge(
    subject: Subject,
    by_day: Mapping[date, Sequence[Story]],
    sources: Mapping[int, frozenset[str]],
    day: date,
    days: int,
) -> Surge | None:
    told = by_day.get(day, ())
    outlets = {name for story in told for name in sources.get(story.id, ())}
    if len(told) < FEWEST_STORIES or len(outlets) < 2:
        return None
    before = (day - timedelta(days=back) for back in range(1, days + 1))
    baseline = sum(len(by_day.get(one, ())) for one in before) / days
    chance = at_least(len(told), max(baseline, QUIET))
    if chance >= CHANCE:
        return None
    ids = tuple(story.id for story in told)
    return Surge(subject, day, len(told), baseline, chance, len(outlets), ids)


def at_least(count: int, mean: float) -> float:
    """The chance of ``count`` or more under a Poisson distribution."""
    fewer = sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count))
    return max(0.0, 1.0 - fewer)
