"""The phrase that ezafe makes around a name: پێنج چەکداری داعش, xaleke QSDê, ji aliyê DAIŞê ve."""

from __future__ import annotations

from daemon.stories.fate_words import starts
from daemon.stories.marks import Name
from daemon.stories.passage import Sentence
from daemon.stories.persons import EZAFE, PEOPLE
from daemon.stories.words import Sense
from daemon.text.number_words import AND

PHRASE = 4
"""Words of a phrase before its name."""
_PARTICLES = frozenset(starts("یا یێ یێن ya yê yên a ê ên"))
ADPOSITIONS = frozenset(starts("لە ل بە ب بۆ ژ د li bi ji di bo û و u ku کە کو سەر ser دژی dijî"))
_AGENT = frozenset(
    starts("لەلایەن ژلایێ بەدەستی بدەستێ لایەن لایێ دەستی دەستێ aliyê alîyê hêla destê")
)


def phrase_of(sentence: Sentence, name: Name) -> int:
    """The number of the first word of the name's phrase: پێنج | چەکداری داعش."""
    first = name.first
    while first > max(0, name.first - PHRASE):
        word = sentence.tokens[first - 1].text
        if word in ADPOSITIONS or word in AND or sentence.comma(first - 1, first):
            break
        if word not in _PARTICLES and not (word.endswith(EZAFE) and len(word) > 2):
            break
        if word in _AGENT or Sense.UPON in sentence.says[first - 1]:
            break
        first -= 1
    return first


def is_by(sentence: Sentence, name: Name) -> bool:
    """لەلایەن داعشەوە, بە دەستی چەکدارانی داعش, ژ لایێ داعشێ ڤە, ji aliyê DAIŞê ve."""
    before = sentence.tokens[max(0, phrase_of(sentence, name) - 1) : name.first]
    return bool(before) and before[0].text in _AGENT


def heads_phrase(sentence: Sentence, name: Name, listed: tuple[str, ...]) -> bool:
    """Whether a word of the phrase before the name begins like one of these."""
    words = sentence.tokens[phrase_of(sentence, name) : name.first]
    return any(token.text.startswith(listed) for token in words)


def is_man_of(sentence: Sentence, name: Name) -> bool:
    """چەکدارانی داعش, فەرماندەیەکی حەشدی شەعبی, endamekî QSDê: people of the group."""
    phrase = range(phrase_of(sentence, name), name.first)
    marked = any(mark.last in phrase and mark.tags & PEOPLE for mark in sentence.marks)
    return marked or any(Sense.PERSON in sentence.says[word] for word in phrase)


def is_numbered(sentence: Sentence, name: Name) -> bool:
    """A number stands right before the phrase: پێنج چەکداری پەکەکە, سێ پێشمەرگە."""
    first = phrase_of(sentence, name)
    return any(0 <= first - sentence.word_at(n.end - 1) <= 1 for n in sentence.numbers)
