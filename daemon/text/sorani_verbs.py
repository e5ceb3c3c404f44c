"""The Sorani verb: prefixes and endings of present and past stems, and the light verbs.

Endings after the stem, over folded text. Passives are formed on the present stem (کوژ - کوژرا,
تەقێن - تەقێندرا), infinitive and participle on the past stem, and both take the endings of
nouns. ەوە and the directional ە close the verb: تەقیەوە, کرایە سەر, کراوەتە سەر.
"""

from __future__ import annotations

from functools import cache

from daemon.text.dialect import Attributes, Tense, alternatives
from daemon.text.sorani_nouns import chain, letter_class

_CLITICS = ("", "م", "ت", "ی", "مان", "تان", "یان")
_CLITIC = alternatives("م ت ی مان تان یان")
_CLOSING = f"{alternatives('ە یە تە ەتە ەوە یەوە وە تەوە ەتەوە')}?(?:ی?ش)?{_CLITIC}?و?"
_AFTER_N = chain("ن")
_AFTER_E = chain("ا")
_AFTER_W = chain("و")
_INFINITIVE = f"ن(?:ەوە{_AFTER_E}|ەو{chain('')}|{_AFTER_N})"
_NEGATION = "(نە|نا|مە)"


def _prefixes() -> dict[str, Attributes]:
    """Negation, object or agent clitic, aspect: نەیاندەکوشت, بیکوژن, دەیانکوژن."""
    found: dict[str, Attributes] = {}
    for clitic in _CLITICS:
        for aspect, told in (("دە", ()), ("ئە", ()), ("ب", ("doubt",))):
            found[aspect + clitic] = told
            found |= {n + clitic + aspect: ("negated",) for n in ("نە", "نا")}
        found |= {negation + clitic: ("negated",) for negation in ("نە", "نا", "مە")}
    return found


PREFIXES = _prefixes()
"""What may stand before a verbal stem, and what it says of the event."""


def _passive(marker: str) -> str:
    return (
        f"{marker}(?:[ێی](?:تن|ت|م|ن|ین|یت)?{_CLOSING}|ا(?:م|ن|ین|یت|ی)?{_CLOSING}"
        f"|ا{_INFINITIVE}|او{_AFTER_W}|او?(?:ە|ن|م|ین|یت)?{_CLOSING}"
        f"|او?بو(?:ن|م|ین|یت)?{_CLOSING}|ا(?:بێت|بێ|بن)|ایە)"
    )


def _present(last: str, prefixed: bool) -> str:
    passive = _passive("(?:د?ر)?" if last == "ر" else "د?ر")
    agent = f"ەر{_AFTER_N}"
    if not prefixed:
        return f"{passive}|{agent}"
    person = alternatives("م ی یت ین ێت ێ ێتن ات ا ن ە")
    return f"{passive}|{agent}|{person}?{_CLOSING}|{chain(letter_class(last))}"


def _past() -> str:
    person = alternatives("م ت ی یت ین ن مان تان یان")
    return (
        f"{person}?ن?{_CLOSING}|{_INFINITIVE}|و{_AFTER_W}"
        f"|و{person}?(?:ەتی|نەتەوە|نەتە)?{_CLOSING}|بو{person}?ن?{_CLOSING}"
        f"|ب(?:ێتن|ێت|ێ|ن|م|ین|یت){_CLITIC}?{_CLOSING}|ب?ایە{_CLOSING}"
    )


def verb_endings(last: str, tense: Tense | None, prefixed: bool) -> str:
    """What may follow a verbal stem that ends in ``last``; without a tense both paradigms."""
    past = tense == "past" or (tense is None and last in "ایوتد")
    present = tense == "present" or (tense is None and last not in "ای")
    return "|".join([_past()] * past + [_present(last, prefixed)] * present)


@cache
def light_verbs() -> str:
    """The light verbs کردن کران بوون دان بردن گرتن خستن هێنان … as welded to a noun.

    هێرشکردنە, هێرشیانکردە, هێرشناکاتە, دەستگیرکران, هێرشلێکردن; each group is a negation.
    """
    past = f"{alternatives('کرد برد دا گرت خست ەێنا نا بو ەاویشت کێشا گەیاند سەند')}(?:{_past()})"
    passive = f"(?:[کدبخ]|گی|ەێن|گەیەن|ەاوێژ){_passive('ر')}"
    present = (
        "(?:[کدبخ](?:ات|ا|ەم|ەن|ەین|ەیت|ەی|ە)|(?:ب|گر|ەێن|گەیەن|ەاوێژ|کێش)(?:ێت|ێ|ن|م|ین))"
        + _CLOSING
    )
    agent = f"{alternatives('کەر بەر ەاوێژ کار گەر')}{_AFTER_N}"
    return (
        f"{_CLITIC}?(?:لێ|پێ|تێ)?{_CLITIC}?(?:"
        f"{_NEGATION}?{_CLITIC}?(?:دە|ئە)?{_CLITIC}?(?:{past}|{passive})"
        f"|(?:{_NEGATION}|دە|ئە|ب){_CLITIC}?{present}|{agent})"
    )
