"""The numbers of one sentence; a sentence without a word for one is not searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from daemon.text.number_words import HALF, VAGUE, VALUES
from daemon.text.numbers import Number, numbers


@lru_cache(maxsize=20_000)
def is_number(word: str) -> bool:
    """Whether a number may have this folded word: digits, دوو, سەدو, sedan, nîv."""
    return word.isdigit() or any(
        known in listed for known in (word, word[:-1]) for listed in (VALUES, VAGUE, HALF)
    )


def numbers_at(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers in this stretch of a folded text, with their places in the whole."""
    for one in numbers(text[start:end]):
        counted = (one.counted_start, one.counted_end)
        first, last = (None if at is None else at + start for at in counted)
        yield replace(
            one,
            start=one.start + start,
            end=one.end + start,
            counted_start=first,
            counted_end=last,
        )
