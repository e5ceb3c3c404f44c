"""Sentences of English and Arabic editions, with the marks and numbers that Kurdish ones have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from daemon.model.language import Language
from daemon.stories.foreign_numbers import is_dual, of_teens, value
from daemon.stories.foreign_words import senses, tags
from daemon.stories.marks import Mark
from daemon.stories.words import Sense
from daemon.text.numbers import Number
from daemon.text.tokens import Token

_TEN, _HUNDRED = 10, 100


def says(tokens: Sequence[Token], language: Language) -> list[Mapping[Sense, tuple[str, ...]]]:
    """What each word says of its sentence."""
    return [senses(token.text, language) for token in tokens]


def marks(tokens: Sequence[Token], language: Language, *, title: bool) -> Iterator[Mark]:
    """The words that the rules have a name for, one by one."""
    for at, token in enumerate(tokens):
        found = tags(token.text, language, title=title)
        if found:
            negated = _negated(tokens, at, language)
            attributes = ("negated",) if negated else ()
            yield Mark(found, at, at, token.start, token.end, attributes)


def _negated(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """No casualties, were not hurt, without causing injuries; من دون وقوع إصابات."""
    before = tokens[max(0, at - 3) : at]
    return any(Sense.NOT in senses(token.text, language) for token in before)


def numbers(
    text: str, tokens: Sequence[Token], digits: Sequence[Number], language: Language
) -> list[Number]:
    """Numbers in digits, and those in words: twenty three, ثلاثة عشر, خمسة وعشرون, شخصين."""
    found = [one for one in digits if text[one.start : one.end][:1].isdigit()]
    taken = {one.start for one in found}
    at = 0
    while at < len(tokens):
        worth, stop = _worded(tokens, at, language)
        if worth and tokens[at].start not in taken:
            found.append(_number(worth, tokens, at, stop))
        at = stop if worth else at + 1
    return sorted(found, key=lambda one: one.start)


def _worded(tokens: Sequence[Token], at: int, language: Language) -> tuple[int, int]:
    """The value of the number word here, and the number of the word after it; 0 for none."""
    worth = value(tokens[at].text, language)
    stop = at + 1
    if language is Language.ARABIC and stop < len(tokens):
        ten = value(tokens[stop].text, language) == _TEN
        worth = of_teens(tokens[at].text) if ten and of_teens(tokens[at].text) else worth
    while worth and stop < len(tokens) and not is_dual(tokens[at].text):
        more = value(tokens[stop].text, language)
        if not more or is_dual(tokens[stop].text) or not _grows(worth, more, language):
            break
        worth = worth * more if more == _HUNDRED and worth < more else worth + more
        stop += 1
    return worth, stop


def _grows(worth: int, more: int, language: Language) -> bool:
    if more == _HUNDRED:
        return worth < 10
    if language is Language.ENGLISH:
        return worth % 10 == 0 and more < 10
    return worth < 10 <= more


def _number(worth: int, tokens: Sequence[Token], at: int, stop: int) -> Number:
    start, end = tokens[at].start, tokens[stop - 1].end
    if is_dual(tokens[at].text) or stop >= len(tokens):
        return Number(worth, start, end)
    counted = tokens[stop]
    return Number(worth, start, end, counted.text, counted.start, counted.end)
