"""Numbers in a text, in digits of three scripts or in words, with what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from daemon.text import number_words as words
from daemon.text.spelling import Folded, fold, fold_with_offsets
from daemon.text.tokens import Token, tokenise

_REACH = 3  # how many words before a number may say that it is approximate
_THOUSAND = 1000
_GROUPS = 6  # digits joined by more marks than this are no number and no date


@dataclass(frozen=True, slots=True)
class Number:
    """A cardinal number; the spans are code points of the text as given.

    ``counted`` is the word that follows and is counted (``%`` for a percentage), as written.
    ``approximate``: the text says about, at least, more than, or tens of.
    """

    value: float
    start: int
    end: int
    counted: str | None = None
    counted_start: int | None = None
    counted_end: int | None = None
    approximate: bool = False


class _Read(NamedTuple):
    value: float
    stop: int  # index of the first token after the number
    vague: bool = False


class _Reader:
    """One pass over the tokens of a folded text."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._tokens: Sequence[Token] = tokenise(folded.text)

    def read(self) -> Iterator[Number]:
        at = 0
        while at < len(self._tokens):
            skip = self._not_a_number(at)
            found = None if skip else self._number(at)
            if found is not None:
                number = self._described(at, found)
                if number is not None:
                    yield number
            at = skip or (found.stop if found else at + 1)

    def _gap(self, at: int) -> str:
        """What stands between the token ``at`` and the next one; a line end after the last."""
        if at < 0 or at + 1 >= len(self._tokens):
            return "\n"
        return self._folded.text[self._tokens[at].end : self._tokens[at + 1].start]

    def _is_digits(self, at: int) -> bool:
        return 0 <= at < len(self._tokens) and self._tokens[at].text.isdigit()

    def _not_a_number(self, at: int) -> int:
        """The end of a date or time in digits, or of an ordinal, that begins here; else 0."""
        stop = at
        while stop - at < _GROUPS and self._is_digits(stop) and self._is_digits(stop + 1):
            if self._gap(stop).strip() not in {":", "/", "-", "."}:
                break
            stop += 1
        joined = {self._gap(index).strip() for index in range(at, stop)}
        if (stop - at >= 2 and joined != {","}) or joined & {":", "/"}:
            return 0 if self._thousands(at) else stop + 1
        ordinal = self._gap(at) == "" and at + 1 < len(self._tokens)
        if self._is_digits(at) and ordinal and self._tokens[at + 1].text in words.ORDINAL:
            return at + 2
        return 0

    def _thousands(self, at: int) -> _Read | None:
        """Digits in groups of three: 12,500 or 12.500."""
        stop, digits = at + 1, self._tokens[at].text
        mark = self._gap(at)
        if mark not in {",", "."} or len(digits) > 3 or digits.startswith("0"):
            return None
        while self._is_digits(stop) and self._gap(stop - 1) == mark:
            if len(self._tokens[stop].text) != 3 or stop - at >= _GROUPS:
                return None
            digits += self._tokens[stop].text
            stop += 1
        return _Read(float(digits), stop) if stop > at + 1 else None

    def _digits(self, at: int) -> _Read:
        grouped = self._thousands(at)
        if grouped is not None:
            return grouped
        whole = self._tokens[at].text
        if self._gap(at) in {".", ","} and self._is_digits(at + 1):
            return _Read(float(f"{whole}.{self._tokens[at + 1].text}"), at + 2)
        return _Read(float(whole), at + 1)

    def _simple(self, at: int) -> _Read | None:
        """One number word or one number in digits."""
        if at >= len(self._tokens):
            return None
        word = self._tokens[at].text
        if word.isdigit():
            return self._digits(at) if word.isascii() and len(word) <= 15 else None
        if word in words.VAGUE:
            return _Read(float(words.VAGUE[word]), at + 1, vague=True)
        value = words.VALUES.get(word)
        if value == 100 and self._of_hundred(at):
            return _Read(100.0, at + 3)
        if value is None and self._carries_and(at):
            value = words.VALUES[word[:-1]]
        return None if value is None else _Read(float(value), at + 1)

    def _of_hundred(self, at: int) -> bool:
        following = [token.text for token in self._tokens[at + 1 : at + 3]]
        return following == [words.OF_HUNDRED, self._tokens[at].text]

    def _carries_and(self, at: int) -> bool:
        """سەدو هەشتا: 'and' is written onto the number before it."""
        word = self._tokens[at].text
        following = self._tokens[at + 1].text if at + 1 < len(self._tokens) else ""
        return word[-1] == "و" and word[:-1] in words.VALUES and following in words.VALUES

    def _number(self, at: int) -> _Read | None:
        first = self._simple(at)
        if first is None:
            half = at < len(self._tokens) and self._tokens[at].text in words.HALF
            after = self._simple(at + 1) if half else None
            return _Read(after.value / 2, after.stop) if after and _multiplies(after) else None
        if first.vague:
            return first
        return self._composed(first)

    def _composed(self, first: _Read) -> _Read:
        """Multipliers follow directly, smaller parts after 'and': دوو هەزار و سێ سەد و پەنجا."""
        total, part, last = 0.0, first.value, float("inf")
        if first.value >= _THOUSAND and self._tokens[first.stop - 1].text in words.VALUES:
            total, part, last = first.value, 0.0, first.value
        at = first.stop
        while True:
            plain, joined = self._next(at), self._after_and(at)
            if self._half_more(at) and not part:
                total, at = total + last / 2, at + 2
            elif plain and plain.value == 100 and 1 <= part <= 9:
                part, at = part * 100, plain.stop
            elif plain and _multiplies(plain) and part > 0 and plain.value < last:
                total, part, last = total + part * plain.value, 0.0, plain.value
                at = plain.stop
            elif joined and joined.value < (_room(part) if part else last) and not joined.vague:
                if joined.value >= _THOUSAND:
                    total, last = total + joined.value, joined.value
                else:
                    part += joined.value
                at = joined.stop
            else:
                break
        return _Read(total + part, at)

    def _half_more(self, at: int) -> bool:
        """دوو ملیۆن و نیو: and half as much as the multiplier."""
        following = [token.text for token in self._tokens[at : at + 2]]
        return len(following) == 2 and following[0] in words.AND and following[1] in words.HALF

    def _next(self, at: int) -> _Read | None:
        """The number word that follows directly; digits never multiply."""
        if self._gap(at - 1) != " " or self._is_digits(at):
            return None
        return self._simple(at)

    def _after_and(self, at: int) -> _Read | None:
        """A further part after 'and'; digits only after a multiplier in words."""
        if self._gap(at - 1) != " " or at >= len(self._tokens):
            return None
        if self._tokens[at - 1].text not in words.VALUES and self._carries_and(at - 1):
            return self._simple(at)
        if self._tokens[at].text not in words.AND or self._gap(at) != " ":
            return None
        digits_alone = self._is_digits(at + 1) and self._is_digits(at - 1)
        return None if digits_alone else self._simple(at + 1)

    def _described(self, at: int, found: _Read) -> Number | None:
        start, _ = self._folded.span(self._tokens[at].start, self._tokens[at].end)
        end = self._folded.span(self._tokens[at].start, self._tokens[found.stop - 1].end)[1]
        counted = self._percent(at, found) or self._counted(found)
        alone = found.stop == at + 1 and self._tokens[at].text in words.ONE
        if alone and counted is None:
            return None  # 'each other', 'united', 'first of all'
        approximate = found.vague or self._about(at)
        if counted is None:
            return Number(found.value, start, end, approximate=approximate)
        span = self._folded.span(*counted[1])
        surface = counted[0] or self._folded.original[span[0] : span[1]]
        return Number(found.value, start, end, surface, *span, approximate=approximate)

    def _counted(self, found: _Read) -> tuple[str, tuple[int, int]] | None:
        if found.stop >= len(self._tokens) or self._gap(found.stop - 1).strip(" \t"):
            return None
        token = self._tokens[found.stop]
        joined = self._gap(found.stop - 1) == ""
        if joined or token.text in words.NOT_COUNTED or self._simple(found.stop):
            return None
        return "", (token.start, token.end)

    def _percent(self, at: int, found: _Read) -> tuple[str, tuple[int, int]] | None:
        before, after = self._tokens[at].start, self._tokens[found.stop - 1].end
        text = self._folded.text
        if text[after : after + 1] == "%":
            return "%", (after, after + 1)
        if before and text[before - 1] == "%":
            return "%", (before - 1, before)
        if self._of_hundred(at):
            token = self._tokens[at + 1]
            return "%", (token.start, token.end)
        if at and self._tokens[at - 1].text in words.PERCENT:
            return "%", (self._tokens[at - 1].start, self._tokens[at - 1].end)
        return None

    def _about(self, at: int) -> bool:
        sentence = self._tokens[at].sentence
        before = [t.text for t in self._tokens[max(0, at - _REACH) : at] if t.sentence == sentence]
        least = bool(before) and before[-1] in words.LEAST
        return least or any(word in words.ABOUT for word in before)


def _multiplies(read: _Read) -> bool:
    return read.value >= _THOUSAND and not read.vague


def _room(part: float) -> int:
    """What may still be added to a part: units to tens, anything below 100 to hundreds."""
    if part % 100 == 0:
        return 100
    return 10 if part >= 20 and part % 10 == 0 else 0


def _ranges(found: Sequence[Number], text: str) -> Iterator[Number]:
    """Of 'five six', '5-10' and 'two to three' neither bound is exact."""
    bounds: set[int] = set()
    for index, (one, other) in enumerate(pairwise(found)):
        if fold(text[one.end : other.start]).strip() in words.RANGE:
            bounds |= {index, index + 1}
    for index, number in enumerate(found):
        yield replace(number, approximate=True) if index in bounds else number


def numbers(text: str) -> tuple[Number, ...]:
    """The cardinal numbers of the text in order; dates, times and ordinals are left out."""
    return tuple(_ranges(tuple(_Reader(fold_with_offsets(text)).read()), text))
