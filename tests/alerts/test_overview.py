"""The day at a glance: bars against what is usual, and a surge in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from daemon.alerts.overview import (
    Bar,
    Measure,
    Overview,
    Seen,
    actors_of,
    compose_overview,
    land_of,
    place_of,
)
from daemon.model.article import Severity
from daemon.model.post import Digits, Usual
from daemon.model.story import Role
from tests.alerts.day import DUHOK, place, stories
from tests.alerts.test_alert import story
from tests.alerts.test_gloss import actor

MONTH = Usual(30, {"drone": 1.0})


def seen(number: int, category: str = "drone", *, new: bool = True, voices: int = 2) -> list[Seen]:
    return [
        Seen(Severity.HIGH, (category,), ("duhok", "Duhok"), frozenset({f"s{one % voices}"}), new)
        for one in range(number)
    ]


def overview(
    found: list[Seen],
    usual: Usual = MONTH,
    days: float = 1.0,
    digits: Digits = Digits.LATIN,
    names: Mapping[str, str] | None = None,
) -> Overview:
    return compose_overview(found, names or {}, Measure(usual, days, digits))


def bar(found: list[Seen], usual: Usual = MONTH, days: float = 1.0) -> Bar:
    return overview(found, usual, days).categories[0]


def test_bars_are_drawn_against_the_largest_number_or_mean() -> None:
    told = overview([*seen(2), *seen(1, "arrest")], Usual(30, {"arrest": 4.0})).categories
    assert [(one.label, one.count, one.share, one.usual_share) for one in told] == [
        ("Drone", 2, 50, 0),
        ("Arrest", 1, 25, 100),
    ]


def test_what_is_usual_is_told_beside_the_number() -> None:
    assert bar(seen(2)).usual == "usually 1"
    assert bar(seen(2), Usual(30, {"drone": 2.44})).usual == "usually 2.4"
    assert bar(seen(2), Usual(30, {"drone": 0.03})).usual == "usually none"
    assert bar(seen(2), Usual(30)).usual == "usually none"


@pytest.mark.parametrize("days", [0, 1, 6])
def test_with_less_than_a_week_of_memory_no_mean_is_shown(days: int) -> None:
    told = overview(seen(20), Usual(days, {"drone": 0.1}))
    assert (told.categories[0].usual, told.categories[0].usual_share) == ("", 0)
    assert told.categories[0].surge == ""
    word = "day" if days == 1 else "days"
    assert told.note == (
        f"Too little memory yet to say what is usual: {days} {word} of the 7 that are needed."
    )


def test_with_a_week_of_memory_it_is() -> None:
    told = overview(seen(2), Usual(7, {"drone": 1.0}))
    assert told.categories[0].usual == "usually 1"
    assert told.note == "Usual is the mean of the last 7 days."


@pytest.mark.parametrize(
    ("number", "mean", "said"),
    [
        (6, 1.0, "six times its usual"),
        (12, 4.0, "three times its usual"),
        (11, 4.0, "three times its usual"),
        (16, 7.0, "twice its usual"),
        (5, 0.2, "more than ten times its usual"),
        (4, 0.0, "much more than usual"),
        (2, 0.0, ""),
        (5, 4.0, ""),
        (3, 1.2, ""),
    ],
)
def test_a_surge_is_told_in_words(number: int, mean: float, said: str) -> None:
    assert bar(seen(number), Usual(30, {"drone": mean})).surge == said


def test_one_source_that_fills_its_pages_is_no_surge() -> None:
    assert bar(seen(9)).surge
    assert not bar(seen(9, voices=1)).surge


def test_stories_told_before_are_no_surge() -> None:
    assert not bar([*seen(2), *seen(9, new=False)]).surge


def test_a_digest_of_half_a_day_or_of_a_week_is_held_against_as_much() -> None:
    assert bar(seen(2), days=0.5).usual == "usually 0.5"
    assert bar(seen(2), days=7.0).usual == "usually 7"
    assert overview(seen(2), days=7.0).note == "Usual is the mean of the last 30 days, for 7 days."


def test_the_most_are_shown_and_the_rest_is_counted() -> None:
    many = [one for number in range(9) for one in seen(9 - number, f"c{number}")]
    told = overview(many)
    assert [one.count for one in told.categories] == [9, 8, 7, 6, 5]
    assert told.more_categories == 4


def test_a_surge_is_shown_however_many_stories_others_have() -> None:
    usually = Usual(30, {f"c{number}": 9.0 for number in range(6)})
    many = [one for number in range(6) for one in seen(9, f"c{number}")]
    told = overview([*many, *seen(4, "rare")], usually).categories
    assert (told[0].label, told[0].surge) == ("Rare", "much more than usual")
    assert not any(one.surge for one in told[1:])


def test_places_are_governorates() -> None:
    assert place_of(stories()[0]) == ("sulaymaniyah-governorate", "Sulaymaniyah Governorate")
    assert place_of(replace(story(), place=place("Daquq", "town", ""))) == ("daquq", "Daquq")
    assert place_of(replace(story(), place=None)) is None
    assert place_of(None) is None


def test_the_land_is_the_region_or_the_country() -> None:
    region = replace(story(), place=place("Amedi", "district", DUHOK, "kurdistan-region", "iraq"))
    assert land_of(region) == "Kurdistan Region"
    kirkuk = replace(story(), place=place("Daquq", "town", "Kirkuk Governorate", "iraq"))
    assert land_of(kirkuk) == "Iraq"
    abroad = replace(story(), place=place("Ohio", "town", "x", "united-states-of-america"))
    assert land_of(abroad) == "United States of America"
    assert land_of(replace(story(), place=None)) == ""


def test_grades_are_counted_gravest_first() -> None:
    found = [replace(one, severity=Severity.CRITICAL) for one in seen(1)] + seen(3)
    assert [(one.label, one.count, one.share) for one in overview(found).grades] == [
        ("Critical", 1, 25),
        ("High", 3, 75),
    ]


def test_numbers_have_the_recipients_digits() -> None:
    told = overview(seen(12), Usual(30, {"drone": 1.25}), digits=Digits.ARABIC)
    assert told.categories[0].usual == "usually ١٫٢"
    assert told.note == "Usual is the mean of the last ٣٠ days."


def by(who: str, number: int) -> list[Seen]:
    return [replace(one, actors=((who, who.upper()),)) for one in seen(number)]


def test_only_actors_that_stand_out_are_told() -> None:
    usual = Usual(30, {"drone": 9.0}, actors={"pkk": 4.0})
    told = overview([*by("isis", 4), *by("pkk", 4), *by("hpg", 2)], usual).actors
    assert [(one.label, one.count, one.surge) for one in told] == [
        ("ISIS", 4, "much more than usual")
    ]
    assert overview(by("isis", 4), Usual(3)).actors == ()


def test_an_actor_counts_once_in_a_story_whatever_its_parts_in_it() -> None:
    one = story(actors=(actor("Hamas", Role.ATTACKER), actor("Hamas", Role.DENIED_BY)))
    assert actors_of(one) == (("hamas", "Hamas"),)
    assert actors_of(None) == ()
