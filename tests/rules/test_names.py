"""Known names in a text: inflection, short forms, traps, the longest name."""

from __future__ import annotations

import pytest

from daemon.rules.matcher import Matcher
from tests.rules.building import rule, small

NAMES = """
[[entity]]
id = "asaib"
type = "armed_group"
name = "Asa'ib Ahl al-Haq"
ckb = ["عەسائیب ئەهلی حەق"]
kmr = ["Esaîb Ehlî Heq"]
ar = ["عصائب أهل الحق"]
en = ["AAH"]
short = ["عەسائیب"]
context = ["میلیشیا"]

[[entity]]
id = "badr"
type = "armed_group"
name = "Badr Organization"
ckb = ["ڕێکخراوی بەدر"]
short = ["بەدر"]
context = ["میلیشیا", "عەسائیب"]
unless_before = ["شەڕی"]
unless_after = ["زیادی"]

[[entity]]
id = "sadr"
type = "person"
name = "Muqtada al-Sadr"
ckb = ["موقتەدا سەدر"]
short = ["سەدر"]
context = ["ڕەوت"]

[[entity]]
id = "sadr-city"
type = "place"
name = "Sadr City"
ckb = ["شاری سەدر", "ناوچەی سەدر"]
kind = "district"

[[entity]]
id = "bn54"
type = "security_force"
name = "54th Brigade"
ckb = ["کەتیبەی ٥٤"]
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return small(rule("attack"), more=NAMES)


def ids(matcher: Matcher, text: str) -> list[str]:
    return [mention.id for mention in matcher.match({"text": text}).entities]


@pytest.mark.parametrize(
    "text",
    [
        "عەسائیب ئەهلی حەق",
        "عەسائیبی ئەهلی حەقی عێراق",
        "بۆ عەسائیب ئەهلی حەقە",
        "عەسائیب ئەهلی حەقیش",
        "Esaîb Ehlî Heqê got",
        "بيان عصائب أهل الحق",
        "the AAH said",
        "عه‌سائیب ئه‌هلی حه‌ق",
    ],
)
def test_a_name_is_found_inflected_in_every_script_and_spelling(
    matcher: Matcher, text: str
) -> None:
    assert ids(matcher, text) == ["asaib"]


def test_a_short_form_alone_is_nobody(matcher: Matcher) -> None:
    assert ids(matcher, "بەدر هات") == []


def test_a_short_form_counts_with_a_context_word_in_its_sentence(matcher: Matcher) -> None:
    assert ids(matcher, "میلیشیاکانی بەدر هاتن") == ["badr"]
    assert ids(matcher, "میلیشیاکان هاتن. بەدر نەهات.") == []


def test_a_short_form_counts_when_the_full_name_stands_elsewhere(matcher: Matcher) -> None:
    assert ids(matcher, "بەدر نەهات. ڕێکخراوی بەدر هات.") == ["badr", "badr"]


def test_a_following_or_preceding_word_cancels_a_name(matcher: Matcher) -> None:
    assert ids(matcher, "میلیشیا و بەدر زیادی هاتن") == []
    assert ids(matcher, "میلیشیا باسی شەڕی بەدر دەکات") == []


def test_the_longest_name_wins(matcher: Matcher) -> None:
    assert ids(matcher, "ڕەوتی موقتەدا سەدر لە شاری سەدر") == ["sadr", "sadr-city"]
    assert ids(matcher, "ڕەوتی سەدر") == ["sadr"]


def test_a_number_in_a_name_is_found_in_any_digits(matcher: Matcher) -> None:
    assert ids(matcher, "کەتیبەی 54") == ["bn54"]
    assert ids(matcher, "کەتیبەی ٥٤ی سوپا") == ["bn54"]
    assert ids(matcher, "کەتیبەی ٥٥") == []


def test_a_mention_quotes_the_text_as_it_was_given(matcher: Matcher) -> None:
    text = "هەواڵ: بۆعەسائیبی ئه‌هلی حه‌ق"
    mention = matcher.match({"title": "", "body": text}).entities[0]
    assert (mention.field, mention.type, mention.name) == (
        "body",
        "armed_group",
        "Asa'ib Ahl al-Haq",
    )
    assert text[mention.start : mention.end] == mention.surface
    assert mention.surface == "عەسائیبی ئه‌هلی حه‌ق"
