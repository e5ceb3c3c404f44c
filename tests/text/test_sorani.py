"""Sorani words: the noun, light verbs, the verb, and the words that only look alike."""

from __future__ import annotations

import pytest

from daemon.text.morphology import Stem
from daemon.text.spelling import fold
from tests.text.stems_for_tests import found, noun, surface, verb

ATTACK = noun("هێرش", light_verb=True)
BASE = noun("بنکە")
MILITIA = noun("میلیشیا")
ROCKET = noun("مووشەک", light_verb=True)
ARREST = noun("دەستگیر", light_verb=True)
WAR = noun("شەڕ", light_verb=True)
WEAPON = noun("چەک")
IRAQI = noun("عێراقی", kind="name")
BADR = noun("بەدر", kind="name")
KILL = [verb("کوژ"), verb("کوشت")]
EXPLODE = [verb("تەقی"), verb("تەق"), verb("تەقێن"), verb("تەقاند")]
ABDUCT = [verb("ڕفێن"), verb("ڕفاند")]
HOLD = [verb("گرت"), verb("گیر"), verb("گر")]
OCCUPY = [verb("گرت", "دا"), verb("گیر", "دا"), verb("گر", "دا")]
BURN = [verb("سووتا"), verb("سووتێن"), verb("سووتاند"), verb("سووت")]


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (
            ATTACK,
            (
                "هێرش هێرشی هێرشێک هێرشێکی هێرشەکە هێرشەکەی هێرشەکەیان هێرشەکان هێرشەکانی "
                "هێرشەکانیان "
                "هێرشەکانیشیان هێرشەکەش هێرشیش هێرشە هێرشەی هێرشەدا هێرشان هێرشانە "
                "هێرشانەی هێرشانەش "
                "هێرشەکەدا هێرشەکەوە هێرشەکانەوە هێرشەکاندا هێرشیان هێرشمان هێرشتان هێرشم "
                "هێرشێکیان "
                "هێرشێکەوە هێرشن هێرشەو هێرشەکەو"
            ),
        ),
        (
            BASE,
            (
                "بنکە بنکەی بنکەیەک بنکەیەکی بنکەکە بنکەکەی بنکەکان بنکەکانی بنکەکانیان "
                "بنکەیە بنکەش "
                "بنکەیش بنکەدا بنکەوە بنکەکەوە بنکەکاندا بنکەیان بنکان بنکانە بنکانەش بنکانەی بنکەو"
            ),
        ),
        (
            MILITIA,
            (
                "میلیشیا میلیشیای میلیشیایەک میلیشیاکە میلیشیاکان میلیشیاکانی میلیشیایان "
                "میلیشیایانە میلیشیایانەوە میلیشیایی میلیشیاییەکان میلیشیاوە میلیشیایە میلیشیاش"
            ),
        ),
        (
            ROCKET,
            (
                "مووشەکی مووشەکیی مووشەکییەکان مووشەکیەکانی مووشەکییەکانیان مووشەکیانە "
                "مووشەکێک موشەکەکان "
                "مووشەكی موشه‌كه‌كان"
            ),
        ),
        (IRAQI, "عێراقی عێراقیی عێراقییەکان عێراقیەکانیش عێراقییە عێراقین عێراقییەوە عێراقیەک"),
    ],
)
def test_a_noun_is_found_with_all_its_endings(stem: Stem, words: str) -> None:
    assert [word for word in words.split() if surface(stem, word) != fold(word)] == []


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (
            ATTACK,
            (
                "هێرشکردن هێرشکردنە هێرشکردنەکە هێرشکردنیان هێرشدەکات هێرشدەکاتە "
                "هێرشدەکەن هێرشیانکرد "
                "هێرشیانکردە هێرشیکردە هێرشکرا هێرشکرایە هێرشکراوە هێرشکراوەتە هێرشبکەن هێرشبکاتە "
                "هێرشبردن هێرشبردنە هێرشکەر هێرشکەرەکان هێرشبەرێک هێرشبەرەکان هێرشلێکردن"
            ),
        ),
        (
            ARREST,
            (
                "دەستگیرکردن دەستگیرکردنی دەستگیرکردنەکان دەستگیرکران دەستگیرکرا دەستگیرکراوە "
                "دەستگیرکراوان دەستگیرکراوەکان دەستگیرکراوەکانیش دەستگیریانکرد دەستگیردەکرێن "
                "دەستگیرکرابوون دەستگیردەکات دەستگیرکردووە"
            ),
        ),
        (WAR, "شەڕکردن شەڕدەکەن شەڕکەر شەڕکەرانی شەڕیانکرد"),
    ],
)
def test_a_welded_light_verb_belongs_to_its_noun(stem: Stem, words: str) -> None:
    assert [word for word in words.split() if surface(stem, word) != fold(word)] == []


def test_without_the_mark_no_light_verb_is_welded_on() -> None:
    assert found(noun("هێرش"), "هێرشدەکات") is None


@pytest.mark.parametrize(
    "word",
    ["هێرشنەکردنە", "هێرشنەکرێتە", "هێرشناکات", "هێرشیاننەکرد", "هێرشنەدەکرایە", "هێرشنەکەن"],
)
def test_the_negation_inside_a_welded_verb_shows(word: str) -> None:
    hit = found(ATTACK, word)
    assert hit is not None
    assert "negated" in hit.attributes


@pytest.mark.parametrize(
    ("stems", "words"),
    [
        (
            KILL,
            (
                "کوژرا کوژران کوژراوە کوژراون کوژراو کوژراوەکان کوژراوانی کوژرانی "
                "کوژرابوو دەکوژرێت "
                "دەکوژرێن دەکوژن دەکوژێت دەیانکوژن دەیکوژێت کوشت کوشتن کوشتنی کوشتنیان "
                "کوشتیان کوشتی "
                "کوشتووە کوشتوویەتی کوشتوویانە کوشتبووی دەیکوشت ئەکوژن کوشتیانن کوژەرەکان "
                "کوژراوەتەوە"
            ),
        ),
        (
            EXPLODE,
            (
                "تەقی تەقییەوە تەقیەوە تەقین تەقینەوە تەقینەوەکە تەقینەوەیەک تەقینەوەیەکی "
                "تەقینەوەکان "
                "تەقینەوەکانیان تەقینەوانەدا تەقیوەتەوە تەقیبووەوە دەتەقێتەوە دەتەقێت تەقێنرا "
                "تەقێنرایەوە تەقێندرایەوە دەتەقێننەوە تەقاندن تەقاندنەوە تەقاندیانەوە تەقاندنەوەی"
            ),
        ),
        (
            ABDUCT,
            "ڕفێنرا ڕفێنران ڕفێندرا ڕفێندراوە رفێنراون ڕفاندن ڕفاندنی ڕفاندیان دەڕفێنن",
        ),
        (HOLD, "گیرا گیران گیراوە گیراوەکان گرت گرتن گرتنی گرتیان دەگیرێت دەگرن گرتووە گیرابوون"),
        (OCCUPY, "داگیرا داگیراوە داگرت داگرتن داگیراوەکان دادەگرن داگرتنی دانەگیرا دایانگرت"),
        (
            BURN,
            "سووتا سووتاوە سووتان سووتاند سووتاندن سووتێنرا سوتێنران دەسووتێت دەسووتێنن سووتابوو",
        ),
    ],
)
def test_a_verb_is_found_in_its_whole_paradigm(stems: list[Stem], words: str) -> None:
    missed = [word for word in words.split() if not any(found(stem, word) for stem in stems)]
    assert missed == []


@pytest.mark.parametrize(
    "word", ["نەکوژرا", "ناکوژن", "نایکوژن", "نەیانکوشت", "نەیاندەکوشت", "نەکوشتن", "مەکوژن"]
)
def test_a_negated_verb_says_so(word: str) -> None:
    hits = [hit for stem in KILL if (hit := found(stem, word))]
    assert [hit.attributes for hit in hits] == [("negated",)]


def test_the_subjunctive_is_in_doubt_but_the_killer_is_not() -> None:
    doubtful, killers = found(KILL[0], "بکوژن"), found(KILL[0], "بکوژەکان")
    assert doubtful is not None
    assert killers is not None
    assert "doubt" in doubtful.attributes
    assert "doubt" not in killers.attributes


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (WAR, "شەرم شەرمی شەرت شەرع شەرعی شەریف شەریفی شەرعیەت شەرمەزار شەراب شەرق"),
        (WEAPON, "چەکۆش ناوچەکە ناوچەکەدا پەرچەکردار کەلەپچەکردن چەکمە بچەک کچەکە"),
        (BADR, "بەدرێژایی بەدروشمی بەدرەوشت"),
        (noun("تاران", kind="name"), "پەرلەمانتاران تارانتینۆ"),
        (noun("سوپا"), "سوپاس سوپاسی"),
        (noun("بۆمب"), "بۆمباردیر"),
        (noun("فڕۆکە"), "فڕۆکەخانە فڕۆکەخانەی فڕۆکەخانەکەیان فڕۆکەوانی"),
        (verb("تەقین"), "ڕاستەقینە"),
        (KILL[1], "خۆکوشتن خۆکوشتنەکەی خۆکوشتنی"),
        (HOLD[1], "داگیرا ڕاگیرا هەڵگیرا وەرگیراوە لێگیرا دەرگیر داگیرکەر"),
        (HOLD[0], "وەرگرت وەرگرتن ڕاگرتن هەڵگرتن داگرت ڕێزگرتن"),
        (OCCUPY[1], "گیرا وەرگیرا ڕاگیرا"),
    ],
)
def test_words_that_only_look_alike_are_not_found(stem: Stem, words: str) -> None:
    assert [word for word in words.split() if found(stem, word)] == []


@pytest.mark.parametrize(
    ("stem", "word", "inside"),
    [
        (ATTACK, "بەهێرشی", "هێرشی"),
        (ATTACK, "لەهێرشەکاندا", "هێرشەکاندا"),
        (ATTACK, "کەهێرشیان", "هێرشیان"),
        (ARREST, "لەودەستگیرکراوانە", "دەستگیرکراوانە"),
        (MILITIA, "ومیلیشیا", "میلیشیا"),
    ],
)
def test_a_joined_proclitic_stays_outside_the_hit(stem: Stem, word: str, inside: str) -> None:
    assert surface(stem, word) == fold(inside)


def test_a_short_stem_takes_no_proclitic_and_no_single_letter_clitic() -> None:
    assert found(WEAPON, "بەچەک") is None
    assert found(WEAPON, "چەکم") is None
    assert found(WEAPON, "چەکمان") is not None


def test_a_closed_stem_takes_neither_proclitics_nor_pronouns() -> None:
    closed = noun("ئامانج", closed=True)
    assert found(closed, "ئامانجەکان") is not None
    assert found(closed, "بەئامانج") is None
    assert found(closed, "ئامانجیان") is None


def test_against_and_without_are_told() -> None:
    against, without = found(noun("تیرۆر"), "دژەتیرۆر"), found(noun("چەکدار"), "بێچەکدار")
    assert against is not None
    assert without is not None
    assert against.attributes == ("anti",)
    assert without.attributes == ("negated",)


def test_number_and_definiteness_are_told() -> None:
    told = {word: found(ATTACK, word) for word in ("هێرشەکان", "هێرشەکە", "هێرشێک", "هێرشان")}
    assert [hit.attributes if hit else None for hit in told.values()] == [
        ("definite", "plural"),
        ("definite",),
        ("indefinite",),
        ("plural",),
    ]


def test_exact_and_particle_stems_take_nothing_or_next_to_nothing() -> None:
    assert found(Stem("کۆ", "exact"), "کۆ") is not None
    assert found(Stem("کۆ", "exact"), "کۆی") is None
    assert found(Stem("دژی", "particle"), "دژیش") is not None
    assert found(Stem("دژی", "particle"), "دژیان") is None
