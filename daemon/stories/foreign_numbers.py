"""Numbers in words of English and Arabic editions, and the Arabic dual that counts by itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from daemon.model.language import Language
from daemon.stories.foreign_people import duals
from daemon.stories.foreign_words import forms, key
from daemon.text.spelling import fold

_ONES: Mapping[str, int] = {
    word: value
    for value, words in enumerate(
        (
            "one واحد واحدة",
            "two اثنان اثنين اثنتين اثنتان",
            "three ثلاثة ثلاث",
            "four أربعة أربع",
            "five خمسة خمس",
            "six ستة ست",
            "seven سبعة سبع",
            "eight ثمانية ثمان ثماني",
            "nine تسعة تسع",
            "ten عشرة عشر",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ),
        1,
    )
    for word in words.split()
}
_TENS: Mapping[str, int] = {
    word: 10 * value
    for value, words in enumerate(
        (
            "twenty عشرون عشرين",
            "thirty ثلاثون ثلاثين",
            "forty أربعون أربعين",
            "fifty خمسون خمسين",
            "sixty ستون ستين",
            "seventy سبعون سبعين",
            "eighty ثمانون ثمانين",
            "ninety تسعون تسعين",
            "hundred مئة مائة",
        ),
        2,
    )
    for word in words.split()
}
_TEENS = {
    key(fold(word)): value
    for value, words in enumerate(("أحد إحدى", "اثنا اثني اثنتا اثنتي"), 1)
    for word in words.split()
}
"""The one and the two of eleven and twelve; أحد alone is somebody, or a Sunday."""
_VALUES = {key(fold(word)): value for word, value in {**_ONES, **_TENS}.items()}
_TWOS = frozenset(key(fold(word)) for word in duals())


@lru_cache(maxsize=20_000)
def value(word: str, language: Language) -> int:
    """The value of a number word, two for a person in the dual; 0: it is neither."""
    keys = list(forms(word, language))
    if language is Language.ARABIC and any(form in _TWOS for form in keys):
        return 2
    return next((_VALUES[form] for form in keys if form in _VALUES), 0)


def of_teens(word: str) -> int:
    """The one of أحد عشر, the two of اثنا عشر; 0: it is neither."""
    return next((_TEENS[form] for form in forms(word, Language.ARABIC) if form in _TEENS), 0)


def is_dual(word: str) -> bool:
    """شخصين: the word is the count and what is counted."""
    return any(form in _TWOS for form in forms(word, Language.ARABIC))
