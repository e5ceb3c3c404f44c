from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from zlib import crc32

from daemon.model.story import Account, Story
from daemon.stories.trends import (
    Counts,
    Subject,
    Surge,
    at_least,
    baseline,
    days_before,
    independent,
    peaks,
    subjects,
    surges,
)
from daemon.stories.whole import story
from tests.stories.understood import account

TODAY = date(2026, 11, 14)
HEARD = days_before(TODAY)
EXPLOSIONS = Subject("category", "explosion_ied")


@cache
def an_account() -> Account:
    return account("تەقینەوەیەک لە داقوق", "بۆمبێک لە داقوق تەقییەوە و دوو کەس کوژران.")


@cache
def plain() -> Story:
    return story([an_account()])


def told(number: int) -> Story:
    return replace(plain(), id=number, day=replace(plain().day, day=TODAY))


def by(*outlets: str, wording: tuple[int, ...] = ()) -> list[Account]:
    """What these outlets say of one story; each in words of its own unless a wording is given."""
    own = {outlet: tuple(crc32(outlet.encode()) + n for n in range(8)) for outlet in outlets}
    return [
        replace(an_account(), source=outlet, sketch=wording or own[outlet]) for outlet in outlets
    ]


def counts(past: dict[int, int], today: int) -> Counts:
    """Explosions: so many stories today and so many days ago."""
    days = {TODAY - timedelta(days=back): number for back, number in past.items()}
    return {EXPLOSIONS: {**days, TODAY: today}}


WEEKLY = {back: 1 for back in range(1, 29) if back % 7 == 0}


def found(today: int, accounts: dict[int, list[Account]], **outlets: str) -> list[Surge]:
    """What surges when the stories of today have these articles."""
    all_subjects = list(subjects(plain()))
    numbers = {subject: counts(WEEKLY, today)[EXPLOSIONS] for subject in all_subjects}
    stories = {subject: [told(number) for number in range(today)] for subject in all_subjects}
    return surges(peaks(numbers, TODAY, HEARD), stories, accounts, outlets)


def test_a_surge_stands_out_against_its_own_baseline() -> None:
    surging = found(6, {number: by("a", "b") for number in range(6)})
    assert {one.subject.id for one in surging} == {"daquq", "explosion_ied"}
    assert {one.story_ids for one in surging} == {tuple(range(6))}
    assert {(one.stories, one.sources) for one in surging} == {(6, 2)}
    assert all(one.chance < 0.005 for one in surging)
    assert {round(one.baseline, 3) for one in surging} == {round(4 / 28, 3)}


def test_what_is_usual_is_no_peak() -> None:
    often = dict.fromkeys(range(1, 29), 5)
    assert peaks(counts(often, 6), TODAY, HEARD) == []
    assert [one.stories for one in peaks(counts(often, 14), TODAY, HEARD)] == [14]


def test_two_stories_are_never_a_peak() -> None:
    assert peaks(counts({}, 2), TODAY, HEARD) == []
    assert [one.stories for one in peaks(counts({}, 3), TODAY, HEARD)] == [3]


def test_one_outlet_makes_no_surge() -> None:
    assert found(6, {number: by("a") for number in range(6)}) == []
    two_feeds = {number: by("a-sorani", "a-kurmanji") for number in range(6)}
    assert found(6, two_feeds)
    assert found(6, two_feeds, **{"a-sorani": "A", "a-kurmanji": "A"}) == []


def test_outlets_that_print_one_text_make_no_surge() -> None:
    text = tuple(range(20))
    assert found(6, {number: by("a", "b", "c", wording=text) for number in range(6)}) == []


def test_independent_sources_are_counted_over_the_stories_of_the_day() -> None:
    text = tuple(range(20))
    assert independent([by("a"), by("b"), by("a")], {}) == 2
    assert independent([by("a", "b", wording=text), by("c")], {}) == 2
    assert independent([by("a", "b", wording=text), by("a", "b")], {}) == 2
    assert independent([], {}) == 0


def test_days_on_which_nothing_was_read_are_no_part_of_the_baseline() -> None:
    every_day = {TODAY: 4} | {TODAY - timedelta(days=back): 2 for back in range(1, 15)}
    heard = [TODAY - timedelta(days=back) for back in range(1, 15)]
    assert baseline(every_day, TODAY, heard) == 2.0
    assert baseline(every_day, TODAY, HEARD) == 1.0
    assert peaks({EXPLOSIONS: every_day}, TODAY, heard) == []


def test_nothing_stands_out_before_a_baseline_is_known() -> None:
    assert peaks(counts({}, 6), TODAY, HEARD[:6]) == []
    assert peaks(counts({}, 6), TODAY, HEARD[:7]) != []


def test_a_story_counts_once_for_each_place_around_it() -> None:
    assert [one.id for one in subjects(plain()) if one.sort == "place"][:2] == [
        "daquq",
        "kirkuk-governorate",
    ]
    twice = replace(plain(), actors=plain().actors * 2, categories=("a", "a"))
    assert len(list(subjects(twice))) == len(set(subjects(twice)))


def test_a_story_that_only_remembers_counts_for_nothing() -> None:
    assert list(subjects(replace(plain(), kinds=("memory",)))) == []


def test_the_chance_of_nothing_or_more_is_certain() -> None:
    assert at_least(0, 2.0) == 1.0
    assert round(at_least(1, 2.0), 4) == 0.8647
    assert at_least(50, 2.0) < 1e-9
