"""The rules as delivered: fifteen categories, a lexicon in three written forms, no loose ends."""

from __future__ import annotations

import re

import pytest

from daemon.model.article import Severity
from daemon.model.language import Language
from tests.rules.building import FOLDER, shipped, tables
from tests.text.shared import shared

CATEGORIES = {
    "armed_attack_clash",
    "rocket_missile_drone",
    "explosion_ied",
    "airstrike_shelling",
    "terrorism_isis",
    "militia_armed_group",
    "kidnapping_disappearance",
    "arrest_security_operation",
    "assassination_killing",
    "protest_unrest",
    "border_military_movement",
    "diplomatic_security_threat",
    "crime_security_relevant",
    "mines_uxo",
    "cyber",
}
SEEDS = (
    "000_ef80dba7b2c3e3de.txt",
    "001_fd8a1b6014ca0d5e.txt",
    "002_57b792a3b5a7a85b.txt",
    "003_33f5a2c9f69d79b2.txt",
    "004_d4781596957db36c.txt",
)


def terms() -> list[dict[str, object]]:
    files = [tables(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.rglob("*.toml"))]
    return [term for file in files for term in file.get("term", [])]  # type: ignore[attr-defined]


def test_there_are_the_fifteen_categories_of_the_guideline_each_in_a_file_of_its_name() -> None:
    assert {category.id for category in shipped().categories} == CATEGORIES
    assert {path.stem for path in (FOLDER / "categories").glob("*.toml")} == CATEGORIES


def test_every_category_is_named_in_english_and_kurdish() -> None:
    for category in shipped().categories:
        assert category.name.isascii()
        assert re.search("[ەێۆی]", category.kurdish)
        assert isinstance(category.severity, Severity)


def test_the_lexicon_has_at_least_six_hundred_lemmas_with_glosses() -> None:
    lemmas = {(term["lemma"], term["id"]) for term in terms()}
    assert len(lemmas) >= 600
    assert all(str(term["gloss"]).isascii() for term in terms())


def test_nine_in_ten_terms_are_written_in_sorani_and_in_kurmanji() -> None:
    listed = terms()
    for language in ("ckb", "kmr"):
        assert sum(1 for term in listed if term.get(language)) >= 0.9 * len(listed)


def test_every_term_with_a_tag_or_id_is_used_by_a_rule_or_guard() -> None:
    matcher = shipped()
    named = {name for rule in matcher.lexicon.rules for name in rule.named}
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.toml"))
    expressions = " ".join(re.findall(r'(?:when|unless) = "([^"]*)"', text))
    named |= set(re.findall(r"[\w:-]+", expressions))
    unused = [
        term["id"]
        for term in terms()
        if not term.get("hides") and not named & {str(term["id"]), *term.get("tags", [])}  # type: ignore[misc]
    ]
    assert unused == []


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_flagged_with_evidence(name: str) -> None:
    text = shared(f"seeds/{name}").read_text(encoding="utf-8")
    verdict = shipped().match({"text": text})
    assert verdict.flagged
    assert verdict.language is Language.SORANI
    assert verdict.severity in (Severity.HIGH, Severity.CRITICAL)
    assert len(verdict.matches) > 20
    assert all(text[found.start : found.end] == found.surface for found in verdict.matches)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("هێرشە مووشەکییەکانی سەر باڵیۆزخانەی ئەمریکا", "diplomatic_security_threat"),
        ("بۆمبێکی چێنراو بە ئۆتۆمبێلێکی پۆلیسدا تەقییەوە", "explosion_ied"),
        ("ئاسایشا دهۆکێ دوو تیرۆرست دەستەسەرکرن", "terrorism_isis"),
        ("Balafirên şer gundên Amediyê bombebaran kirin", "airstrike_shelling"),
        ("Li Amedê bi hezaran kes meşiyan û protesto kirin", "protest_unrest"),
        ("کۆڵبەرێک بە تەقەی هێزەکانی مەرزبانی کوژرا", "assassination_killing"),
    ],
)
def test_plain_news_of_three_written_forms_is_flagged(text: str, category: str) -> None:
    assert category in shipped().match({"title": text}).categories


@pytest.mark.parametrize(
    "text",
    [
        "هێرشبەرەکەی ڕیاڵ مەدرید دوو گۆڵی تۆمار کرد",
        "یادی قوربانیانی کیمیابارانی هەڵەبجە کرایەوە",
        "شەڕی بازرگانی نێوان ئەمریکا و چین گەرمتر بووەوە",
        "لە ڕووداوێکی هاتوچۆدا پێنج کەس گیانیان لەدەستدا و سێ کەس بریندار بوون",
        "بەهۆی تەقینەوەی بوتڵی گازەوە سێ کەس بریندار بوون",
        "هێرشی زارەکی پەرلەمانتارێک بۆ سەر حکومەت",
        "Di qezaya trafîkê de sê kes mirin û pênc kes birîndar bûn",
        "فیلمەک ل سەر شەڕێ داعشێ ل فێستیڤالا دهۆکێ هاتە نیشاندان",
    ],
)
def test_what_only_sounds_like_it_is_not_flagged(text: str) -> None:
    assert not shipped().match({"title": text}).flagged
