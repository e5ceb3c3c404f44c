"""Badini (Northern Kurdish in Arabic letters): its own endings over the same folded letters.

Ezafe ا ێ ێن (after vowels یا یێ یێن), oblique ێ ی ان, indefinite ەک ەکا ەکێ, the verb with
د ب نا نە, the infinitive in ن, and passives with the verb هاتن, which is a word of its own
(هاتنە کوشتن). Sources: the grammars of MacKenzie and Bedir Khan, and counts in Duhok news.
"""

from __future__ import annotations

import re
from functools import cache

from daemon.text.dialect import ARABIC_SCRIPT, Attributes, Dialect, Grip, Tense, alternatives

_CASES = "ا ێ ێن ێت یت ی ان ەک ەکا ەکێ ەکی ەکە ێک ێکا ێکێ"
_AFTER_CONSONANT = alternatives(_CASES)
_AFTER_YEH = alternatives(_CASES.replace(" ی ", " ") + " یێ")
_AFTER_VOWEL = alternatives("یا یێ یێن یێت یان ی یەک یەکا یەکێ ەێن ەان ێن")
_AFTER_LOST_E = alternatives("ێن ێت ان ێ ا ەکا ەکێ ەکی")
_CLOSING = f"{alternatives('دا را ڤە')}?{alternatives('ە ن یە نە')}?(?:ی?ش)?"
_CLOSED = "(?:دا|ڤە)?(?:ە|یە)?"


@cache
def _chain(last: str, grip: Grip = Grip.OPEN) -> str:
    closing = _CLOSED if grip is Grip.CLOSED else _CLOSING
    if not last:
        return _AFTER_LOST_E + closing
    adjective = "" if grip is Grip.CLOSED else f"|ی{_AFTER_YEH}"
    if last == "ی":
        return f"{_AFTER_YEH}?{closing}"
    if last == "ە":  # also a folded ه, a consonant: بنگەه - بنگەهەکێ
        return f"(?:{_AFTER_VOWEL}|{_AFTER_CONSONANT}{adjective})?{closing}"
    if last in "اۆێو":
        return f"(?:{_AFTER_VOWEL}{adjective})?{closing}"
    return f"(?:{_AFTER_CONSONANT}{adjective})?{closing}"


def _past(last: str) -> str:
    finite = f"(?:م|ن|ی|ین)?{alternatives('یە ینە یمە ە نە مە')}?(?:ەڤە|ڤە)?"
    vowel = "|ا(?:ن|یە|ینە|بو|بون)?|یا(?:ن|یە|ینە|بو)?" if last == "ی" else ""
    return (
        f"{finite}|ن{_chain('ن')}|ی{_chain('ی')}|ی?بو(?:م|ن|ینە|یە|نە|ی)?(?:ڤە)?"
        f"|ی?با(?:ن|یە)?|ی?بیت|ی?بن{vowel}"
    )


def _present(*, prefixed: bool) -> str:
    agent = f"ەر{_chain('ن')}"
    if not prefixed:
        return agent
    return f"{agent}|{alternatives('م ی ین ن ت یت ێت ە ێ ات ا ۆ')}?(?:ەڤە|ڤە|ە)?"


@cache
def _noun(last: str, grip: Grip) -> re.Pattern[str]:
    return re.compile(_chain(last, grip))


@cache
def _verb(last: str, tense: Tense | None, prefixed: bool) -> re.Pattern[str]:
    parts = [_past(last)] * (tense == "past" or (tense is None and last in "ایوتدر"))
    parts += [_present(prefixed=prefixed)] * (tense != "past")
    return re.compile("|".join(parts))


def _light_verbs() -> str:
    past = f"{alternatives('کر دا بو بر ئینا گرت خست ەاڤێت')}(?:{_past('ر')})"
    present = "[کدبخ](?:ەن|ەت|ەین|ەم|ەی|ە|ات|ن|یت|م)(?:ەڤە|ڤە|ە)?"
    agent = f"{alternatives('کەر بەر کار')}{_chain('ن')}"
    return f"(نە|نا)?(?:د|ب)?{past}|(?:(نا|نە)|د|ب){present}|{agent}"


_DESCRIBED = (
    (re.compile("ی?(?:ەک|ێک)"), ("indefinite",)),
    (re.compile("[یە]?(?:ێن|ێت|ان)"), ("plural",)),
)


def _describe(tail: str) -> Attributes:
    return next((told for sign, told in _DESCRIBED if sign.match(tail)), ())


DIALECT = Dialect(
    script=ARABIC_SCRIPT,
    noun=_noun,
    verb=_verb,
    light_verb=re.compile(_light_verbs()),
    describe=_describe,
    proclitics={
        **dict.fromkeys(("ب", "ل", "ژ", "د", "و"), ()),
        "بێ": ("negated",),
        **dict.fromkeys(("دژی", "دژ"), ("anti",)),
    },
    verbal_proclitics=frozenset(("ب", "ل", "ژ")),
    prefixes={
        **dict.fromkeys(("د", "ئەد"), ()),
        "ب": ("doubt",),
        **dict.fromkeys(("نا", "نە", "نەد", "مە"), ("negated",)),
    },
    clitics=(),
    worn={"ە": ""},
)
