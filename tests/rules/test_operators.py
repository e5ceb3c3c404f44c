"""What each operator finds in a text."""

from __future__ import annotations

import pytest

from tests.rules.building import rule, small


def surfaces(when: str, text: str, more: str = "") -> list[str]:
    verdict = small(rule(when), more=more).match({"text": text})
    return [match.surface for match in verdict.matches]


def test_an_operand_finds_every_inflected_form() -> None:
    assert surfaces("attack", "هێرشەکانیان") == ["هێرشەکانیان"]
    assert surfaces("attack", "هێرشکردنە سەر شار")[0].startswith("هێرش")
    assert surfaces("kill", "سێ کەس کوژران") == ["کوژران"]


def test_a_tag_stands_for_all_terms_that_carry_it() -> None:
    assert surfaces("violent", "مووشەکێک") == ["مووشەکێک"]
    assert surfaces("violent", "هێرشێک") == ["هێرشێک"]


def test_or_finds_either() -> None:
    assert surfaces("player OR rocket", "یاریزان و مووشەک") == ["یاریزان", "مووشەک"]


def test_and_needs_both_and_finds_the_left() -> None:
    assert surfaces("attack AND kill", "هێرش کرا. کەس کوژرا") == ["هێرش"]
    assert surfaces("attack AND kill", "هێرش کرا") == []


def test_and_not_needs_the_left_alone() -> None:
    assert surfaces("attack AND NOT player", "هێرش کرا") == ["هێرش"]
    assert surfaces("attack AND NOT player", "هێرش کرا. یاریزان هات") == []


def test_a_stretch_may_reach_over_the_other_side() -> None:
    text = "یاریزان مووشەک بە هێرش"
    assert surfaces("rocket NEAR/SENTENCE (player NEAR/SENTENCE attack)", text) == [text]


def test_a_word_is_not_near_a_form_that_holds_it() -> None:
    text = "ئەنجومەنی ئاسایش کۆبووەوە"
    assert surfaces("asayish NEAR/2 council", text) == []


def test_near_counts_the_words_between_in_any_order() -> None:
    assert surfaces("attack NEAR/1 rocket", "هێرش بە مووشەک") == ["هێرش بە مووشەک"]
    assert surfaces("attack NEAR/1 rocket", "مووشەک بە هێرش") == ["مووشەک بە هێرش"]
    assert surfaces("attack NEAR/1 rocket", "هێرش بە سێ مووشەک") == []


def test_the_two_sides_of_near_may_each_inflect() -> None:
    assert surfaces("attack NEAR/0 rocket", "هێرشە مووشەکییەکانی شەو") == ["هێرشە مووشەکییەکانی"]


def test_near_does_not_pair_a_word_with_itself() -> None:
    assert surfaces("violent NEAR/3 violent", "هێرشێک کرا") == []
    assert surfaces("violent NEAR/3 violent", "هێرشێک بە مووشەک") != []


def test_before_needs_the_order() -> None:
    assert surfaces("attack BEFORE/2 rocket", "هێرش بە مووشەک") == ["هێرش بە مووشەک"]
    assert surfaces("attack BEFORE/2 rocket", "مووشەک بە هێرش") == []


def test_near_sentence_does_not_cross_a_full_stop() -> None:
    far = "هێرش کرا و دوای ئەوەی خەڵکی گوندەکە چەند کاتژمێر چاوەڕێیان کرد مووشەک کەوت"
    assert surfaces("attack NEAR/SENTENCE rocket", far) != []
    assert surfaces("attack NEAR/SENTENCE rocket", "هێرش کرا. مووشەک کەوت.") == []


def test_not_near_finds_the_left_where_no_right_is_near() -> None:
    text = "هێرشی یاریزان. ئەوان لە شاری هەولێر بوون کە دوێنێ هێرشێک کرا"
    assert surfaces("attack NOT NEAR/2 player", text) == ["هێرشێک"]


def test_not_before_looks_only_behind() -> None:
    assert surfaces("attack NOT BEFORE/0 player", "یاریزان هێرش") == ["هێرش"]
    assert surfaces("attack NOT BEFORE/0 player", "هێرش یاریزان") == []


def test_near_does_not_reach_into_another_field() -> None:
    matcher = small(rule("attack NEAR/50 rocket"))
    assert not matcher.match({"title": "هێرش", "body": "مووشەک"}).flagged
    assert (
        not small(rule("attack NEAR/SENTENCE rocket"))
        .match({"title": "هێرش", "body": "مووشەک"})
        .flagged
    )


def test_count_needs_so_many() -> None:
    assert surfaces("COUNT(attack) >= 3", "هێرش و هێرش") == []
    assert len(surfaces("COUNT(attack) >= 3", "هێرش و هێرش و هێرش")) == 3


def test_count_distinct_needs_different_terms() -> None:
    assert surfaces("COUNT(violent, DISTINCT) >= 2", "هێرش و هێرش") == []
    assert surfaces("COUNT(violent, DISTINCT) >= 2", "هێرش و مووشەک") != []


def test_numbers_and_old_years_are_operands() -> None:
    assert surfaces("NUMBER BEFORE/1 kill", "٢٣ کەس کوژران") == ["٢٣ کەس کوژران"]
    assert surfaces("NUMBER BEFORE/1 kill", "سێ کەس کوژران") == ["سێ کەس کوژران"]
    assert surfaces("NUMBER BEFORE/1 kill", "یەک کەس کوژرا") == []
    assert surfaces("OLD_YEAR", "لە ساڵی ١٩٨٨") == ["١٩٨٨"]
    assert surfaces("OLD_YEAR", "لە ساڵی ٢٠٢٤ و ژمارە ١٩٨٨٠") == []


@pytest.mark.parametrize("name", ["armed_group", "entity:asaib"])
def test_entity_types_and_single_names_are_operands(name: str) -> None:
    group = '[[entity]]\nid="asaib"\ntype="armed_group"\nname="Asaib"\nckb=["عەسائیب ئەهلی حەق"]'
    found = surfaces(f"{name} NEAR/8 attack", "عەسائیب ئەهلی حەق هێرشی کرد", more=group)
    assert found == ["عەسائیب ئەهلی حەق هێرشی"]


def test_a_form_of_several_words_inflects_in_each() -> None:
    phrase = '[[term]]\nid="bomb"\ngloss="planted bomb"\nkind="phrase"\nckb=["بۆمبی چێنراو"]'
    for text in ("بۆمبە چێنراوەکان", "بۆمبێکی چێنراویان", "بۆمبی چێنراو"):
        assert surfaces("bomb", text, phrase) == [text]
    assert surfaces("bomb", "بۆمب و چێنراو", phrase) == []


def test_marks_make_a_word_exact_or_a_verb() -> None:
    exact = '[[term]]\nid="upon"\ngloss="upon"\nkind="phrase"\nckb=["هێرشکراوە =سەر"]'
    assert surfaces("upon", "هێرشکراوە سەر", exact) != []
    assert surfaces("upon", "هێرشکراوە سەری", exact) == []
    verb = '[[term]]\nid="storm"\ngloss="to storm"\nkind="phrase"\nckb=["~هەڵکوتا =سەر"]'
    assert surfaces("storm", "هەڵکوتایە سەر", verb) != []


def test_a_hiding_phrase_drops_what_stands_inside_it() -> None:
    assert surfaces("asayish", "هێزەکانی ئاسایش") == ["ئاسایش"]
    assert surfaces("asayish", "ئەنجومەنی ئاسایشی نێودەوڵەتی") == []
    assert surfaces("council", "ئەنجومەنی ئاسایش") == ["ئەنجومەنی ئاسایش"]


def test_a_short_word_hanging_on_a_number_is_its_ending() -> None:
    mine = '[[term]]\nid="mine"\ngloss="mine"\nckb=["مین"]'
    assert surfaces("mine", "٨مین کۆنگرە", mine) == []
    assert surfaces("mine", "٨ مین", mine) == ["مین"]
    assert surfaces("attack", "٣هێرش") == ["هێرش"]
