"""Text of feeds made fit to be shown: no hidden characters, one line, cut between words."""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
# Bidi controls can show one text and mean another; direction comes from markup instead.
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb"
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_TAGS = range(0xE0000, 0xE0080)
_SURROGATES = range(0xD800, 0xE000)

_SHOWN: dict[int, str | None] = {
    **dict.fromkeys([*_CONTROLS, *_TAGS, *_SURROGATES]),
    **dict.fromkeys(map(ord, _BIDI_CONTROLS + _INVISIBLE)),
    **dict.fromkeys(map(ord, _LINE_BREAKS), " "),
}


def printable(text: str) -> str:
    """``text`` without control, bidi and tag characters and lone surrogates; breaks are spaces.

    ZWNJ and ZWJ stay: they are spelling in Kurdish.
    """
    return text.translate(_SHOWN)


def one_line(text: str) -> str:
    """``text`` printable, on one line, with single spaces."""
    return " ".join(printable(text).split())


def shorten(text: str, limit: int) -> str:
    """``text`` on one line of at most ``limit`` code points, cut between words with an ellipsis."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > limit // 2 else head).rstrip(" ،,؛;:-") + "…"


def header_text(text: str) -> str:
    """``text`` safe to stand in a mail header.

    A sequence ``=?`` is parted, since a parser may take it for the start of an encoded word
    and decode line breaks out of it (CVE-2024-6923).
    """
    return re.sub(r"=(?=\?)", "= ", one_line(text))


def direction(text: str, usual: str) -> str:
    """``rtl`` or ``ltr``, by most of the letters of ``text``; ``usual`` when they do not tell."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    right, left = sum(kind in {"R", "AL"} for kind in kinds), kinds.count("L")
    if right == left:
        return usual
    return "rtl" if right > left else "ltr"
