from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daemon.model.article import Severity
from daemon.model.story import Account, Correction, CorrectionKind, Standing, Victims
from daemon.stories.likeness import conflict, link
from daemon.stories.merging import joined_by
from daemon.stories.severity import rises, severity
from daemon.stories.shelf import Shelf
from daemon.stories.sketch import resemblance, sketch
from daemon.stories.whole import independent, story
from tests.gold.stories.__main__ import APART
from tests.gold.stories.score import accounts, score, score_facts, whole_set
from tests.stories.understood import account, rules

NOW = datetime(2026, 11, 14, 9, tzinfo=UTC)
DAY = timedelta(days=1)
SOME = 60
FLOORS = {"place": 0.95, "killed": 0.95, "wounded": 0.95, "displaced": 0.95, "actors": 0.90}
HELD_OUT = {
    "held-out": {"place": 0.95, "killed": 0.95, "wounded": 0.9, "taken": 0.9, "actors": 0.9},
    "second held-out": {"place": 0.95, "killed": 0.9, "wounded": 0.95, "taken": 0.95},
    "third held-out": {"killed": 0.95, "wounded": 0.95, "taken": 0.95, "actors": 0.95},
    "fourth held-out": {"place": 0.95, "killed": 0.95, "wounded": 0.95, "actors": 0.9},
}


@cache
def some() -> list[Account]:
    """The first articles of the gold set: several kinds and languages, hard pairs, updates."""
    return accounts(whole_set()[:SOME], rules())


def stories(told: list[Account], corrections: tuple[Correction, ...] = ()) -> set[tuple[int, ...]]:
    shelf = Shelf(corrections)
    for one in told:
        shelf.add(one)
    return shelf.stories()


@settings(max_examples=25)
@given(st.permutations(range(SOME)))
def test_the_order_of_arrival_does_not_matter(order: list[int]) -> None:
    told = some()
    assert stories([told[number] for number in order]) == stories(told)


def test_the_gold_set_is_merged_and_understood_as_asked() -> None:
    result = score()
    assert (result.articles >= 240, result.events >= 60) == (True, True)
    assert result.precision >= 0.97
    assert result.recall >= 0.90
    assert result.false_merges == ()
    joined, pairs = result.across
    assert joined >= 0.95 * pairs
    for told in (result.facts, result.foreign):
        for sort, floor in FLOORS.items():
            assert told[sort].f1 >= floor, (sort, told[sort].misses)


@pytest.mark.parametrize("name", HELD_OUT)
def test_the_held_out_articles_are_understood_no_worse_than_before(name: str) -> None:
    told = score_facts(APART[name]())
    for sort, floor in HELD_OUT[name].items():
        assert told[sort].f1 >= floor, (sort, told[sort].misses)


DRONE = "درۆنێک ئەمڕۆ لە {place} ئۆتۆمبێلێکی کردە ئامانج. دوو کەس کوژران و سێ کەس بریندار بوون."


def test_one_event_in_two_scripts_is_one_story_and_says_why() -> None:
    one = account("هێرشێکی درۆنی لە کۆبانێ", DRONE.format(place="کۆبانێ"))
    other = account(
        "Dronekê li Kobanê wesayitek kir hedef",
        "Dronekê îro li Kobanê wesayitek kir hedef. Du kes hatin kuştin û sê kes birîndar bûn.",
        number=2,
        source="sterka",
    )
    found = link(one, other)
    assert found is not None
    assert {reason.likeness.value for reason in found.reasons} >= {"place", "day", "killed"}
    assert joined_by(2, (1, 2), [found]) is found
    assert joined_by(2, (2,), [found]) is None


@pytest.mark.parametrize(
    ("place", "days"), [("شنگال", 0), ("کۆبانێ", 1), ("کۆبانێ", 3)], ids=["place", "day", "days"]
)
def test_the_same_words_of_another_place_or_day_are_another_event(place: str, days: int) -> None:
    one = account("هێرشێکی درۆنی لە کۆبانێ", DRONE.format(place="کۆبانێ"))
    at = NOW + timedelta(days=days)
    other = account(
        f"هێرشێکی درۆنی لە {place}", DRONE.format(place=place), number=2, source="b", at=at
    )
    assert resemblance(one.sketch, other.sketch) > 0.4
    assert conflict(one, other)
    assert link(one, other) is None


def test_a_reprint_typed_on_an_arabic_keyboard_is_one_voice() -> None:
    body = DRONE.format(place="کۆبانێ")
    one = account("هێرشێکی درۆنی لە کۆبانێ", body)
    typed = body.replace("ک", "ك").replace("ی", "ي")
    copy = account("هێرشێکی درۆنی لە کۆبانێ", typed, number=2, source="b")
    assert resemblance(one.sketch, copy.sketch) == 1.0
    assert independent([one, copy]) == 1
    assert story([one, copy]).sources == 2


def test_a_story_shows_what_its_sources_do_not_agree_on() -> None:
    one = account("هێرشێکی درۆنی لە کۆبانێ", DRONE.format(place="کۆبانێ"))
    more = DRONE.format(place="کۆبانێ").replace("دوو کەس", "سێ کەس")
    other = account("هێرش لە کۆبانێ", more, number=2, source="b", at=NOW + timedelta(hours=2))
    whole = story([other, one])
    killed = whole.range(Victims.KILLED)
    assert killed is not None
    assert (killed.low, killed.high, killed.articles) == (2, 3, (1, 2))
    assert whole.articles == (1, 2)
    assert whole.place is not None
    assert whole.place.id == "kobani"


def test_a_later_word_of_one_source_replaces_its_earlier_one() -> None:
    one = account("هێرشێکی درۆنی لە کۆبانێ", DRONE.format(place="کۆبانێ"))
    more = DRONE.format(place="کۆبانێ").replace("دوو کەس", "سێ کەس")
    other = account("هێرش لە کۆبانێ", more, number=2, at=NOW + timedelta(hours=2))
    killed = story([one, other]).range(Victims.KILLED)
    assert killed is not None
    assert (killed.low, killed.high) == (3, 3)


def test_an_analyst_merges_and_splits_and_the_last_word_counts() -> None:
    told = some()
    plain = sorted(stories(told))
    one, other = plain[0], plain[1]
    merge = Correction(CorrectionKind.MERGE, one[:1], other[:1], NOW)
    merged = stories(told, (merge,))
    assert tuple(sorted(one + other)) in merged
    split = Correction(CorrectionKind.SPLIT, one[:1], one[1:] + other, NOW + DAY)
    assert one[:1] in stories(told, (merge, split))


def test_the_sketch_sees_the_same_text_and_not_another() -> None:
    words = [f"w{number}" for number in range(100)]
    assert resemblance(sketch(words), sketch(words)) == 1.0
    assert resemblance(sketch(words), sketch(words[::-1])) == 0.0
    assert 0.3 < resemblance(sketch(words), sketch(words[:60])) < 0.9
    assert resemblance(sketch([]), sketch(words)) == 0.0


def test_severity_grows_with_the_dead_and_with_those_who_tell_it() -> None:
    dead = story([account("هێرشێکی درۆنی لە کۆبانێ", DRONE.format(place="کۆبانێ"))])
    assert dead.severity.rank >= Severity.HIGH.rank
    assert severity([Severity.HIGH], (), (Standing.UNCONFIRMED,), 1) is Severity.MEDIUM
    assert severity([Severity.HIGH], (), (Standing.UNCONFIRMED,), 2) is Severity.HIGH
    assert severity([Severity.HIGH], (), (Standing.DENIED,), 2) is Severity.MEDIUM
    assert rises(Severity.MEDIUM, Severity.HIGH)
    assert not rises(Severity.HIGH, Severity.HIGH)
    assert rises(None, Severity.LOW)
