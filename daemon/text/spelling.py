"""One spelling per word: canonical Kurdish letters, and the match key that terms are looked up by.

``canonical`` keeps a text readable. ``fold`` goes further and merges what writers do not keep
apart: ڕ with ر, ڵ with ل, وو with و, یی with ی, ه with ە (so that text whose ZWNJ was lost still
matches), and for Latin letters case, ẍ ḧ ü ö, rr and apostrophes inside a word. ê î û ş ç stay:
şer is war, ser is head. Measured cost of the merges on a Sorani word list: 4 % of the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from daemon.text import letters
from daemon.text.letters import AE, HEH, TATWEEL, ZWJ, ZWNJ
from daemon.text.rewriting import Letters, Rewrite, Step, trace

_LETTER = r"[^\W\d_]"
_LATIN = "[a-z\u00c0-\u024f\u1e00-\u1eff]"
_ENTITY = r"&(?:zwnj|#0*8204|#[xX]0*200[cC]);"
_DIGRAPHS = {"^e": "ê", "^i": "î", "^u": "û", "\u00a8u": "u", "\u00a8x": "x"}
_HAMZA_FIRST = {"آ": "ئا", "ٲ": "ئا", "أ": "ئە", "إ": "ئی", "ێ": "ئێ", "ۆ": "ئۆ", "ا": "ئا"}
_HAMZA_LATER = {"آ": "ا", "ٲ": "ا", "أ": "ئ", "إ": "ئ"}
_MERGED = {"\u0695": "\u0631", "\u06b5": "\u0644"}


def _compose(match: re.Match[str]) -> str:
    base, marks = match[1], match[2]
    return next((letters.COMPOSED[base + m] for m in marks if base + m in letters.COMPOSED), base)


def _compose_folded(match: re.Match[str]) -> str:
    composed = _compose(match)
    return _MERGED.get(composed, composed)


def _first_vowel(match: re.Match[str]) -> str:
    """A word never begins with a bare vowel in Kurdish spelling: it gets its ئ."""
    letter = match[0]
    follower = match.string[match.end() : match.end() + 1]
    if (letter in "اأ" and follower in ("ە", "ێ", "ۆ")) or (letter == "ا" and follower == "ی"):
        return "ئ"
    return _HAMZA_FIRST[letter]


def _old_heh(match: re.Match[str]) -> str:
    return AE if match[0][0] == HEH else ""


_ENTITIES = Rewrite(_ENTITY, ZWNJ, trigger="&")
_OLD_SPELLING = Rewrite(f"{HEH}?{ZWNJ}", _old_heh, trigger=ZWNJ)
_LAM_ARTEFACT = Rewrite("[لڵ]أ", "\u06b5ا", trigger="أ")
_DOUBLED_R = re.compile("rr+")
_FIRST_VOWEL = Rewrite(rf"[اێۆآأإٲ](?<!{_LETTER}.)", _first_vowel)
_LATER_HAMZA = Rewrite("[آٲأإ]", lambda match: _HAMZA_LATER[match[0]])

_CANONICAL: tuple[Step, ...] = (
    _ENTITIES,
    Letters(letters.CANONICAL),
    _OLD_SPELLING,
    Rewrite(
        rf"([^{letters.MARKS}]?)[{TATWEEL}{ZWJ}]*([{letters.MARKS}]+)",
        _compose,
        trigger=f"[{letters.MARKS}]",
    ),
    _LAM_ARTEFACT,
    Rewrite(f"{HEH}[{TATWEEL}{ZWJ}]+", letters.DOACHASHMEE),
    Rewrite(f"[{TATWEEL}{ZWJ}]+", ""),
    _FIRST_VOWEL,
    _LATER_HAMZA,
    Rewrite(rf"{HEH}(?<={_LETTER}.)(?!{_LETTER})", AE),
    Rewrite(rf"\u0631(?<!{_LETTER}.)", "\u0695"),
    Rewrite(rf"وو+(?<!{_LETTER}..)(?=[^\W\d_اەێۆیو])", "و", trigger="وو"),
    Rewrite(letters.DOACHASHMEE, HEH),
)

_FOLD: tuple[Step, ...] = (
    _ENTITIES,
    Letters(letters.FOLDED),
    _OLD_SPELLING,
    Rewrite(
        rf"([^{letters.MARKS}]?)([{letters.MARKS}]+)", _compose_folded, trigger=f"[{letters.MARKS}]"
    ),
    Rewrite(
        r"(?<![\^\u00a8])(?:\^[eiu]|\u00a8[ux])",
        lambda match: _DIGRAPHS[match[0]],
        trigger="[\\^\u00a8]",
    ),
    Rewrite(rf"'(?<={_LATIN}.)(?={_LATIN})", "", trigger="'"),
    Rewrite("لأ", "لا", trigger="لأ"),
    _FIRST_VOWEL,
    _LATER_HAMZA,
    Rewrite(HEH, AE, trigger=HEH),
    Rewrite("وو+", "و", trigger="وو"),
    Rewrite("یی+", "ی", trigger="یی"),
    Rewrite("rr+", "r", trigger="rr"),
)


class Folded:
    """A folded text that still knows where each of its letters came from.

    The way back is only computed when it is first asked for: most texts match nothing.
    """

    def __init__(self, text: str, original: str) -> None:
        self.text = text
        self.original = original

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return trace(self.original, _FOLD)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the original that ``text[start:end]`` was made of, as a span."""
        if start >= end:
            at = self._spans[start][0] if start < len(self._spans) else len(self.original)
            return at, at
        return self._spans[start][0], self._spans[min(end, len(self._spans)) - 1][1]

    def at(self, original: int) -> int:
        """The first position of the folded text that comes from ``original`` or later."""
        return bisect_left(self._spans, (original, original))


def canonical(text: str) -> str:
    """The text in today's standard letters, as a reader would want to see it."""
    for step in _CANONICAL:
        text = step.apply(text)
    return text


def fold(text: str) -> str:
    """The match key of the text; folding it again changes nothing."""
    if text.isascii() and text.isalpha():  # one plain Latin word, as most stems of English are
        return _DOUBLED_R.sub("r", text.lower())
    for step in _FOLD:
        text = step.apply(text)
    return text


def fold_with_offsets(text: str) -> Folded:
    """The match key together with the way back to the text as it was written."""
    return Folded(fold(text), text)


def loosen(folded: str) -> str:
    """A still coarser key: also ێ with ی, ۆ with و, Arabic sounds, and Latin without diacritics."""
    return re.sub(rf"ئ(?<!{_LETTER}.)", "", folded).translate(letters.LOOSE)


def repair_old_spelling(html: str) -> str:
    """Old spelling wrote the vowel ە as ه + ZWNJ, often as an entity; HTML cleaners lose it."""
    return re.sub(rf"[{HEH}\ufee9\ufeea](?:{ZWNJ}|{_ENTITY})", AE, html, flags=re.IGNORECASE)
