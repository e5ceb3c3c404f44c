"""Folding: what becomes one, what stays apart, and the way back to the text as written."""

from __future__ import annotations

import pytest
from hypothesis import given

from daemon.text.spelling import (
    canonical,
    fold,
    fold_with_offsets,
    loosen,
    repair_old_spelling,
)
from daemon.text.tokens import tokenise
from tests.text.hostile import any_text


@pytest.mark.parametrize(
    "spellings",
    [
        ("پێشمەرگە", "پێشمه‌رگه‌", "پێشمه‌رگە", "پيَشمەرگە", "پێشـمەرگە", "پێشمهرگه", "پێشمه&zwnj;رگه"),
        ("کوردستان", "كوردستان", "ﻛﻮﺭﺩﺳﺘﺎﻥ", "کورد\u00adستان", "\u2067کوردستان\u2069", "ڪوردستان"),
        ("هەولێر", "هه‌ولێر", "ههولێر", "ھەولێر", "هه&#8204;ولێر", "هەولێر\u200f", "ﻫﻪﻭﻟێﺮ"),
        ("ڕووبەڕوو", "رووبەروو", "روبەڕو", "ڒووبەڒوو", "رِووبەرِوو"),
        ("شەعبیی", "شەعبی", "شەعبيى", "شه‌عبی"),
        ("ئاگر", "آگر", "اگر", "ئـاگر"),
        ("٢٠٢٦", "۲۰۲۶", "2026", "۲٠۲6"),
        ("Êrîş", "êrîş", "ÊRÎŞ", "E\u0302ri\u0302s\u0327", "^er^iş"),
        ("Da'îş", "Da’îş", "Daîş", "DA‘ÎŞ"),
        ("şerr", "şer", "ŞER"),
        ("Xanî", "Ẍanî", "ẍanî"),
        ("Iraq", "iraq", "İraq", "ıraq"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_word_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("şer", "ser"), ("گوڵ", "گوێ"), ("شیر", "شێر"), ("دەر", "دار"), ("bîr", "bir"), ("zû", "zu")],
)
def test_letters_that_tell_words_apart_are_kept(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_canonical_text_stays_readable() -> None:
    assert canonical("رووداو لە كورستانى عێراق\u200f، 25ـی ئەيلوول") == (
        "ڕووداو لە کورستانی عێراق، 25ی ئەیلوول"
    )


def test_a_final_heh_is_a_vowel_unless_it_is_written_as_the_consonant() -> None:
    assert canonical("خانه شاه‌ هـ") == "خانە شاە ه"


def test_quotes_around_latin_words_stay_but_apostrophes_inside_go() -> None:
    assert fold("'Rab'allah'") == "'raballah'"


def test_the_loose_key_also_merges_vowels_and_arabic_sounds() -> None:
    assert loosen(fold("هێرش")) == loosen(fold("هیرش"))
    assert loosen(fold("حەوت")) == loosen(fold("هەوت"))
    assert loosen(fold("ئێران")) == loosen(fold("یران"))


def test_old_spelling_is_repaired_before_html_is_cleaned() -> None:
    page = "<p>پێشمه&zwnj;رگه\u200c له&#x200C; هه&#8204;ولێر و ماه</p>"
    assert repair_old_spelling(page) == "<p>پێشمەرگە لە هەولێر و ماه</p>"


def test_offsets_point_at_the_word_as_it_was_written() -> None:
    written = "لە «پێشـمه&zwnj;رگه‌کانى» Da’îş"
    folded = fold_with_offsets(written)
    words = [
        written[slice(*folded.span(token.start, token.end))] for token in tokenise(folded.text)
    ]
    assert words == ["لە", "پێشـمه&zwnj;رگه‌کانى", "Da’îş"]


def test_a_place_in_the_original_is_found_in_the_fold() -> None:
    folded = fold_with_offsets("ه\u200cـه\u200cولێر دێت")
    assert folded.text[folded.at("ه\u200cـه\u200cولێر دێت".index("دێت")) :] == "دێت"


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_the_fold_with_offsets_is_the_fold(text: str) -> None:
    folded = fold_with_offsets(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert folded.text == fold(text)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@given(any_text)
def test_what_a_token_was_made_of_folds_to_that_token(text: str) -> None:
    folded = fold_with_offsets(text)
    for token in tokenise(folded.text):
        start, end = folded.span(token.start, token.end)
        again = [word.text for word in tokenise(fold(text[start:end]))]
        assert again == [token.text] or (token.text in again and set(text) & set("ﷺﷻ"))


@given(any_text)
def test_the_canonical_text_has_the_same_key_as_the_text(text: str) -> None:
    plain = text.replace("&", "")  # an entity can come out of the parts of broken ones
    assert fold(canonical(plain)) == fold(plain)
