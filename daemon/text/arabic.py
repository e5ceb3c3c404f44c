"""Arabic, as the outlets of the region print it: what is joined to a word, and its endings.

Before a word stand و ف ب ك ل س and the article ال, which after ل is one more ل (للجيش). Nouns take
the dual and the sound plurals, and pronouns; a final ة becomes ت before these. Verbs take ي ت ن أ
in the imperfect, before which a first ا falls (انفجر, ينفجر). Broken plurals and weak verbs stand
in the lexicon. The folding is made for Kurdish and gives a word that begins with ا, أ or إ another
beginning than it has after a joined letter (إصابة, وإصابة); ``key`` takes that back. Sources: the
grammars of Wright and of Ryding.
"""

from __future__ import annotations

import re
from functools import cache

from daemon.text.dialect import ARABIC_SCRIPT, Attributes, Dialect, Grip, Tense, alternatives
from daemon.text.letters import MARKS
from daemon.text.spelling import fold

_PRONOUNS = f"(?:{alternatives('ە ەا ەم ەما ەن نا ک کم ی نی')})"
_PLURALS = alternatives("ان ین ون ن و ا ات اتی ی یە یون یین یات")  # ن: مدني, folded مدنین
_OPEN_NOUN = f"(?:{_PLURALS})?{_PRONOUNS}?"
_AFTER_TEH = f"(?:{alternatives('ات تان تین تی تا ی')}|ات{_PRONOUNS}|ت{_PRONOUNS})"
_PAST = f"(?:{alternatives('ت وا و تا ا ن نا')})?{_PRONOUNS}?"
_IMPERFECT = f"(?:{alternatives('ون وا ان ن')})?{_PRONOUNS}?"
_MARKS = re.compile(f"[{MARKS}]")
_BEGINNING = re.compile("^ئ[اەی]?")
_ONE_LETTER = str.maketrans("ئێۆ", "ایو")  # what the folding makes of hamza and vowel signs
_ARTICLES = ("ال", "لل")
_BEFORE_ARTICLE = ("و", "ف", "ب", "ک", "وب", "فب", "وک")
_ALONE = ("و", "ف", "ب", "ک", "ل", "وب", "ول", "فل", "وک")


def key(folded: str) -> str:
    """A folded word as it stands behind a joined letter: every alef and hamza is ا."""
    return _BEGINNING.sub("ا", folded).translate(_ONE_LETTER)


@cache
def stem_keys(word: str) -> tuple[str, ...]:
    """The keys under which a word as written is found; two when ی follows its first alef."""
    behind = fold("ب" + word)[1:].translate(_ONE_LETTER)
    first = key(fold(word))
    return (behind, first) if first != behind else (behind,)


def without_marks(text: str) -> str:
    """The text without vowel signs, which hardly any news has."""
    return _MARKS.sub("", text)


@cache
def _noun(last: str, _grip: Grip) -> re.Pattern[str]:
    return re.compile(_OPEN_NOUN if last else _AFTER_TEH)


@cache
def _verb(_last: str, _tense: Tense | None, prefixed: bool) -> re.Pattern[str]:
    return re.compile(_IMPERFECT if prefixed else _PAST)


def _describe(tail: str) -> Attributes:
    return ("plural",) if tail.startswith(("ات", "ون", "ین", "ان")) else ()


_NUMBERS = """
اثنان اثنين اثنتين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية ثمان ثماني تسعة
تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين
ثمانون ثمانين تسعون تسعين مئة مائة مئات عشرات آلاف شخصين شخصان جنديين جنديان عنصرين
عنصران مدنيين مدنيان شرطيين قتيلين قتيلان جريحين
"""
NUMBERS = frozenset(key(fold(word)) for word in _NUMBERS.split())
"""Words for two and more, as keys; a dual is one, too."""
_FRONTS = (
    *(before + article for article in _ARTICLES for before in ("", "و", "ف")),
    *(before + "ال" for before in _BEFORE_ARTICLE),
    *_ALONE,
)

DIALECT = Dialect(
    script=ARABIC_SCRIPT,
    noun=_noun,
    verb=_verb,
    light_verb=re.compile("(?!)"),
    describe=_describe,
    proclitics=dict.fromkeys(_FRONTS, ()),
    verbal_proclitics=frozenset(("و", "ف")),
    prefixes={
        front + letter: ()
        for front in ("", "و", "ف", "س", "وس", "ل")
        for letter in ("ی", "ت", "ن", "ا")
    },
    clitics=(),
    worn={"ە": ""},
    name=re.compile(""),
    key=key,
    dropped="ا",
    shortest_joined=3,
)
