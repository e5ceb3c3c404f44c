"""Kurmanji (Northern Kurdish in Latin letters), over folded text without apostrophes.

Ezafe a ê ên (ya yê yên after vowels), oblique ê î an, indefinite ek eke ekê ekî and the eka of
Behdinan, verbs with di bi na ne, perfect in iye ine, infinitive in in. Postpositions and
suffixes that Turkish habit joins with an apostrophe (Iraq'ê, Hewlêr'de) are letters like any
other once folded. Sources: Bedir Khan and Lescot, Thackston; counts in Iraqi Kurmanji news.
"""

from __future__ import annotations

import re
from functools import cache

from daemon.text.dialect import LATIN_SCRIPT, Attributes, Dialect, Grip, Tense, alternatives

_CASES = "a ê ên an î ek eke eka ekê ekî in ine inên"
_AFTER_CONSONANT = alternatives(_CASES)
_AFTER_VOWEL = f"y{alternatives(_CASES)}"
_AFTER_YEH = f"(?:îy?|iy){alternatives(_CASES)}|î"
_AFTER_LOST_VOWEL = alternatives("ên an ê a ekê eka ekî")
_CONTRACTED = alternatives("k ke kê ka n")
_CLOSING = "(?:de|da|re|ra|ve|va)?(?:ye|e|ne|in|n|me)?"
_COMPARED = "(?:tirîn|tir)?"


@cache
def _chain(last: str, grip: Grip = Grip.OPEN) -> str:
    if not last:
        return f"(?:{_AFTER_LOST_VOWEL}|{_AFTER_VOWEL}){_CLOSING}"
    compared = _COMPARED if grip is Grip.OPEN else ""
    if last in "aeêiîouû":
        return f"{compared}(?:{_AFTER_VOWEL}|{_CONTRACTED})?{_CLOSING}"
    return f"{compared}(?:{_AFTER_CONSONANT}|{_AFTER_YEH})?{_CLOSING}"


def _past(last: str) -> str:
    finite = f"{alternatives('im î in m n ye ne me iye ine ime îye îne yî')}?"
    vowel = "|y?a(?:m|n|ye|ne|bû|bûn|bûye)?" if last in "iî" else ""
    return (
        f"{finite}|i?n{_chain('n')}|{_AFTER_YEH}{_CLOSING}"
        f"|[iî]?bû(?:m|n|yî|ye|ne|ya|na)?|[iî]?ba(?:n|na|ya|m)?|[iî]?be|[iî]?bin{vowel}"
    )


def _present(*, prefixed: bool) -> str:
    agent = f"er{_chain('r')}"
    if not prefixed:
        return agent
    return f"{agent}|{alternatives('im î ê e in it ît în ye n m yî ne a o')}?(?:ve)?"


@cache
def _noun(last: str, grip: Grip) -> re.Pattern[str]:
    return re.compile(_chain(last, grip))


@cache
def _verb(last: str, tense: Tense | None, prefixed: bool) -> re.Pattern[str]:
    parts = [_past(last)] * (tense == "past" or (tense is None and last in "aiîûtdr"))
    parts += [_present(prefixed=prefixed)] * (tense != "past")
    return re.compile("|".join(parts))


def _light_verbs() -> str:
    past = f"{alternatives('kir da bû bir anî girt xist avêt')}(?:{_past('r')})"
    present = "(?:k|d|b|gir|bir|xin)(?:im|î|ê|e|in|it|ît)"
    agent = f"{alternatives('ker kar ber kêş')}{_chain('r')}"
    return f"(ne|na)?(?:di)?{past}|(?:(na|ne)|di|bi){present}|{agent}"


_DESCRIBED = (
    (re.compile("y?ek|îyek|iyek"), ("indefinite",)),
    (re.compile("(?:y|îy|iy)?(?:ên|an)"), ("plural",)),
)


def _describe(tail: str) -> Attributes:
    return next((told for sign, told in _DESCRIBED if sign.match(tail)), ())


DIALECT = Dialect(
    script=LATIN_SCRIPT,
    noun=_noun,
    verb=_verb,
    light_verb=re.compile(_light_verbs()),
    describe=_describe,
    proclitics={
        **dict.fromkeys(("bi", "li", "ji", "di"), ()),
        "bê": ("negated",),
        **dict.fromkeys(("dij", "dijî", "dije", "antî", "anti"), ("anti",)),
    },
    verbal_proclitics=frozenset(),
    prefixes={
        **dict.fromkeys(("di", "de", "d"), ()),
        **dict.fromkeys(("bi", "b"), ("doubt",)),
        **dict.fromkeys(("na", "ne", "nedi", "me", "n"), ("negated",)),
    },
    clitics=(),
    worn={"e": "", "î": "i"},
    worn_verb={"i": "î", "î": "i"},
)
