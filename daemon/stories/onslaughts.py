"""Attacks that no one word tells: they fell upon a post, bombs rained, the drone was theirs."""

from __future__ import annotations

from collections.abc import Iterator

from daemon.stories.fate_words import starts
from daemon.stories.marks import Mark
from daemon.stories.passage import Sentence
from daemon.stories.words import Sense
from daemon.text.spelling import fold

_FELL = frozenset(
    starts("دایان دایانە دا دان دایە avêt avêtin avêtine avêtiye dan da girt girtin گرت گرتن برن")
)
_RAINED = starts("باراند داباراند دباراند barand dibarîn")
_DROPPED = frozenset(("explosive", "rocket-word", "shelling-weapon", "cannon", "shelling"))
_THEIRS = fold("هی")
_WEAPONS = frozenset(("drone-word", "planes", "rocket-word", "shelling-weapon", "cannon"))
_ATTACK = frozenset(("assault",))


def onslaughts(sentence: Sentence) -> Iterator[Mark]:
    """These attacks as if a word for them stood there."""
    for at in sentence.where(Sense.UPON):
        if falls(sentence, at):
            verb = sentence.tokens[at - 1]
            yield Mark(_ATTACK, at - 1, at, verb.start, sentence.tokens[at].end, ())
    if any(mark.tags & _DROPPED for mark in sentence.marks):
        for at, verb in enumerate(sentence.tokens):
            if verb.text.startswith(_RAINED):  # bombe bi ser gundan de barandin
                yield Mark(_ATTACK, at, at, verb.start, verb.end, ())


def falls(sentence: Sentence, at: int) -> bool:
    """دایان بەسەر خاڵێکدا, avêtin ser, dan ser: fell upon."""
    return at > 0 and sentence.tokens[at - 1].text in _FELL


def whose(sentence: Sentence) -> int:
    """درۆنەکە هی سوپای تورکیا بوو: the word after which it is told whose it was, or -1."""
    weapons = {mark.last for mark in sentence.marks if mark.tags & _WEAPONS}
    words = enumerate(sentence.tokens)
    return next((at for at, one in words if one.text == _THEIRS and at - 1 in weapons), -1)
