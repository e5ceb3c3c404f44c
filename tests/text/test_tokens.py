"""Words and sentences of a folded text."""

from __future__ import annotations

import pytest
from hypothesis import given

from daemon.text.spelling import fold
from daemon.text.tokens import tokenise
from tests.text.hostile import any_text


def _words(text: str) -> list[str]:
    return [token.text for token in tokenise(fold(text))]


def test_a_suffix_after_a_number_or_a_quote_stands_alone() -> None:
    assert _words("25ی «میلیشیاکان»یش 2025an") == ["25", "ی", "میلیشیاکان", "یش", "2025", "an"]


def test_hashtags_and_hyphens_part_words() -> None:
    assert _words("#هێرش_موشەکی F-16") == ["ەێرش", "موشەکی", "f", "16"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("پێنج کەس کوژران. دوو کەس بریندار بوون", 2),
        ("پێنج کەس کوژران.دوو کەس بریندار بوون", 2),
        ("کێ بوو؟ کەس نازانێت! ئێستا… تەواو", 4),
        ("Du kes hatin kuştin. Sê birîndar bûn", 2),
        ("هەواڵ\nدرێژەی هەواڵ", 2),
        ("لە ١٦.٩.٢٠١٥ ڕوویدا", 1),
        ("پ.ک.ک و پ. ک. ک یەک شتن", 1),
        ("malpera rudaw.net got", 1),
        ("D. Trump hat. Çû", 2),
        ("بەڵێ، نەخێر؛ ڕەنگە: نازانم", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, sentences: int) -> None:
    assert tokenise(fold(text))[-1].sentence + 1 == sentences


@given(any_text)
def test_tokens_lie_in_order_where_they_say(text: str) -> None:
    folded = fold(text)
    end = sentence = 0
    for token in tokenise(folded):
        assert token.start >= end
        assert token.sentence >= sentence
        assert folded[token.start : token.end] == token.text
        end, sentence = token.end, token.sentence
