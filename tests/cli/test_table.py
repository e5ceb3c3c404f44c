"""Columns stand below each other in Kurdish and in Latin letters."""

from __future__ import annotations

import pytest

from daemon.cli.table import table, width
from daemon.cli.terminal import plain


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("didevan", 7),
        ("دیدەوان", 7),
        ("Dîdevan", 7),
        ("Di\u0302devan", 7),  # î as a letter and a mark
        ("کُورد", 4),  # with a vowel mark
        ("ده‌نگ", 4),  # old spelling: h and a joiner for ە
        ("日本", 4),
        ("a\u202eb", 2),  # a turn of direction takes no room
    ],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_words_stand_to_the_left_and_numbers_to_the_right() -> None:
    rows = [("بانگی چیا", "7", "ok"), ("Ste\u0302rka", "112", "deadline: not done in 5 s")]
    assert table(("source", "articles", "state"), rows) == [
        "source     articles  state",
        "بانگی چیا         7  ok",
        "Ste\u0302rka          112  deadline: not done in 5 s",
    ]


def test_a_column_with_a_word_in_it_is_no_column_of_numbers() -> None:
    assert table(("a", "b"), [("1", "x"), ("-", "y")]) == ["a  b", "1  x", "-  y"]


def test_without_rows_there_is_the_header() -> None:
    assert table(("source", "state"), []) == ["source  state"]


def test_what_would_steer_the_terminal_is_not_printed() -> None:
    said = "a\x1b[2Jb\rc\x00d\u202ee\u2028f\nده‌نگ\tg\x9b"
    assert plain(said) == "a [2Jb c d e f\nده‌نگ g "
