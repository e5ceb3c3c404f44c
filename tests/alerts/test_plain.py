"""Text of feeds made fit to be shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daemon.alerts.plain import direction, header_text, one_line, printable, shorten


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("هێرش\u2028لە\u2029کەرکووک", "هێرش لە کەرکووک"),
        ("a\u202eb\u2066c\u200f\u061cd", "abcd"),
        ("a\x1b[31mb\x00\x07", "a[31mb"),
        ("a\ud800b\ufeff", "ab"),
        ("  a \t\r\n b\x85c ", "a b c"),
        ("tag\U000e0041\U000e007f", "tag"),
    ],
)
def test_what_hides_or_breaks_a_line_is_taken_out(given: str, shown: str) -> None:
    assert one_line(given) == shown


def test_the_joiners_of_kurdish_spelling_stay() -> None:
    assert one_line("دە\u200cچێت\u200d") == "دە\u200cچێت\u200d"


@given(st.text())
def test_nothing_printable_is_a_control_a_surrogate_or_a_direction(text: str) -> None:
    kinds = {unicodedata.category(letter) for letter in printable(text)}
    assert kinds.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    orders = {unicodedata.bidirectional(letter) for letter in printable(text)}
    assert orders.isdisjoint({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_shortened_text_is_short_and_says_that_it_was_cut(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == one_line(text) or short.endswith("…")


def test_text_is_cut_between_words() -> None:
    assert shorten("هێرشێک لە ناوەندی کەرکووک", 18) == "هێرشێک لە ناوەندی…"


@given(st.text())
def test_no_header_text_holds_the_start_of_an_encoded_word(text: str) -> None:
    assert "=?" not in header_text(text + "=\u200e?=\x00?==??=?")


@pytest.mark.parametrize(
    ("text", "usual", "flow"),
    [
        ("هێرشێک لە PKK", "ltr", "rtl"),
        ("PKK Erbil سلێمانی", "rtl", "ltr"),
        ("2026", "rtl", "rtl"),
        ("", "ltr", "ltr"),
        ("Li Qamişloyê", "rtl", "ltr"),
    ],
)
def test_the_direction_follows_most_of_the_letters(text: str, usual: str, flow: str) -> None:
    assert direction(text, usual) == flow
