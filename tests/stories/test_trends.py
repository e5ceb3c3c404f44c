from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from daemon.model.story import Story
from daemon.stories.new_names import new_names
from daemon.stories.passage import Passage
from daemon.stories.trends import at_least, daily, surges
from daemon.stories.whole import story
from tests.stories.understood import account, rules

TODAY = date(2026, 11, 14)
LONG_AGO = TODAY - timedelta(days=60)


@cache
def plain() -> Story:
    return story([account("تەقینەوەیەک لە داقوق", "بۆمبێک لە داقوق تەقییەوە و دوو کەس کوژران.")])


def told(number: int, day: date) -> Story:
    return replace(plain(), id=number, day=replace(plain().day, day=day))


def usual(per_week: int) -> list[Story]:
    days = [TODAY - timedelta(days=back) for back in range(1, 29)]
    return [told(1000 + n, day) for n, day in enumerate(days) if n % 7 < per_week]


OUTLETS = {number: frozenset(("a", "b")) for number in range(2000)}


def test_a_burst_stands_out_against_its_own_baseline() -> None:
    today = [told(number, TODAY) for number in range(6)]
    found = surges([*usual(1), *today], OUTLETS, TODAY, LONG_AGO)
    assert {one.subject.id for one in found} >= {"daquq", "kirkuk-governorate", "explosion_ied"}
    assert {one.story_ids for one in found} == {tuple(range(6))}
    assert all(one.chance < 0.005 for one in found)


def test_what_is_usual_is_no_burst() -> None:
    many = [told(2000 + n, TODAY - timedelta(days=n % 28 + 1)) for n in range(28 * 5)]
    today = [told(number, TODAY) for number in range(6)]
    assert surges([*many, *today], OUTLETS, TODAY, LONG_AGO) == []


def test_one_outlet_makes_no_burst() -> None:
    today = [told(number, TODAY) for number in range(6)]
    alone = dict.fromkeys(range(6), frozenset(("a",)))
    assert surges([*usual(1), *today], alone, TODAY, LONG_AGO) == []


def test_nothing_stands_out_before_a_baseline_is_known() -> None:
    today = [told(number, TODAY) for number in range(6)]
    assert surges(today, OUTLETS, TODAY, TODAY - timedelta(days=3)) == []


def test_counts_are_of_the_events_day() -> None:
    counted = daily([told(1, TODAY), told(2, TODAY), told(3, TODAY - timedelta(days=1))])
    by_place = next(days for subject, days in counted.items() if subject.id == "daquq")
    assert {day: len(stories) for day, stories in by_place.items()} == {
        TODAY: 2,
        TODAY - timedelta(days=1): 1,
    }


def test_the_chance_of_nothing_or_more_is_certain() -> None:
    assert at_least(0, 2.0) == 1.0
    assert round(at_least(1, 2.0), 4) == 0.8647
    assert at_least(50, 2.0) < 1e-9


def names(text: str) -> list[str]:
    verdict = rules().match({"title": "", "body": text})
    passage = Passage("", text, verdict.entities, rules().lexicon)
    return [found.quote.surface for found in new_names(passage)]


def test_an_unknown_name_after_a_word_for_a_group_is_a_candidate() -> None:
    assert names("هێرشەکە لەلایەن سەرایا نەمروود ئەنجام درا.") == ["سەرایا نەمروود"]
    assert names("گرووپی شەهباز بەیاننامەیەکی بڵاو کردەوە.") == ["شەهباز"]


def test_a_known_group_and_a_group_without_a_name_are_none() -> None:
    assert names("کەتیبەکانی حیزبوڵڵا هێرشیان کرد.") == []
    assert names("گرووپی نوێیە و کەس نایناسێت.") == []
    assert names("گرووپێکی چەکدار هێرشی کرد.") == []
