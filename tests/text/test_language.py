"""Telling the languages apart, in good letters and in bad ones."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.model.language import Language
from daemon.text.language import identify
from tests.text.hostile import any_text
from tests.text.language_texts import SENTENCES
from tests.text.shared import shared

_CASES = [
    pytest.param(text, language, id=f"{language}-{number}")
    for language, texts in SENTENCES.items()
    for number, text in enumerate(texts)
]
_KEYBOARD = str.maketrans({"ە": "ه", "ی": "ي", "ک": "ك", "ڕ": "ر", "ڵ": "ل", "ھ": "ه"})
_WORST = str.maketrans({"ێ": "ي", "ۆ": "و"})
_ARABIC_KURDISH = (Language.SORANI, Language.BADINI)


@pytest.mark.parametrize(("text", "language"), _CASES)
def test_the_language_of_one_sentence_is_seen(text: str, language: Language) -> None:
    assert identify(text) is language


@pytest.mark.parametrize(
    ("text", "language"), [case for case in _CASES if case.values[1] in _ARABIC_KURDISH]
)
def test_kurdish_typed_on_an_arabic_keyboard_is_still_seen(text: str, language: Language) -> None:
    assert identify(text.translate(_KEYBOARD)) is language


def test_kurdish_without_any_letter_of_its_own_is_mostly_seen() -> None:
    cases = [(text, lang) for lang in _ARABIC_KURDISH for text in SENTENCES[lang]]
    worst = [identify(text.translate(_KEYBOARD).translate(_WORST)) is lang for text, lang in cases]
    assert sum(worst) >= len(worst) - 1


def test_what_the_source_declares_settles_what_is_close() -> None:
    assert identify("تورکیا", Language.BADINI) is Language.BADINI
    assert identify("12:30", Language.KURMANJI) is Language.KURMANJI
    assert identify("12:30") is Language.OTHER


def test_what_the_source_declares_does_not_hide_another_language() -> None:
    arabic = "أعلنت وزارة الداخلية العراقية إلقاء القبض على أربعة إرهابيين في أربيل"
    assert identify(arabic, Language.SORANI) is Language.ARABIC
    english = "The interior ministry said that four suspects had been arrested in Erbil"
    assert identify(english, Language.KURMANJI) is Language.ENGLISH


def test_a_language_that_is_not_ours_is_other() -> None:
    assert identify("Министр внутренних дел сообщил об аресте") is Language.OTHER
    assert identify("警察は容疑者を逮捕した") is Language.OTHER


def test_on_real_news_97_in_100_labels_are_met() -> None:
    lines = shared("eval/dev.jsonl").read_text(encoding="utf-8").splitlines()
    labelled = [json.loads(line) for line in lines]
    wanted = {"kmr-Latn": "kmr"}
    met = [identify(one["text"]) == wanted.get(one["lang"], one["lang"]) for one in labelled]
    assert len(met) == 410
    assert sum(met) / len(met) >= 0.97


@given(any_text, st.sampled_from([None, *Language]))
def test_any_text_has_an_answer(text: str, declared: Language | None) -> None:
    assert identify(text, declared) in Language
