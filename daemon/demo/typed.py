"""The same Kurdish words as other hands type them.

The articles are written once, in standard spelling. Two habits of the Kurdish web are put
on here, letter by letter:

- an Arabic keyboard has no ک (U+06A9), ی (U+06CC) and ە (U+06D5); its users type ك (U+0643),
  ي (U+064A), at the end of a word ى (U+0649), and plain ه (U+0647);
- before U+06D5 was common, the vowel ە was written as ه (U+0647) followed by ZWNJ (U+200C), so
  that the next letter would not join it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

ZWNJ = "\u200c"

_FINAL_YEH = re.compile("\u06cc(?![^\\W\\d_])")
_AE_BEFORE_LETTER = re.compile("\u06d5(?=[^\\W\\d_])")
_ARABIC_KEYS = str.maketrans({"\u06a9": "\u0643", "\u06cc": "\u064a", "\u06d5": "\u0647"})


def arabic_keyboard(text: str) -> str:
    """``text`` as typed on an Arabic keyboard: ك for ک, ي or final ى for ی, ه for ە."""
    return _FINAL_YEH.sub("\u0649", text).translate(_ARABIC_KEYS)


def old_spelling(text: str) -> str:
    """``text`` with ه and ZWNJ for ە before a letter, and plain ه for ە elsewhere."""
    return _AE_BEFORE_LETTER.sub("\u0647" + ZWNJ, text).replace("\u06d5", "\u0647")


def standard(text: str) -> str:
    """``text`` as it is."""
    return text


HANDS: Mapping[str, Callable[[str], str]] = {
    "standard": standard,
    "arabic_keyboard": arabic_keyboard,
    "old_spelling": old_spelling,
}
"""The ways of typing, by the name that an outlet's file gives."""
