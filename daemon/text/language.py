"""Which language a text is written in, from its own small words, endings and letters.

Made for the question that ready libraries fail: Sorani, Badini or Southern Kurdish, also when
the letters are those of an Arabic keyboard; and Kurmanji beside Turkish. No model, no data files.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from daemon.model.language import Language
from daemon.text import language_words as signs
from daemon.text.spelling import fold, loosen

_LOOKED_AT = 800  # code points; more changes nothing
_ARABIC = re.compile("[\u0620-\u06d5\u06ee-\u06ff\u0750-\u077f\ufb50-\ufeff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+")
_DECLARED = 1.5  # what a source's own word is worth: three good signs overrule it
_ENOUGH_ARABIC = 0.7
_ENOUGH_LATIN = 0.9  # many languages are written in Latin letters
_IN_ARABIC = (
    Language.SORANI,
    Language.BADINI,
    Language.SOUTHERN,
    Language.ARABIC,
    Language.PERSIAN,
)
_IN_LATIN = (Language.KURMANJI, Language.TURKISH, Language.ENGLISH)

Scores = defaultdict[Language, float]
Table = Mapping[str, tuple[tuple[Language, float], ...]]


def _loose(word: str) -> str:
    return loosen(fold(word))


def _inside(ending: str) -> str:
    """The match key of a letter group that does not begin a word: it gets no ئ."""
    return fold("x" + ending)[1:]


@cache
def _tables() -> tuple[Table, Table, Table, Table]:
    return (
        _table(signs.LETTERS, str),
        _table(signs.WORDS, _loose),
        _table(signs.PREFIXES, fold),
        _table(signs.SUFFIXES, _inside),
    )


def _table(listed: signs.Signs, key: Callable[[str], str]) -> Table:
    table: dict[str, dict[Language, float]] = {}
    for words, weights in listed:
        for word in words.split():
            known = table.setdefault(key(word), {})
            known |= {name: max(weight, known.get(name, 0)) for name, weight in weights.items()}
    return {word: tuple(weights.items()) for word, weights in table.items()}


def scores(text: str) -> Mapping[Language, float]:
    """How much of the text speaks for each language; only comparisons have a meaning."""
    letters, words, prefixes, suffixes = _tables()
    sample = text[:_LOOKED_AT]
    found: Scores = defaultdict(float)
    for letter, count in Counter(sample.lower()).items():
        _add(found, letters.get(letter, ()), count)
    for word in _WORD.findall(fold(sample)):
        known = words.get(loosen(word))
        if known is None:
            known = (*_longest(word, prefixes, 3, front=True), *_longest(word, suffixes, 7))
        _add(found, known)
    return found


def _add(found: Scores, weights: tuple[tuple[Language, float], ...], times: int = 1) -> None:
    for language, weight in weights:
        found[language] += weight * times


def _longest(
    word: str, known: Table, longest: int, *, front: bool = False
) -> tuple[tuple[Language, float], ...]:
    for length in range(min(longest, len(word) - 2), 0, -1):
        found = known.get(word[:length] if front else word[-length:])
        if found is not None:
            return found
    return ()


def identify(text: str, declared: Language | None = None) -> Language:
    """The language of the text; ``declared`` is what its source says and settles what is close.

    A text that shows no sign of any known language is what was declared, or else ``other``.
    """
    sample = text[:_LOOKED_AT]
    arabic = len(_ARABIC.findall(sample)) >= len(_LATIN.findall(sample))
    candidates = _IN_ARABIC if arabic else _IN_LATIN
    found = scores(sample)
    points = {language: found.get(language, 0.0) for language in candidates}
    if declared in points:
        points[declared] += _DECLARED
    best = max(points, key=lambda language: points[language])
    if points[best] < (_ENOUGH_ARABIC if arabic else _ENOUGH_LATIN):
        return declared or Language.OTHER
    return best
