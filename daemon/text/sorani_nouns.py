"""The endings of Sorani nouns and adjectives as a closed grammar over folded text.

Order of the slots, from the grammars of McCarus and Thackston and checked against the tails
that occur in news: STEM - adjectival ی - definite, indefinite, plural or demonstrative -
additive یش - ezafe or pronoun - دا را ەوە - copula - joined و. Folding makes the ی of a stem
and that of its ending one letter, so the allomorphs here are those of folded text.
"""

from __future__ import annotations

import re
from functools import cache

from daemon.text.dialect import Attributes, Grip, alternatives

_AFTER_CONSONANT = alternatives("ەکان ەکە ێک یک ێ ان انە ە گەل")
_AFTER_VOWEL = alternatives("کان یەکان کە یەکە یەک یێک یێ یان یانە یە")
_AFTER_YEH = alternatives("ەکان کان ەکە کە ەک ێک ێ ان انە ە")
_CLOSED_AFTER_YEH = alternatives("ەکان ەکە ەک ێک ە")  # ی + ان could be the pronoun یان
_AFTER_LOST_E = alternatives("ان انە")

_PRONOUNS = {
    Grip.OPEN: alternatives("م ت ی مان تان یان"),
    Grip.SHORT: alternatives("ی مان تان یان"),
    Grip.CLOSED: "ی",
}
_COPULA = {
    Grip.OPEN: alternatives("ە یە ن م ین یت یتە ەتی یەتی"),
    Grip.SHORT: alternatives("ە یە ن ین ەتی یەتی"),
    Grip.CLOSED: alternatives("ە یە ن"),
}
_ADDITIVE = "(?:ی?ش)?"
_POSTPOSITION = alternatives("دا را ەوە وە یەوە")
_COMPARED = "(?:ترین|تر)?"

_DESCRIBED = (
    (re.compile("ی?ە?کان"), ("definite", "plural")),
    (re.compile("ی?ەکە|کە"), ("definite",)),
    (re.compile("ێک|یەک(?![ەا])"), ("indefinite",)),
    (re.compile("ی?ان(?!ە?وە)|گەل"), ("plural",)),
)


def letter_class(last: str) -> str:
    """One letter for all that take the same endings: ا ی و, or ن for any other consonant."""
    if last in "اەۆێ":
        return "ا" if last else ""
    return last if last in "یو" else "ن"


def _determiner(last: str, grip: Grip) -> str:
    if not last:
        return _AFTER_LOST_E
    after_yeh = _CLOSED_AFTER_YEH if grip is Grip.CLOSED else _AFTER_YEH
    if last == "ی":
        return f"{after_yeh}?"
    if last == "ا":
        return f"(?:{_AFTER_VOWEL}|ی{after_yeh})?"
    if last == "و":  # folded وو, or و as a consonant
        return f"(?:{_AFTER_CONSONANT}|{_AFTER_VOWEL}|ی{after_yeh})?"
    return f"(?:{_AFTER_CONSONANT}|ی{after_yeh})?"


@cache
def chain(last: str, grip: Grip = Grip.OPEN) -> str:
    """The nominal endings after a stem that ends in a letter of class ``last``.

    An empty ``last`` stands for a stem that lost its final ە: بنکە - بنکان.
    """
    compared = _COMPARED if grip is Grip.OPEN and last else ""
    return (
        f"{compared}{_determiner(last, grip)}{_ADDITIVE}{_PRONOUNS[grip]}?"
        f"(?:{_POSTPOSITION}{_ADDITIVE})?{_COPULA[grip]}?و?"
    )


def describe(tail: str) -> Attributes:
    """Definiteness and number as far as the tail shows them beyond doubt."""
    return next((told for sign, told in _DESCRIBED if sign.match(tail)), ())
