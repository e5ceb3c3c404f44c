"""Badini words: Northern endings in Arabic letters."""

from __future__ import annotations

import pytest

from daemon.text.morphology import Stem
from daemon.text.spelling import fold
from tests.text.stems_for_tests import found, noun, surface, verb


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (
            noun("هێرش", light_verb=True),
            "هێرش هێرشا هێرشێ هێرشێن هێرشان هێرشەک هێرشەکا هێرشەکێ هێرشکرن هێرشکرنا هێرشکر هێرشێدا",
        ),
        (
            noun("چەکدار"),
            "چەکدار چەکدارێ چەکدارێن چەکداران چەکدارەک چەکدارەکی چەکداریێ چەکداریا چەکدارێت",
        ),
        (
            noun("پێشمەرگە"),
            (
                "پێشمەرگە پێشمەرگەی پێشمەرگەیێن پێشمەرگێن پێشمەرگەیان پێشمەرگەهێن پێشمەرگەیەک "
                "پێشمەرگان"
            ),
        ),
        (
            noun("دەستەسەر", light_verb=True),
            "دەستەسەر دەستەسەرکرن دەستەسەرکرنا دەستەسەرکر",
        ),
        (noun("بۆردوومان", light_verb=True), "بۆردوومانا بۆردوومانێ بۆردوومانکرن بۆردوومانێن"),
        (noun("داعش", kind="name"), "داعشێ داعش داعشا"),
        (noun("فرۆکە"), "فرۆکەیا فرۆکەیێن فرۆکێن فرۆکا فرۆکەکا"),
    ],
)
def test_a_noun_is_found_with_its_endings(stem: Stem, words: str) -> None:
    assert [word for word in words.split() if surface(stem, word) != fold(word)] == []


@pytest.mark.parametrize(
    ("stems", "words"),
    [
        (
            [verb("کوشت"), verb("کوژ")],
            "کوشتن کوشتنا کوشتنێ کوشت کوشتیە کوشتینە کوشتبوون کوشتی کوشتیێن دکوژن دکوژیت بکوژن",
        ),
        ([verb("پەقی"), verb("پەق")], "پەقی پەقیا پەقین پەقینا پەقینێ پەقیە دپەقیت پەقیبوو"),
        ([verb("گرت"), verb("گر")], "گرتن گرتنا گرت گرتیە گرتینە دگرن بگرن گرتیێن"),
        ([verb("ڕەڤاند"), verb("ڕەڤین")], "ڕەڤاندن ڕەڤاندنا ڕەڤاند ڕەڤاندینە دڕەڤینن"),
    ],
)
def test_a_verb_is_found_in_its_paradigm(stems: list[Stem], words: str) -> None:
    missed = [word for word in words.split() if not any(found(stem, word) for stem in stems)]
    assert missed == []


@pytest.mark.parametrize("word", ["ناکوژن", "نەکوژن"])
def test_negation_shows(word: str) -> None:
    hit = found(verb("کوژ"), word)
    assert hit is not None
    assert hit.attributes == ("negated",)


def test_the_prepositions_of_one_letter_may_be_joined() -> None:
    assert surface(noun("فڕۆکە"), "لفڕۆکەیێن") == fold("فڕۆکەیێن")
    assert surface(noun("هشدار"), "بەشداری") is None  # the letters of ب + هشدار, participation
    assert surface(noun("چەکدار"), "بچەکداران") == fold("چەکداران")


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        (noun("شەڕ"), "شەرم شەرمێ شەریف شەرت شەرق"),
        (verb("گرت"), "وەرگرتن رێزگرتن ڤەگرتن"),
        (noun("مین"), "مینبەر ئەمین زەمین"),
    ],
)
def test_words_that_only_look_alike_are_not_found(stem: Stem, words: str) -> None:
    assert [word for word in words.split() if found(stem, word)] == []
