"""General words give way to particular ones: which of the categories met are named."""

from __future__ import annotations

from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher
from tests.rules.building import CATEGORY, problems, rule, shipped, tables
from tests.rules.building import TERMS as COMMON

OTHER = CATEGORY.replace('"attacks"', '"rockets"').replace('"Attacks"', '"Rockets"')
YIELDING = CATEGORY + 'yields_to = ["rockets"]\n'


def made(yielding: str, other: str) -> Matcher:
    matcher = load_rules(
        {
            "terms.toml": tables(COMMON),
            "a.toml": tables(YIELDING + yielding),
            "b.toml": tables(OTHER + other.replace('"r"', '"s"')),
        }
    )
    assert isinstance(matcher, Matcher), matcher
    return matcher


def test_a_category_met_by_general_rules_only_gives_way_to_a_particular_one() -> None:
    matcher = made(rule("attack", 10, general="true"), rule("rocket", 10))
    assert matcher.match({"text": "هێرش بە مووشەک"}).categories == ("rockets",)
    assert matcher.match({"text": "هێرش"}).categories == ("attacks",)


def test_a_category_met_by_a_rule_of_its_own_does_not_give_way() -> None:
    matcher = made(rule("attack", 10), rule("rocket", 10))
    assert matcher.match({"text": "هێرش بە مووشەک"}).categories == ("attacks", "rockets")


def test_general_against_general_the_stronger_one_is_named() -> None:
    weak = made(rule("attack", 10, general="true"), rule("rocket", 12, general="true"))
    assert weak.match({"text": "هێرش بە مووشەک"}).categories == ("rockets",)
    strong = made(rule("attack", 14, general="true"), rule("rocket", 12, general="true"))
    assert strong.match({"text": "هێرش بە مووشەک"}).categories == ("attacks", "rockets")


def test_what_gives_way_leaves_neither_evidence_nor_score() -> None:
    matcher = made(rule("attack", 40, general="true"), rule("rocket", 10))
    verdict = matcher.match({"text": "هێرش بە مووشەک"})
    assert verdict.flagged
    assert verdict.score == 1.0
    assert {match.category for match in verdict.matches} == {"rockets"}
    assert "gives way" in str(matcher.explain({"text": "هێرش بە مووشەک"}))


def test_a_category_that_does_not_exist_cannot_be_yielded_to() -> None:
    (problem,) = problems(COMMON, CATEGORY + 'yields_to = ["rocket"]\n' + rule("attack", 10))
    assert "there is no category 'rocket'" in problem.message


def test_an_air_strike_is_no_armed_attack_and_a_shooting_is() -> None:
    strike = "هێرشی ئاسمانی تورکیا بۆ سەر گوندێک دوو کەسی بریندار کرد"
    assert shipped().match({"text": strike}).categories == ("airstrike_shelling",)
    shooting = "چەکداران تەقەیان لە بنکەیەکی پۆلیس کرد"
    assert "armed_attack_clash" in shipped().match({"text": shooting}).categories
