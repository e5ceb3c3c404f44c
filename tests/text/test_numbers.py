"""Numbers in digits and words, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given

from daemon.text.numbers import Number, numbers
from tests.text.hostile import any_text
from tests.text.shared import shared


def _only(text: str) -> Number:
    (number,) = numbers(text)
    return number


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("٣٤ هێرشی مووشەکی", 34, "هێرشی"),
        ("۱۲ سەرباز کوژران", 12, "سەرباز"),
        ("7 kes hatin kuştin", 7, "kes"),
        ("۲٠۱٤ دیل", 2014, "دیل"),
        ("12,500 پەنابەر", 12500, "پەنابەر"),
        ("12.500 penaber", 12500, "penaber"),
        ("١٢٬٥٠٠ پەنابەر", 12500, "پەنابەر"),
        ("٤ هەزار چەکدار", 4000, "چەکدار"),
        ("2.5 ملیۆن دۆلار", 2_500_000, "دۆلار"),
        ("2 هەزار و 500 کەس", 2500, "کەس"),
        ("دوو سەرباز", 2, "سەرباز"),
        ("چواردە پۆلیس", 14, "پۆلیس"),
        ("سەد و هەشتا پلە", 180, "پلە"),
        ("سەدو هەشتا پلە", 180, "پلە"),
        ("بیست و پێنج هەزار چەکدار", 25_000, "چەکدار"),
        ("سێ سەد و چل و دوو کۆچبەر", 342, "کۆچبەر"),
        ("دوو هەزار و سێ سەد و پەنجا ماڵ", 2350, "ماڵ"),
        ("ملیۆنێک و دووسەد هەزار کەس", 200_000, "کەس"),
        ("دوو ملیۆن و نیو دینار", 2_500_000, "دینار"),
        ("نیو ملیۆن کەس", 500_000, "کەس"),
        ("ئێک پێشمەرگە شەهید بوو", 1, "پێشمەرگە"),
        ("هەژدە چەکدارێن داعشێ", 18, "چەکدارێن"),
        ("بیست و حەفت کەس هاتنە کوشتن", 27, "کەس"),
        ("bîst û pênc leşker", 25, "leşker"),
        ("sed û heştê û du gund", 182, "gund"),
        ("sê hezar û çarsed malbat", 3400, "malbat"),
        ("çardeh çekdar", 14, "çekdar"),
        ("Yek leşker mir", 1, "leşker"),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, value: float, counted: str) -> None:
    number = _only(text)
    assert (number.value, number.counted) == (value, counted)
    assert text[number.counted_start : number.counted_end] == counted


@pytest.mark.parametrize("text", ["٪30", "30٪", "%30", "30%", "لەسەدا 30"])
def test_a_percentage_counts_hundredths(text: str) -> None:
    assert (_only(text).value, _only(text).counted) == (30, "%")


def test_a_hundred_per_cent_in_words_is_one_number() -> None:
    assert (_only("سەت دەر سەت دڵنیام").value, _only("سەت دەر سەت").counted) == (100, "%")


@pytest.mark.parametrize(
    "text",
    [
        "نزیکەی ١٤ چالاکڤان",
        "زیاتر لە ١٠٠ کەس",
        "بەلایەنی کەم سێ کەس",
        "پتر ژ ٢٠ کەسان",
        "herî kêm 12 kes",
        "zêdetir ji 40 kesî",
        "دەیان کەس",
        "bi sedan kes",
        "هەزاران پەنابەر",
    ],
)
def test_about_and_at_least_and_tens_of_are_approximate(text: str) -> None:
    assert _only(text).approximate


@pytest.mark.parametrize("text", ["5-10 کەس", "پێنج شەش کەس", "دوو تا سێ کەس", "du heta sê kes"])
def test_neither_bound_of_a_range_is_exact(text: str) -> None:
    assert [number.approximate for number in numbers(text)] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "لە 16.9.2015 کاتژمێر 10:20",
        "٣ - ١ - ٢٠٢٠",
        "17/09/2019",
        "54ەم کۆبوونەوە",
        "یەکەم و دووەم",
        "لەگەڵ یەک",
        "دەدات",
    ],
)
def test_dates_times_ordinals_and_each_other_are_no_numbers(text: str) -> None:
    assert numbers(text) == ()


def test_two_numbers_joined_by_and_stay_two() -> None:
    assert [number.value for number in numbers("١٠ و ٥ کەس")] == [10, 5]
    assert [number.value for number in numbers("دوو و سێ")] == [2, 3]
    assert [number.value for number in numbers("دە و دوو")] == [10, 2]


def test_the_number_of_a_unit_counts_nothing() -> None:
    assert _only("کەتیبەی ٥٤ی هێزە تایبەتەکان").counted is None


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "نزیكه‌ی دووسه‌د و په‌نجا كه‌س"
    number = _only(text)
    assert text[number.start : number.end] == "دووسه‌د و په‌نجا"
    assert number.value == 250
    assert number.counted == "كه‌س"
    assert number.approximate


def test_the_numbers_read_by_hand_in_three_articles_are_found() -> None:
    import json

    facts = json.loads(shared("kurdish/seeds_entities.json").read_text(encoding="utf-8"))
    wanted = found = 0
    for fact in facts.values():
        read = numbers(shared(f"seeds/{fact['file']}").read_text(encoding="utf-8"))
        for number in fact["numbers"]:
            if isinstance(number["value"], int):
                wanted += 1
                span = range(number["offset"] - 3, number["offset"] + len(number["surface"]))
                found += any(one.value == number["value"] and one.start in span for one in read)
    assert (wanted, found) == (27, 27)


@given(any_text)
def test_any_text_gives_numbers_at_their_places(text: str) -> None:
    last = 0
    for number in numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.start
