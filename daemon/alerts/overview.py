"""The day at a glance: how many stories of each grade, category and place, and what is usual."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from daemon.alerts.naming import LONGEST, plain_name
from daemon.alerts.plain import shorten
from daemon.alerts.wording import (
    SEVERITIES,
    category_name,
    counted,
    in_digits,
    in_words,
    label,
    sentence_case,
)
from daemon.model.article import Severity
from daemon.model.post import Digits, Usual
from daemon.model.story import Story
from daemon.stories.trends import CHANCE, FEWEST_DAYS, FEWEST_STORIES, QUIET, at_least

MOST_BARS = 5  # of categories, and of places
MOST_ACTORS = 3  # that stand out
_TIMES = {2: "twice its usual", 3: "three times its usual"}


@dataclass(frozen=True, slots=True)
class Grade:
    """How many stories are of a severity; ``share`` is 1 to 100, of all."""

    severity: Severity
    label: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How many stories a category or place has, beside what is usual in as long a time.

    ``share`` and ``usual_share`` are of the largest of all bars, 0 to 100; ``usual`` is in
    words, empty when it is not known, and so is ``surge`` when nothing stands out.
    """

    label: str
    count: int
    share: int
    usual: str = ""
    usual_share: int = 0
    surge: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One story as far as it is counted: its severity, what it is about, and who tells it.

    ``place`` has the id and the name of the governorate, or of what is known instead, and so
    have ``actors``, each once.
    """

    severity: Severity
    categories: tuple[str, ...]
    place: tuple[str, str] | None
    sources: frozenset[str]
    new: bool
    actors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything above the stories; ``note`` says what the thin bars are, or why none are.

    ``actors`` are only those that stand out: who is named every day says nothing.
    """

    grades: tuple[Grade, ...]
    categories: tuple[Bar, ...]
    more_categories: int
    places: tuple[Bar, ...]
    more_places: int
    note: str
    actors: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual, in how many days the stories of this digest came, and our digits."""

    usual: Usual
    days: float
    digits: Digits


def compose_overview(seen: Sequence[Seen], names: Mapping[str, str], measure: Measure) -> Overview:
    """The numbers of these stories; ``names`` are the categories' English names."""
    places = {one.place[0]: one.place[1] for one in seen if one.place}
    by_category = _gathered((category, one) for one in seen for category in one.categories)
    by_place = _gathered((one.place[0], one) for one in seen if one.place)
    called = {category: category_name(category, names) for category in by_category}
    categories = _bars(by_category, called, measure.usual.categories, measure)
    where = _bars(by_place, places, measure.usual.places, measure)
    actors = dict(actor for one in seen for actor in one.actors)
    by_actor = _gathered((actor, one) for one in seen for actor, _ in one.actors)
    who = _bars(by_actor, actors, measure.usual.actors, measure)
    return Overview(
        grades=tuple(_grades(seen)),
        categories=categories[:MOST_BARS],
        more_categories=len(categories[MOST_BARS:]),
        places=where[:MOST_BARS],
        more_places=len(where[MOST_BARS:]),
        note=in_digits(_note(measure), measure.digits),
        actors=tuple(bar for bar in who if bar.surge)[:MOST_ACTORS],
    )


def place_of(story: Story | None) -> tuple[str, str] | None:
    """The governorate of a story, else the place itself, as an id and a name."""
    if story is None or story.place is None:
        return None
    chain = (story.place.id, *story.place.parents)
    if not story.place.admin1:
        return story.place.id, plain_name(story.place.name)
    own = [one for one in chain if one.endswith(("-governorate", "-province"))]
    return (own[0] if own else chain[0]), shorten(story.place.admin1, LONGEST)


def actors_of(story: Story | None) -> tuple[tuple[str, str], ...]:
    """The actors of a story, each once, as ids and names."""
    named = story.actors if story else ()
    return tuple({actor.id: (actor.id, plain_name(actor.name)) for actor in named}.values())


def land_of(story: Story | None) -> str:
    """The Kurdistan Region or the country in which it happened; nothing when unknown."""
    if story is None or story.place is None:
        return ""
    chain = (story.place.id, *story.place.parents)
    land = "kurdistan-region" if "kurdistan-region" in chain else chain[-1]
    return " ".join(
        word if word == "of" else sentence_case(word)
        for word in shorten(label(land), LONGEST).split()
    )


def _gathered(pairs: Iterable[tuple[str, Seen]]) -> Mapping[str, Sequence[Seen]]:
    found: dict[str, list[Seen]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found


def _grades(seen: Sequence[Seen]) -> Iterable[Grade]:
    numbers = Counter(one.severity for one in seen)
    for severity, word in SEVERITIES.items():
        if count := numbers[severity]:
            yield Grade(severity, word, count, max(1, round(100 * count / len(seen))))


def _bars(
    groups: Mapping[str, Sequence[Seen]],
    called: Mapping[str, str],
    usual: Mapping[str, float],
    measure: Measure,
) -> tuple[Bar, ...]:
    """What stands out first, then the most."""
    known = measure.usual.days >= FEWEST_DAYS
    means = {key: usual.get(key, 0.0) * measure.days if known else 0.0 for key in groups}
    surges = {key: _surge(groups[key], means[key]) if known else "" for key in groups}
    order = sorted(groups, key=lambda key: (not surges[key], -len(groups[key]), called[key]))
    largest = max([1.0, *(max(len(groups[key]), means[key]) for key in order[:MOST_BARS])])
    return tuple(
        Bar(
            label=called[key],
            count=len(groups[key]),
            share=min(100, max(1, round(100 * len(groups[key]) / largest))),
            usual=in_digits(_usually(means[key]), measure.digits) if known else "",
            usual_share=min(100, round(100 * means[key] / largest)),
            surge=in_digits(surges[key], measure.digits),
        )
        for key in order
    )


def _usually(mean: float) -> str:
    return f"usually {mean:.1f}".removesuffix(".0") if mean >= 0.05 else "usually none"


def _surge(found: Sequence[Seen], mean: float) -> str:
    """A number that chance hardly brings, told by more than one source, in words."""
    new = [one for one in found if one.new]
    sources = frozenset[str]().union(*(one.sources for one in new))
    if len(new) < FEWEST_STORIES or len(sources) < 2:
        return ""
    if at_least(len(new), max(mean, QUIET)) >= CHANCE:
        return ""
    times = int(len(found) / mean + 0.25) if mean >= QUIET else 0
    if not times:
        return "much more than usual"
    if times > 10:
        return "more than ten times its usual"
    return _TIMES.get(times, f"{in_words(times)} times its usual")


def _note(measure: Measure) -> str:
    days = measure.usual.days
    if days < FEWEST_DAYS:
        known = f"{counted(days, 'day')} of the {FEWEST_DAYS} that are needed"
        return f"Too little memory yet to say what is usual: {known}."
    span = (
        ""
        if 0.75 <= measure.days <= 1.25
        else f", for {measure.days:.1f}".removesuffix(".0") + " days"
    )
    return f"Usual is the mean of the last {days} days{span}."
