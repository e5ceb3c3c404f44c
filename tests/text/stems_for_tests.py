"""Small helpers that state a stem and ask what a word is of it."""

from __future__ import annotations

from daemon.model.language import Language
from daemon.text.morphology import Hit, Stem, StemIndex
from daemon.text.spelling import fold
from daemon.text.stems import KURDISH, Kind

__all__ = ["found", "noun", "surface", "verb"]


def noun(
    text: str,
    *,
    light_verb: bool = False,
    closed: bool = False,
    kind: Kind = "noun",
    languages: frozenset[Language] = KURDISH,
) -> Stem:
    return Stem(fold(text), kind, light_verb=light_verb, closed=closed, languages=languages)


def verb(text: str, preverb: str = "") -> Stem:
    return Stem(fold(text), "verb", preverb=fold(preverb))


def found(stem: Stem, word: str) -> Hit | None:
    hits = StemIndex([stem]).find(fold(word))
    assert len(hits) <= 1
    return hits[0] if hits else None


def surface(stem: Stem, word: str) -> str | None:
    hit = found(stem, word)
    return fold(word)[hit.start : hit.end] if hit else None
