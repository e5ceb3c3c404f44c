"""English and Arabic texts are judged by the terms, rules and names that Kurdish ones are."""

from __future__ import annotations

from daemon.model.language import Language
from tests.rules.building import shipped


def test_one_event_told_in_four_languages_is_flagged_in_each_as_the_same() -> None:
    told = (
        "چوار پێشمەرگە لە هێرشێکی داعشدا لە کەرکووک شەهید بوون",
        "Çar pêşmerge di êrîşeke DAIŞê de li Kerkûkê şehîd bûn",
        "Four Peshmerga killed in an ISIS attack in Kirkuk",
        "استشهاد أربعة من البيشمركة بهجوم لداعش في كركوك",
    )
    verdicts = [shipped().match({"title": text}) for text in told]
    assert all("terrorism_isis" in verdict.categories for verdict in verdicts)
    named = [{mention.id for mention in verdict.entities} for verdict in verdicts]
    assert all({"kirkuk", "islamic-state"} <= names for names in named)


def test_evidence_of_an_arabic_word_covers_what_is_joined_to_it() -> None:
    text = "مسلحون يهاجمون نقطة للجيش ووصول تعزيزات لأربيل"
    verdict = shipped().match({"title": text})
    assert verdict.language is Language.ARABIC
    assert [mention.surface for mention in verdict.entities if mention.id == "erbil"] == ["لأربيل"]
    assert all(text[one.start : one.end] == one.surface for one in verdict.matches)


def test_an_english_word_is_nothing_in_a_kurdish_text() -> None:
    text = "Ew di malê de bû û got: bomb li ser rê ye, lê min ev gotin nebihîst û ez çûm"
    verdict = shipped().match({"title": text})
    assert verdict.language is Language.KURMANJI
    assert not verdict.flagged


def test_a_headline_of_names_alone_is_read_as_english() -> None:
    verdict = shipped().match({"title": "Khor Mor, Kirkuk, Mosul"})
    assert {"kirkuk", "mosul"} <= {mention.id for mention in verdict.entities}


def test_a_short_form_is_known_by_english_words_too() -> None:
    near = shipped().match({"title": "Gunmen attacked a village near Rashad, south of Kirkuk"})
    person = shipped().match({"title": "Rashad Hussein visited the museum and said he was happy"})
    assert "rashad-kirkuk" in {mention.id for mention in near.entities}
    assert "rashad-kirkuk" not in {mention.id for mention in person.entities}
