"""English and Arabic editions: their tolls, sides, days and doubts are read like the Kurdish."""

from __future__ import annotations

import pytest

from daemon.model.language import Language
from daemon.model.story import Role
from daemon.stories.foreign_numbers import value
from daemon.stories.foreign_words import tags
from daemon.stories.likeness import conflict, link
from daemon.text.spelling import fold
from tests.stories.understood import account, told


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "Two people were killed and three others were injured in an attack in Kirkuk.",
            {"killed": 2, "wounded": 3},
        ),
        ("A bomb killed five soldiers and wounded six in Kirkuk.", {"killed": 5, "wounded": 6}),
        ("The attack left three dead and twenty-one wounded.", {"killed": 3, "wounded": 21}),
        ("An activist was shot dead by gunmen in Kirkuk on Friday.", {"killed": 1}),
        (
            "Armed men have abducted two shepherds near the town, the mayor of Kirkuk said.",
            {"kidnapped": 2},
        ),
        ("The shelling has displaced 40 families from the area.", {"families displaced": 40}),
        ("There were no casualties and nobody was killed in the attack.", {}),
        ("The attack destroyed three houses and killed no one.", {}),
    ],
)
def test_english_counts_stand_before_the_passive_and_after_the_active(
    body: str, wanted: dict[str, int]
) -> None:
    assert told(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("أسفر الانفجار عن مقتل أربعة جنود وإصابة ثلاثة آخرين.", {"killed": 4, "wounded": 3}),
        ("قُتل شخصان وأصيب خمسة آخرون بقصف على القرية.", {"killed": 2, "wounded": 5}),
        ("لقي خمسة أشخاص مصرعهم في انفجار.", {"killed": 5}),
        ("أوقع القصف قتيلين في القرية.", {"killed": 2}),
        ("اختطف مسلحون مجهولون أربعة رعاة في أطراف الناحية.", {"kidnapped": 4}),
        ("تسبب القصف بنزوح 40 عائلة من القرى.", {"families displaced": 40}),
        ("مقتل وإصابة 11 جندياً بانفجار.", {}),
        ("سقط صاروخ من دون وقوع إصابات في القرية.", {}),
    ],
)
def test_arabic_counts_follow_the_noun_of_action_and_the_dual_counts_itself(
    body: str, wanted: dict[str, int]
) -> None:
    assert told(body) == wanted


def test_what_happened_the_day_before_or_elsewhere_is_not_of_this_event() -> None:
    found = account(
        "Makhmour: second drone strike in two days",
        "A drone hit a car in Makhmour on Saturday, killing five people.\n"
        "A strike on Friday had killed nine people. In July, four were killed in Soran.",
    ).incident
    assert [(count.what.value, count.number) for count in found.counts] == [("killed", 5)]


def test_the_sides_have_the_part_that_english_gives_them() -> None:
    found = account(
        "", "ISIS militants attacked a Peshmerga checkpoint in Kirkuk, killing five Peshmerga."
    ).incident
    roles = {actor.id: actor.role for actor in found.actors}
    assert roles == {"islamic-state": Role.ATTACKER, "peshmerga": Role.TARGET}


def test_the_sides_have_the_part_that_arabic_gives_them() -> None:
    found = account(
        "", "هاجم مسلحو داعش نقطة للبيشمركة في كركوك ما أسفر عن استشهاد ثلاثة من البيشمركة."
    ).incident
    roles = {actor.id: actor.role for actor in found.actors}
    assert roles == {"islamic-state": Role.ATTACKER, "peshmerga": Role.TARGET}


def test_turkish_artillery_is_the_turkish_army() -> None:
    for body in (
        "قصفت المدفعية التركية قرى العمادية.",
        "Turkish artillery shelled the villages of Amedi, the mayor said.",
    ):
        found = account("", body).incident
        assert [(one.id, one.role) for one in found.actors] == [
            ("turkish-armed-forces", Role.ATTACKER)
        ]
        assert found.actors[0].quote.surface in body


KURDISH = "درۆنێک ئەمڕۆ لە مەخموور ئۆتۆمبێلێکی کردە ئامانج. چوار کەس کوژران و دوو کەس بریندار بوون."
ENGLISH = "A drone hit a car in {place} on Saturday. Four people were killed and two were wounded."


def test_one_event_in_kurdish_english_and_arabic_is_one_story() -> None:
    one = account("هێرشی درۆنی لە مەخموور", KURDISH)
    english = account("Drone hits car", ENGLISH.format(place="Makhmour"), number=2, source="e")
    arabic = account(
        "قصف مسيّرة في مخمور",
        "استهدفت طائرة مسيّرة سيارة في مخمور ما أسفر عن مقتل أربعة أشخاص وإصابة اثنين.",
        number=3,
        source="a",
    )
    assert link(one, english) is not None
    assert link(english, arabic) is not None


def test_the_same_english_words_of_another_place_are_another_event() -> None:
    one = account("هێرشی درۆنی لە مەخموور", KURDISH)
    other = account("Drone hits car", ENGLISH.format(place="Kobani"), number=2, source="e")
    assert conflict(one, other)


def test_numbers_in_words_and_arabic_words_with_what_is_written_onto_them() -> None:
    assert value("seven", Language.ENGLISH) == 7
    assert value(fold("وأربعة"), Language.ARABIC) == 4
    assert value(fold("شخصين"), Language.ARABIC) == 2
    assert "hurt" in tags(fold("وإصابة"), Language.ARABIC, title=False)
    assert "kill-word" in tags("kills", Language.ENGLISH, title=True)
    assert not tags("kills", Language.ENGLISH, title=False)


def test_a_city_stands_for_its_governorate_in_another_language_only() -> None:
    raid = "چەکدارانی داعش ئەمڕۆ لە {place} شەش کرێکاریان ڕفاند."
    district = account("", raid.format(place="ناحیەی ڕەشاد"))
    city = account("", raid.format(place="کەرکووک"), number=2, source="b")
    english = account(
        "ISIS abducts six workers south of Kirkuk",
        "ISIS militants kidnapped six workers at a checkpoint on Saturday, an officer said.",
        number=3,
        source="c",
    )
    assert conflict(district, city)
    assert link(district, english) is not None


def test_the_day_of_the_word_is_not_the_day_of_the_event() -> None:
    found = account("", "A drone hit a car in Kirkuk overnight, police said on Friday.").incident
    assert found.date.quote is None
    since = account("", "Shelling of Amedi villages has continued since Wednesday.").incident
    assert since.date.quote is None
    claimed = "On Saturday ISIS claimed the bomb that killed five in Kirkuk a day earlier."
    assert account("", claimed).incident.date.day.day == 13
