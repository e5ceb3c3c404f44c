"""What is more than usual: counts per day of a category, place or actor against their baseline.

A surge is a day on which a subject has more stories than its own past lets expect. The baseline
is the mean of the days before (28 at most) on which any news was read, 7 at least; the day
stands out when its count is at least three and the chance of so many or more, were they Poisson
with that mean (a quiet subject is granted one story in ten days), is below one in two hundred.
One outlet that fills its pages is no surge: the day's stories must come from at least two
independent sources.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from daemon.model.story import Account, Story
from daemon.stories.sketch import REPRINT, resemblance

BASELINE_DAYS = 28
FEWEST_DAYS = 7
FEWEST_STORIES = 3
FEWEST_SOURCES = 2
CHANCE = 0.005
QUIET = 0.1
SORTS = ("category", "place", "actor")
MEMORY = ("memory",)
"""The kinds of a story whose articles only remember."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: ``sort`` is one of SORTS, ``id`` that of the category, place or actor."""

    sort: str
    id: str


Counts = Mapping[Subject, Mapping[date, int]]
"""The number of stories by subject and day; a day without stories is not named."""


@dataclass(frozen=True, slots=True)
class Peak:
    """A day on which a subject has many stories; ``baseline`` is in stories per day."""

    subject: Subject
    day: date
    stories: int
    baseline: float
    chance: float


@dataclass(frozen=True, slots=True)
class Surge:
    """A peak told by ``sources`` independent outlets: two at least."""

    subject: Subject
    day: date
    stories: int
    baseline: float
    chance: float
    sources: int
    story_ids: tuple[int, ...]


def subjects(story: Story) -> Iterator[Subject]:
    """Everything that a story counts for, each once: also the places in which its place lies.

    One that only remembers counts for nothing: no incident is new in it.
    """
    if story.kinds != MEMORY:
        yield from dict.fromkeys(_subjects(story))


def _subjects(story: Story) -> Iterator[Subject]:
    yield from (Subject("category", category) for category in story.categories)
    if story.place is not None:
        yield from (Subject("place", place) for place in (story.place.id, *story.place.parents))
    yield from (Subject("actor", actor.id) for actor in story.actors)


def days_before(day: date) -> tuple[date, ...]:
    """The days that may be in the baseline of a day, the nearest first."""
    return tuple(day - timedelta(days=back) for back in range(1, BASELINE_DAYS + 1))


def baseline(by_day: Mapping[date, int], day: date, heard: Collection[date]) -> float | None:
    """Stories per day on the days before on which news was read; None when these are too few."""
    before = [one for one in days_before(day) if one in heard]
    if len(before) < FEWEST_DAYS:
        return None
    return sum(by_day.get(one, 0) for one in before) / len(before)


def peaks(counts: Counts, day: date, heard: Collection[date]) -> list[Peak]:
    """The subjects whose number stands out on ``day``, the least likely first.

    ``heard`` are the days on which news was read at all: others say nothing.
    """
    found = [
        peak
        for subject, by_day in counts.items()
        if (peak := _peak(subject, by_day, day, heard)) is not None
    ]
    return sorted(found, key=lambda one: (one.chance, one.subject.sort, one.subject.id))


def _peak(
    subject: Subject, by_day: Mapping[date, int], day: date, heard: Collection[date]
) -> Peak | None:
    stories = by_day.get(day, 0)
    if stories < FEWEST_STORIES or (usual := baseline(by_day, day, heard)) is None:
        return None
    chance = at_least(stories, max(usual, QUIET))
    return Peak(subject, day, stories, usual, chance) if chance < CHANCE else None


def surges(
    found: Iterable[Peak],
    told: Mapping[Subject, Sequence[Story]],
    accounts: Mapping[int, Sequence[Account]],
    outlets: Mapping[str, str],
) -> list[Surge]:
    """The peaks that enough independent sources tell of, in their order.

    ``told`` has the stories of each peak, ``accounts`` the articles of each story by its id,
    ``outlets`` the outlet of a source where it is not its name. A place is left out when the
    stories are all in one that lies in it and surges itself.
    """
    surging = [one for peak in found if (one := _surge(peak, told, accounts, outlets)) is not None]
    wider = {
        (place, one.story_ids)
        for one in surging
        if one.subject.sort == "place"
        for place in _around(one.subject.id, told[one.subject])
    }
    return [one for one in surging if (one.subject.id, one.story_ids) not in wider]


def _surge(
    peak: Peak,
    told: Mapping[Subject, Sequence[Story]],
    accounts: Mapping[int, Sequence[Account]],
    outlets: Mapping[str, str],
) -> Surge | None:
    ids = tuple(sorted(story.id for story in told[peak.subject]))
    voices = independent([accounts.get(story, ()) for story in ids], outlets)
    if voices < FEWEST_SOURCES:
        return None
    return Surge(
        peak.subject, peak.day, peak.stories, peak.baseline, peak.chance, voices, story_ids=ids
    )


def _around(place: str, stories: Iterable[Story]) -> frozenset[str]:
    """What a place lies in."""
    for story in stories:
        chain = (story.place.id, *story.place.parents) if story.place is not None else ()
        if place in chain:
            return frozenset(chain[chain.index(place) + 1 :])
    return frozenset()


def independent(stories: Iterable[Sequence[Account]], outlets: Mapping[str, str]) -> int:
    """How many outlets tell stories in words of their own.

    Those that print one text are one. Across stories the answer errs to the low side: who
    reprints another once is one with him, but never fewer than tell a single one of them.
    """
    groups: list[frozenset[str]] = []
    most = 0
    for accounts in stories:
        here = _voices(accounts, outlets)
        most = max(most, len(here))
        for voice in here:
            groups = _joined(groups, voice)
    return max(most, len(groups))


def _voices(accounts: Sequence[Account], outlets: Mapping[str, str]) -> list[frozenset[str]]:
    """The outlets of one story, in groups that print one text."""
    groups: list[frozenset[str]] = []
    for number, account in enumerate(accounts):
        copies = (
            other
            for other in accounts[:number]
            if resemblance(account.sketch, other.sketch) >= REPRINT
        )
        sources = (account.source, *(other.source for other in copies))
        groups = _joined(groups, frozenset(outlets.get(source, source) for source in sources))
    return groups


def _joined(groups: Sequence[frozenset[str]], more: frozenset[str]) -> list[frozenset[str]]:
    """The groups with one more, which joins those that it shares a member with."""
    apart = [group for group in groups if group.isdisjoint(more)]
    return [*apart, more.union(*(group for group in groups if not group.isdisjoint(more)))]


def at_least(count: int, mean: float) -> float:
    """The chance of ``count`` or more under a Poisson distribution."""
    fewer = sum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count))
    return max(0.0, 1.0 - fewer)
