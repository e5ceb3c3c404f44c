"""Other hands change exactly the letters they claim to change."""

from __future__ import annotations

import pytest

from daemon.demo.desk import Outlet, load_outlets
from daemon.demo.typed import ZWNJ, arabic_keyboard, old_spelling
from daemon.text.spelling import fold, repair_old_spelling

SORANI = [outlet for outlet in load_outlets() if outlet.language == "ckb"]


def texts_of(outlet: Outlet) -> list[str]:
    return [
        text
        for article in outlet.articles
        for text in (article.title, article.summary, *article.paragraphs)
    ]


@pytest.mark.parametrize(
    ("standard", "typed"),
    [
        ("پێشمەرگەکانی کوردستان", "پێشمهرگهكانى كوردستان"),
        ("یانەی هەولێر", "يانهى ههولێر"),
        ("شارەوانی، سلێمانی.", "شارهوانى، سلێمانى."),
        ("٣٤ی ئاب", "٣٤ى ئاب"),
        ("ڕووبار و چیا", "ڕووبار و چيا"),
    ],
)
def test_an_arabic_keyboard_has_its_own_kaf_yeh_and_heh(standard: str, typed: str) -> None:
    assert arabic_keyboard(standard) == typed


@pytest.mark.parametrize(
    ("standard", "typed"),
    [
        ("پێشمەرگە", f"پێشمه{ZWNJ}رگه"),
        ("هەولێر، ئەمڕۆ", f"هه{ZWNJ}ولێر، ئه{ZWNJ}مڕۆ"),
        ("بە «کەرکووک»", f"به «كه{ZWNJ}ركووك»".replace("ك", "ک")),
    ],
)
def test_the_old_spelling_writes_heh_and_a_non_joiner(standard: str, typed: str) -> None:
    assert old_spelling(standard) == typed


@pytest.mark.parametrize("outlet", SORANI, ids=lambda outlet: outlet.slug)
def test_the_hands_bring_in_their_letters_and_no_others(outlet: Outlet) -> None:
    for text in texts_of(outlet):
        assert set(arabic_keyboard(text)) - set(text) <= set("كيىه")
        assert not set(arabic_keyboard(text)) & set("کیە")
        assert set(old_spelling(text)) - set(text) <= {"ه", ZWNJ}
        assert "ە" not in old_spelling(text)


@pytest.mark.parametrize("outlet", SORANI, ids=lambda outlet: outlet.slug)
def test_the_hands_change_letters_one_for_one(outlet: Outlet) -> None:
    for text in texts_of(outlet):
        assert len(arabic_keyboard(text)) == len(text)
        assert len(old_spelling(text).replace(ZWNJ, "")) == len(text)


def test_every_hand_has_the_same_match_key() -> None:
    texts = [text for outlet in SORANI for text in texts_of(outlet)]
    assert len(texts) > 200
    for text in texts:
        assert fold(arabic_keyboard(text)) == fold(text)
        assert fold(old_spelling(text)) == fold(text)
        assert repair_old_spelling(old_spelling(text).replace(ZWNJ, "&zwnj;")).count("&") == 0
