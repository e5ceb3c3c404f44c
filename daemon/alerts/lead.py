"""The first sentences of an article, with the words that flagged it marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from daemon.alerts.evidence import spans_words
from daemon.alerts.plain import direction, one_line, printable
from daemon.model.article import Match

LONGEST = 340  # code points: two sentences of Kurdish news prose
_ENOUGH = 120  # one sentence of this length may stand alone when the second is too long
_SHORTEST = 25  # anything shorter ends in an abbreviation (د. for 'Dr.') or is a dateline

# U+061F ؟ and U+06D4 ۔ end sentences in Arabic script.
_SENTENCE_END = re.compile(r"[.!?\u061f\u06d4\u2026][\"'»”’)\]]*(?=\s|$)|\n")
_WORD_LETTER = re.compile(r"[\w\u200c\u0640]")  # ZWNJ and tatweel stand inside words


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the lead; ``marked`` when a term was found in it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """The beginning of a body in pieces; ``cut`` when it stops in the middle of a sentence.

    ``direction`` is ``rtl`` or ``ltr``: a Kurdish text may stand under an English headline.
    """

    pieces: tuple[Piece, ...]
    cut: bool
    direction: str


def compose_lead(title: str, body: str, matches: Iterable[Match], usual: str) -> Lead:
    """The first two sentences of ``body``, or as much as fits; a repeated title is left out.

    Marks are widened to whole words, because letters on both sides of a mark must stay joined.
    ``usual`` is the direction when the text has no letters to tell.
    """
    start = _after_title(title, body)
    end, cut = _end(body, start)
    pieces = tuple(_pieces(body, start, end, matches))
    return Lead(pieces, cut, direction(body[start:end], usual))


def _after_title(title: str, body: str) -> int:
    """Where the text begins once blank lines and lines that repeat the title are passed over."""
    start = 0
    for line in body.splitlines(keepends=True):
        if one_line(line) and one_line(line) != one_line(title):
            break
        start += len(line)
    return start if start < len(body) else 0


def _end(body: str, start: int) -> tuple[int, bool]:
    """Where the lead ends, and whether that is inside a sentence."""
    ends = list(_sentence_ends(body, start))
    fitting = [end for end in ends[:2] if end - start <= LONGEST]
    if len(fitting) == 2 or (fitting and fitting[-1] - start >= _ENOUGH):
        return fitting[-1], False
    if len(body.rstrip()) - start <= LONGEST and len(ends) <= len(fitting):
        return len(body.rstrip()), False
    space = max(body.rfind(" ", start, start + LONGEST), body.rfind("\n", start, start + LONGEST))
    return (space if space > start + LONGEST // 2 else start + LONGEST), True


def _sentence_ends(body: str, start: int) -> Iterator[int]:
    sentence = start
    for found in _SENTENCE_END.finditer(body, start, start + 2 * LONGEST):
        if found.end() - sentence >= _SHORTEST:
            sentence = found.end()
            yield found.end()


def _pieces(body: str, start: int, end: int, matches: Iterable[Match]) -> Iterator[Piece]:
    position = start
    for left, right in _marks(body, start, end, matches):
        if left > position:
            yield Piece(printable(body[position:left]), marked=False)
        yield Piece(printable(body[left:right]), marked=True)
        position = right
    if position < end:
        yield Piece(printable(body[position:end]), marked=False)


def _marks(body: str, start: int, end: int, matches: Iterable[Match]) -> Iterator[tuple[int, int]]:
    """Spans to mark between ``start`` and ``end``: whole words, in order, without overlap."""
    position = start
    inside = (match for match in matches if 0 <= match.start < match.end <= len(body))
    spans = sorted(span for match in inside for span in _ends_or_all(body, match))
    for first, last in spans:
        left, right = max(first, position), min(last, end)
        if left < right:
            yield left, right
            position = right


def _ends_or_all(body: str, match: Match) -> list[tuple[int, int]]:
    """The words of a finding; of one that spans a sentence, only the first and the last."""
    if not spans_words(match.surface):
        return [_widened(body, match.start, match.end)]
    return [
        _widened(body, match.start, match.start + 1),
        _widened(body, match.end - 1, match.end),
    ]


def _widened(body: str, left: int, right: int) -> tuple[int, int]:
    while left > 0 and _WORD_LETTER.match(body[left - 1]):
        left -= 1
    while right < len(body) and _WORD_LETTER.match(body[right]):
        right += 1
    return left, right
