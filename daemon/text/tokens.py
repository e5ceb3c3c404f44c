"""Words of a folded text, each with its place and the number of its sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+|\d+")
_ARABIC = re.compile(r"[\u0620-\u06d5\u06ee-\u06ff\u0750-\u077f]")
_STOPS = frozenset(".!?؟۔…\n\r")


class Token(NamedTuple):
    """A run of letters or of digits; ``start`` and ``end`` are offsets into the folded text."""

    text: str
    start: int
    end: int
    sentence: int


def tokenise(folded: str) -> tuple[Token, ...]:
    """The words and numbers of a folded text, in order; sentences are counted from 0.

    Letters and digits never share a token, so a suffix after a number stands alone.
    """
    tokens: list[Token] = []
    sentence = last = 0
    for match in _WORD.finditer(folded):
        start, end = match.span()
        gap = folded[last:start]
        if gap != " " and tokens and _ends_sentence(gap, tokens[-1].text, folded[start]):
            sentence += 1
        tokens.append(Token(match[0], start, end, sentence))
        last = end
    return tuple(tokens)


def _ends_sentence(gap: str, before: str, after: str) -> bool:
    """Full stops inside abbreviations (پ.ک.ک, U.S.), numbers and host names end nothing."""
    stops = _STOPS.intersection(gap)
    if not stops:
        return False
    if stops != {"."}:
        return True
    if gap in {".", ". "} and (len(before) == 1 and not before.isdigit()):
        return False
    return gap != "." or bool(_ARABIC.match(before[-1]) and _ARABIC.match(after))
