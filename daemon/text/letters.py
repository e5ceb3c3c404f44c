"""The letter tables behind ``daemon.text.spelling``: which code point stands for which letter.

Sources of the rules: the Unicode compatibility decompositions, the letters that Lucene's
SoraniNormalizer, KLPT and the AsoSoft library fold, and look-alikes met in Kurdish news.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

ZWNJ = "\u200c"
ZWJ = "\u200d"
TATWEEL = "\u0640"
HEH = "\u0647"  # ه, consonant h; in old spelling also the vowel
AE = "\u06d5"  # ە, the vowel
DOACHASHMEE = "\u06be"  # ھ, always the consonant

# Letters of Arabic, Persian, Urdu, Uyghur and Pashto keyboards -> the Kurdish letter meant.
_LOOKALIKES: Mapping[str, str] = {
    "\u06a9": "\u0643\u06aa\u06ad\u06ab\u06ac\u06ae",  # ک
    "\u06cc": "\u064a\u0649\u06d2\u06cd\u0620",  # ی
    "\u06ce": "\u06d0\u06d1\u0678",  # ێ
    HEH: "\u06c1",
    AE + "\u06cc": "\u06c0\u06c2",  # ۀ ۂ -> ەی
    AE: "\u06c3\u0629",  # ۃ ة
    "\u0695": "\u0692\u0691\u0693\u0694\u076c",  # ڕ
    "\u06b5": "\u06b6\u06b7\u06b8\u076a",  # ڵ
    "\u06c6": "\u06c4\u06c5\u06c8\u06c9\u06cb\u0624\u0676",  # ۆ
    "\u0648\u0648": "\u06c7\u06ca",  # ۇ ۊ -> وو
    "\u06a4": "\u06a5",  # ڤ
    "\u0646": "\u06ba",  # ن
    "\u062a": "\u0679",  # ت
    "\u062f": "\u0688",  # د
    "\u0627": "\u0671",  # ا
    ".": "\u066b",
    ",": "\u066c",
    "%": "\u066a",
    "/": "\u060d",
    "'": "\u2019\u2018\u02bc`\u00b4\ua78c\u02bb\u02bf\u02be",
    "\n": "\u2028\u2029",
    " ": "\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
}

# Latin: Turkish dotted and dotless i, and letters that Kurmanji spellings use at will.
_LATIN_FOLD: Mapping[str, str] = {
    "\u0131": "i",
    "\u0130": "i",
    "I": "i",
    "\u1e8d": "x",
    "\u1e8c": "x",
    "\u1e27": "h",
    "\u1e26": "h",
    "\u00fc": "u",
    "\u00dc": "u",
    "\u00f6": "o",
    "\u00d6": "o",
    "\u0159": "r",
    "\u0158": "r",
    "\u0142": "l",
    "\u0141": "l",
}

# Bases with a combining mark -> the letter meant (decomposed text, and legacy Kurdish fonts
# that wrote ێ ۆ ڵ ڕ as ی و ل ر with fatha or kasra).
COMPOSED: Mapping[str, str] = {
    "\u06cc\u064e": "\u06ce",
    "\u06cc\u064b": "\u06ce",
    "\u06cc\u065a": "\u06ce",
    "\u06cc\u0654": "\u0626",
    "\u0648\u064e": "\u06c6",
    "\u0648\u064b": "\u06c6",
    "\u0648\u065a": "\u06c6",
    "\u0648\u0654": "\u06c6",
    "\u0644\u064e": "\u06b5",
    "\u0644\u064b": "\u06b5",
    "\u0644\u065a": "\u06b5",
    "\u0631\u0650": "\u0695",
    "\u0631\u065a": "\u0695",
    "\u0647\u0654": "\u06d5\u06cc",
    "\u06d5\u0654": "\u06d5\u06cc",
    "\u06be\u0654": "\u06d5\u06cc",
    "\u0131\u0302": "î",
    "\u0130\u0302": "Î",
    "\u00fc\u0302": "û",
    "\u00dc\u0302": "Û",
    "\u0627\u0653": "\u0622",
    "\u0627\u0654": "\u0623",
    "\u0627\u0655": "\u0625",
    **{
        letter + mark: unicodedata.normalize("NFC", letter + mark)
        for mark, letters in (("\u0302", "eiuEIU"), ("\u0327", "csCS"), ("\u0306", "gG"))
        for letter in letters
    },
}

MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u08d3-\u08ff"
)

# Every code point that texts are made of stands in the table, unchanged ones too:
# str.translate raises and catches an error for each letter that it does not find.
_COVERED = (range(0x2500), range(0x2C60, 0x2C80), range(0xA720, 0xA800), range(0xFB50, 0xFF00))


def _letter_map() -> dict[str, str]:
    letters = {alike: letter for letter, alikes in _LOOKALIKES.items() for alike in alikes}
    for zero in ("\u0660", "\u06f0", "\uff10"):
        letters.update({chr(ord(zero) + n): str(n) for n in range(10)})
    return letters


def _invisible(code: int) -> bool:
    """Format characters and variation selectors; ZWNJ and ZWJ still have a say."""
    return chr(code) not in (ZWNJ, ZWJ) and (
        unicodedata.category(chr(code)) == "Cf" or code == 0x034F or 0xFE00 <= code <= 0xFE0F
    )


def _canonical_letters() -> dict[int, str]:
    letters = _letter_map()
    table: dict[int, str] = {}
    for code in (code for span in _COVERED for code in span):
        shown = chr(code)
        if code >= 0xFB50 and not 0xFE00 <= code <= 0xFE6F:
            shown = unicodedata.normalize("NFKC", shown)
        table[code] = "" if _invisible(code) else "".join(letters.get(c, c) for c in shown)
    table.update({ord(letter): meant for letter, meant in letters.items()})
    return table


def _fold_letter(letter: str) -> str:
    return _LATIN_FOLD.get(letter, letter.lower())


def _folded(
    table: Mapping[int, str], also: Mapping[str, str], drop: Iterable[str]
) -> dict[int, str]:
    gone = frozenset(drop)
    return {
        code: "".join(also.get(c) or _fold_letter(c) for c in meant if c not in gone)
        for code, meant in table.items()
    }


CANONICAL: Mapping[int, str] = _canonical_letters()
"""Letter by letter to canonical Kurdish; case, tatweel and joiners are left for later steps."""

FOLDED: Mapping[int, str] = _folded(
    CANONICAL,
    {"\u0695": "\u0631", "\u06b5": "\u0644", DOACHASHMEE: HEH, "&": " "},
    (TATWEEL, ZWJ),
)
"""The same with the merges of the match key: ڕ ڵ ھ, lower case, Latin ẍ ḧ ü ö ř ł."""

LOOSE: Mapping[int, str] = {
    ord(letter): merged
    for letter, merged in zip("ێۆحطصثذظضşêîûç", "یو" + AE + "تسسزززseiuc", strict=True)
}
"""Further merges, for keywords that ask for them: they merge one word in ten."""
