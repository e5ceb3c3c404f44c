"""What an analyst is told: every term with its words, place and weight, and what was lacking."""

from __future__ import annotations

from tests.rules.building import rule, shipped, small
from tests.rules.test_scoring import guard


def test_a_flag_is_explained_term_by_term_with_the_sum_against_the_threshold() -> None:
    matcher = small(rule("attack NEAR/3 rocket", 12))
    lines = list(matcher.explain({"title": "هێرش بە مووشەک", "body": ""}).lines())
    assert lines[0] == "flagged: score 1.2, severity high, language ckb"
    assert lines[1] == "Attacks (attacks): 12 of 10, flagged"
    assert lines[2] == "  +12  tested [r]: «هێرش بە مووشەک» title 0-14"


def test_a_near_miss_says_which_rule_lacked_what() -> None:
    matcher = small(rule("attack", 6), rule("attack NEAR/3 rocket", 5).replace('"r"', '"s"'))
    said = str(matcher.explain({"text": "هێرشێک کرا"}))
    assert "6 of 10, not flagged" in said
    assert "lacking: +5 for 'tested' [s]: no 'rocket'" in said


def test_a_near_miss_says_that_two_words_were_too_far_apart() -> None:
    matcher = small(rule("attack", 6), rule("attack NEAR/0 rocket", 5).replace('"r"', '"s"'))
    said = str(matcher.explain({"text": "هێرشێک کرا بە مووشەک"}))
    assert "'attack' and 'rocket' not within 0 words" in said


def test_a_near_miss_names_the_guard_that_lessened_it() -> None:
    said = str(small(rule("attack", 10), guard("player")).explain({"text": "یاریزانی هێرش"}))
    assert "guard g: another context" in said
    assert "lacking: 8 more; 'tested' was lessened by g" in said


def test_counts_and_choices_are_told_in_words() -> None:
    counted = rule("COUNT(attack) >= 3", 9).replace('"r"', '"s"')
    either = rule("attack AND (rocket OR player)", 9).replace('"r"', '"q"')
    said = str(small(rule("attack", 4), counted, either).explain({"text": "هێرشێک"}))
    assert "'attack' only 1 of 3 times" in said
    assert "none of 'rocket', 'player'" in said


def test_names_are_part_of_the_explanation() -> None:
    said = str(shipped().explain({"text": "پێشمەرگە لە هەولێر بوو"}))
    assert "name: Erbil" in said


def test_a_text_about_nothing_is_explained_in_one_line() -> None:
    said = list(small(rule("attack")).explain({"text": "کەشوهەوا خۆشە"}).lines())
    assert len(said) == 1
    assert said[0].startswith("not flagged: score 0,")
