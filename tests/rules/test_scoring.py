"""What a finding weighs: places, repetition, attributes, guards, languages, severity."""

from __future__ import annotations

import pytest

from daemon.model.article import Severity
from daemon.model.language import Language
from tests.rules.building import CATEGORY, TERMS, problems, rule, small, tables

FILLER = "ئەمە دەقێکی درێژە و هیچی تێدا نییە "


def guard(when: str, on: str = '["*"]', factor: float = 0.2, **more: str) -> str:
    extra = "".join(f"{key} = {value}\n" for key, value in more.items())
    return (
        f'\n[[guard]]\nid = "g"\ngloss = "another context"\nwhen = "{when}"\n'
        f"on = {on}\nfactor = {factor}\n{extra}"
    )


def test_a_score_is_the_sum_of_the_weights_of_its_matches() -> None:
    matcher = small(rule("attack", 6), rule("rocket", 5).replace('"r"', '"s"'))
    verdict = matcher.match({"text": "هێرش بە مووشەک و هێرشی تر"})
    assert verdict.flagged
    assert verdict.score == pytest.approx(sum(m.weight for m in verdict.matches) / 10)


def test_the_threshold_is_reached_or_it_is_not() -> None:
    assert small(rule("attack", 10)).match({"text": "هێرش"}).flagged
    below = small(rule("attack", 9.5)).match({"text": "هێرش"})
    assert (below.flagged, below.score, below.categories, below.matches) == (False, 0.95, (), ())


def test_the_second_and_third_finding_count_a_quarter_and_further_ones_nothing() -> None:
    verdict = small(rule("attack", 12)).match({"text": "هێرش هێرش هێرش هێرش هێرش"})
    assert [match.weight for match in verdict.matches] == [12, 3, 3]


def test_what_stands_far_from_the_start_counts_half() -> None:
    matcher = small(rule("attack", 20))
    assert matcher.match({"body": "هێرش " + FILLER * 30}).matches[0].weight == 20
    assert matcher.match({"body": FILLER * 30 + "هێرش"}).matches[0].weight == 10


@pytest.mark.parametrize(
    ("fields", "flagged"),
    [
        ('["title"]', {"title": True, "lead": False, "late": False}),
        ('["lead"]', {"title": False, "lead": True, "late": False}),
        ('["body"]', {"title": False, "lead": True, "late": True}),
        ('["title", "lead"]', {"title": True, "lead": True, "late": False}),
    ],
)
def test_a_rule_counts_only_in_its_fields(fields: str, flagged: dict[str, bool]) -> None:
    matcher = small(rule("attack", 20, fields=fields))
    texts = {
        "title": {"title": "هێرش", "body": FILLER},
        "lead": {"title": FILLER, "body": "هێرش " + FILLER},
        "late": {"title": FILLER, "body": FILLER * 30 + "هێرش"},
    }
    assert {name: matcher.match(text).flagged for name, text in texts.items()} == flagged


def test_negation_and_opposition_lessen_the_weight_and_are_marked() -> None:
    killed = small(rule("kill", 20)).match({"text": "کەس نەکوژرا"}).matches[0]
    assert killed.weight < 20
    assert "negated" in killed.attributes


def test_a_negative_rule_counts_against() -> None:
    matcher = small(rule("attack", 10), rule("player", -4).replace('"r"', '"s"'))
    assert not matcher.match({"text": "هێرش. یاریزان هات"}).flagged
    assert matcher.match({"text": "هێرش"}).flagged


def test_a_rule_for_one_language_counts_only_there() -> None:
    matcher = small(rule("attack", 10, languages='["kmr"]'))
    assert matcher.match({"text": "Îro li bajêr êrîş çêbû û gelek kes hatin"}).flagged
    assert not matcher.match({"text": "دوێنێ هێرشێک کرا"}, Language.SORANI).flagged


def test_a_guard_lessens_in_its_sentence_only_and_leaves_its_name() -> None:
    matcher = small(rule("attack", 10), guard("player"))
    guarded = matcher.match({"text": "یاریزانی هێرش. هێرشێک کرا."})
    assert guarded.matches[0].attributes == ("guard:g",)
    assert guarded.flagged
    assert not matcher.match({"text": "یاریزانی هێرش"}).flagged


def test_a_guard_reaches_as_far_as_its_scope() -> None:
    text = "یاریزان هات. هێرشێک کرا."
    assert small(rule("attack", 10), guard("player")).match({"text": text}).flagged
    assert (
        not small(rule("attack", 10), guard("player", scope='"text"')).match({"text": text}).flagged
    )
    assert not small(rule("attack", 10), guard("player", scope="1")).match({"text": text}).flagged
    assert small(rule("attack", 10), guard("player", scope="0")).match({"text": text}).flagged


def test_a_guard_touches_only_what_it_is_on() -> None:
    text = "یاریزانی هێرش"
    for on in ('["attack"]', '["r"]', '["attacks"]', '["*"]'):
        assert not small(rule("attack", 10), guard("player", on)).match({"text": text}).flagged
    assert small(rule("attack", 10), guard("player", '["rocket"]')).match({"text": text}).flagged


def test_a_guard_spares_what_it_is_told_to_spare() -> None:
    spared = guard("player", spare='["attack"]')
    assert small(rule("attack", 10), spared).match({"text": "یاریزانی هێرش"}).flagged


def test_a_guard_is_lifted_by_what_speaks_against_it() -> None:
    lifted = guard("player", unless='"kill"')
    matcher = small(rule("attack", 10), lifted)
    assert matcher.match({"text": "لە هێرشدا یاریزانێک کوژرا"}).flagged
    assert not matcher.match({"text": "یاریزانی هێرش"}).flagged


def test_of_several_guards_the_strongest_counts() -> None:
    other = guard("council", factor=0.5).replace('"g"', '"h"')
    matcher = small(rule("attack", 100), guard("player", factor=0.2), other)
    match = matcher.match({"text": "ئەنجومەنی ئاسایش هێرش یاریزان"}).matches[0]
    assert match.weight == 20
    assert set(match.attributes) == {"guard:g", "guard:h"}


def test_severity_is_the_categorys_and_rises_with_a_rule_that_raises_it() -> None:
    matcher = small(rule("attack", 10), rule("kill", 1, raises='"critical"').replace('"r"', '"s"'))
    assert matcher.match({"text": "هێرش"}).severity is Severity.HIGH
    assert matcher.match({"text": "هێرش، سێ کەس کوژران"}).severity is Severity.CRITICAL
    assert matcher.match({"text": "سێ کەس کوژران"}).severity is None


def test_a_term_with_a_weight_is_a_rule_of_its_own() -> None:
    term = '\n[[term]]\nid = "mine"\ngloss = "mine"\nckb = ["ئەلغام"]\nweight = 11\n'
    verdict = small(term).match({"text": "ئەلغامەکان"})
    assert [(m.term, m.weight) for m in verdict.matches] == [("mine", 11)]


def test_the_version_changes_with_the_data_and_only_then() -> None:
    assert small(rule("attack")).version == small(rule("attack")).version
    assert small(rule("attack")).version != small(rule("attack", 11)).version
    assert small(rule("attack")).match({"text": "هێرش"}).lexicon == small(rule("attack")).version


def test_a_guard_needs_to_know_what_it_is_on() -> None:
    text = CATEGORY + rule("attack") + guard("player", '["attak"]')
    found = problems(TERMS, text)
    assert [(p.path, "did you mean 'attack'" in p.message) for p in found] == [
        (("guard", 0, "on", 0), True)
    ]
    assert tables(text)["guard"]
