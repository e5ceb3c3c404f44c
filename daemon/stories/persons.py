"""Single people in a Kurdish sentence: by an ending, a trade, a part in a family, or known before.

A noun with the ending of indefiniteness counts one: شوانێک, welatiyek, دووکاندارەک.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from daemon.stories.passage import Sentence
from daemon.stories.words import Sense, senses
from daemon.text.number_words import AND, NOT_COUNTED
from daemon.text.spelling import fold

PEOPLE = frozenset(
    (
        *("militant", "force", "civilian-word", "activist-word", "guard-word", "suspect-word"),
        *("kolbar-word", "driver-word", "commander-word", "police-word", "soldier-word"),
        *("peshmerga-word", "diplomat-word"),
    )
)
"""Terms of the rules that are a person, in the singular or the plural."""
EZAFE = ("ی", "ێ", "ا", "ن", "a", "ê", "î", "e", "n")
"""Endings that join a word to the one after it, in three dialects."""
_ENDINGS_OF_TRADES = "|".join(
    map(fold, ("دار", "ڤان", "وان", "چی", "نووس", "ناس", "ساز", "فرۆش", "زان", "گەر"))
)
_TRADE = re.compile(
    rf"(?!کاروان|لێدوان)\w{{3,}}(?:{_ENDINGS_OF_TRADES})(?:ێکی?|ەکێ|ەکی|ەک)"
    r"|\w{3,}(?:dar|van|çî|nas|nivîs|firoş|saz)(?:ek|ekî|ekê)"
)
FATED = frozenset(
    ("kill-word", "dead", "die-word", "martyr-word", "hurt", "arrest-word", "arrest-weak")
)
_AFTER_VOWEL = ("یەک", "یەکی", "یەکێ", "yek", "yekî", "yekê")  # قوتابییەک, folded
_REACH = 14  # words before a verb in which its subject stands


@dataclass(frozen=True, slots=True)
class Heads:
    """A number of people, or of families, at a place of a sentence; ``known`` from before."""

    number: int
    first: int
    last: int
    start: int
    end: int
    approximate: bool = False
    families: bool = False
    known: bool = False


def single(sentence: Sentence, taken: set[int]) -> Iterator[Heads]:
    """A person in the singular with the ending of indefiniteness."""
    marked = {m.last for m in sentence.marks if m.tags & PEOPLE and _indefinite(m.attributes)}
    for at, said in enumerate(sentence.says):
        told = [said[sense] for sense in (Sense.PERSON, Sense.KIN) if sense in said]
        one = at in marked or any(_indefinite(attributes) for attributes in told)
        one = one or (bool(told) and sentence.tokens[at].text.endswith(_AFTER_VOWEL))
        one = one or _joined_kin(sentence, at, taken) or _has_trade(sentence, at)
        if one and at not in taken and not _none(sentence, at):
            token = sentence.tokens[at]
            taken.add(at)
            yield Heads(1, at, at, token.start, token.end)


def _has_trade(sentence: Sentence, at: int) -> bool:
    """دووکاندارێک, بەرگدروویەک: by the ending of a trade; who was hurt is no trade."""
    hurt = any(mark.first == at and mark.tags & FATED for mark in sentence.marks)
    return not hurt and _TRADE.fullmatch(sentence.tokens[at].text) is not None


def _joined_kin(sentence: Sentence, at: int, taken: set[int]) -> bool:
    """باوکێک و کوڕەکەی, jinek û keça xwe: one more, joined to one who was counted."""
    if Sense.KIN not in sentence.says[at] or not _is_one(sentence, at):
        return False
    joined = at >= 2 and _and(sentence, at - 1) and at - 2 in taken
    return joined or _leads_kin(sentence, at)


def _leads_kin(sentence: Sentence, at: int) -> bool:
    """باوک و کوڕێک: father and son."""
    following = sentence.says[at + 2].get(Sense.KIN) if at + 2 < len(sentence.says) else None
    return following is not None and _indefinite(following) and _and(sentence, at + 1)


def _indefinite(attributes: Sequence[str]) -> bool:
    return "indefinite" in attributes and "negated" not in attributes


def _none(sentence: Sentence, at: int) -> bool:
    """هیچ کەسێک, tu kesek: nobody."""
    before = sentence.tokens[at - 1].text if at else ""
    return Sense.NONE in senses(before) if before and before not in NOT_COUNTED else False


def definite(sentence: Sentence, floor: int, end: int) -> Heads | None:
    """The nearest person before a verb, known from before: فەرماندەکە, kurê wî, دایک و بابێن وی.

    Two joined by 'and' are two.
    """
    for at in range(end - 1, max(floor, end - _REACH), -1):
        if _is_one(sentence, at):
            first = at - 2 if at >= 2 and _and(sentence, at - 1) else at
            both = first > floor and first != at and _is_one(sentence, first)
            start = sentence.tokens[first if both else at].start
            number, begin = (2, first) if both else (1, at)
            return Heads(number, begin, at, start, sentence.tokens[at].end)
    return None


def definite_after(sentence: Sentence, at: int) -> Heads | None:
    """The person known from before that a noun of fate has in ezafe: برینداربوونی هاوسەرەکەی."""
    for word in range(at + 1, min(at + 3, len(sentence.tokens))):
        if _is_one(sentence, word):
            return Heads(1, word, word, sentence.tokens[word].start, sentence.tokens[word].end)
    return None


def names_person(sentence: Sentence, at: int) -> bool:
    """Whether a word is of people, by its sense or by a term of the rules."""
    said = sentence.says[at]
    marked = any(mark.last == at and mark.tags & PEOPLE for mark in sentence.marks)
    return marked or Sense.PERSON in said or Sense.KIN in said


def _and(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].text in AND


def _is_one(sentence: Sentence, at: int) -> bool:
    """A person in the singular: by its noun, or by its part in a family."""
    said = sentence.says[at]
    if not names_person(sentence, at) or _none(sentence, at):
        return False
    plural = any("plural" in attributes for attributes in said.values()) or any(
        "plural" in mark.attributes for mark in sentence.marks if mark.last == at
    )
    return not plural
