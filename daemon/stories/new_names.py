"""Names that look like armed groups and stand in no gazetteer, for an analyst to judge.

After words for a band of fighters (سەرایا، کەتیبەکانی، لیوای) stands its name. After everyday
words (گرووپی، کۆما، koma) stands one only when the sentence is about fighters and what follows
is in quotation marks, has the Arabic article or, in Latin script, a capital, or is in none of
our lists of words. What goes by a name (گرووپێکی چەکدار بەناوی …) is taken likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from daemon.model.article import EntityMention
from daemon.model.story import Quote
from daemon.rules.lexicon import Lexicon
from daemon.stories.group_words import (
    ARMED,
    ARTICLE,
    CALLED,
    CALLED_AFTER,
    COMMON,
    GROUP,
    JOINING,
    NEVER_ARMIES,
    PLAIN,
    PROPER,
    QUALITIES,
    TITLES,
)
from daemon.stories.known_text import KnownText
from daemon.stories.marks import GROUPS
from daemon.stories.name_keys import FEWEST, skeleton
from daemon.stories.words import senses
from daemon.text.number_words import NOT_COUNTED, VALUES
from daemon.text.spelling import fold, fold_with_offsets
from daemon.text.tokens import tokenise

LONGEST = 4
_LONGEST_QUOTED = 5
_SHORTEST, _SHORTEST_PLAIN = 3, 4
_NEAR = 6
"""So many words at most between a group and the name that it goes by."""

_OPENING = tuple("\"'«“”‘’„‹([")
_CLOSING = tuple("\"'»“”‘’›)]")
_ENDINGS = tuple(
    map(fold, ("ێت", "کات", "کرد", "کرا", "بوو", "اوە", "ەوە", "دیکەی", "دەکەن", "ەکان", "ەکانی"))
)
_PLAIN_ENDINGS = (*_ENDINGS, *map(fold, ("ە", "ن", "دا", "ی", "ێک", "تر", "ەکە")))
_PREPOSITIONS = tuple(map(fold, ("لە", "بە", "بۆ", "دە")))
_PAIRS = (
    rf"(?:{'|'.join(sorted(before))})\W+{word}" for word, before in sorted(CALLED_AFTER.items())
)
_HEADS = re.compile(rf"(?<!\w)(?:{'|'.join((*sorted({*PROPER, *PLAIN, *CALLED}), *_PAIRS))})(?!\w)")
_HANGING = re.compile(r"(?<=\w{4})(?:یش|دا|ەوە)$")


@dataclass(frozen=True, slots=True)
class NewName:
    """A candidate: the key of all its spellings, where it stands, and its sentence.

    The quote begins with the word for a group, unless the text says that one goes by the name.
    """

    key: str
    quote: Quote
    context: str


def new_names(
    fields: Mapping[str, str], mentions: Sequence[EntityMention], lexicon: Lexicon
) -> Iterator[NewName]:
    """The candidates of an article's fields, each once, in order of the text."""
    seen: set[str] = set()
    for name, text in fields.items():
        known = KnownText(name, text, [one for one in mentions if one.field == name], lexicon)
        for found in _Finder(known).names() if known.has(_HEADS) else ():
            if found.key not in seen:
                seen.add(found.key)
                yield found


def key_of(name: str) -> str:
    """The key of a name as somebody writes it, with or without the word for a group."""
    words = [token.text for token in tokenise(fold(bare(name)))]
    kind = PROPER.get(words[0]) if len(words) > 1 else None
    return _key(kind, words[1:] if kind else words)


def bare(name: str) -> str:
    """The name without an everyday word for a group before it."""
    folded = fold_with_offsets(name)
    words = tokenise(folded.text)
    if len(words) < 2 or words[0].text not in PLAIN:
        return name
    at = 1
    while at < len(words) - 1 and words[at].text in QUALITIES:
        at += 1
    return name[folded.span(words[at].start, words[at].end)[0] :]


def _key(kind: str | None, words: Sequence[str]) -> str:
    bare_words = (*words[:-1], *map(ended, words[-1:]))
    consonants = skeleton(bare_words, FEWEST - 1 if kind else FEWEST)
    return f"{kind} {consonants}" if kind else consonants


def ended(word: str) -> str:
    """A word without what may hang on a name: نەمروودیش, نەمروودەوە."""
    return _HANGING.sub("", word)


class _Finder:
    """Finds the names of one field."""

    def __init__(self, text: KnownText) -> None:
        self._text = text

    def names(self) -> Iterator[NewName]:
        for at, token in enumerate(self._text.tokens):
            found = None
            if token.text in PROPER:
                found = self._after_proper(at)
            elif token.text in PLAIN:
                found = self._after_plain(at)
            elif self._says_called(at):
                found = self._after_called(at)
            if found is not None:
                yield found

    def _after_proper(self, at: int) -> NewName | None:
        kind = PROPER[self._text.word(at)]
        words = self._quoted(at) or self._words(at + 1, places=kind in NEVER_ARMIES)
        if not words or (len(words) == 1 and self._text.word(words[0]) in TITLES):
            return None
        return self._made(kind, at, words)

    def _after_plain(self, at: int) -> NewName | None:
        first = at + 1
        while first < len(self._text.tokens) and self._text.word(first) in QUALITIES:
            first += 1
        armed = self._text.word(at) in ARMED or first > at + 1 or self._text.fights(at)
        if not armed:
            return None
        words = self._quoted(first - 1)
        if not words:
            words = self._words(first)
            words = words if self._is_name(words) else []
        return self._made(None, at, words)

    def _after_called(self, at: int) -> NewName | None:
        sentence = self._text.tokens[at].sentence
        before = self._text.tokens[max(0, at - _NEAR) : at]
        group = GROUP | PLAIN
        if not any(one.text in group and one.sentence == sentence for one in before):
            return None
        words = self._quoted(at)
        if not words:
            words = self._words(at + 1)
            words = words if self._is_name(words) else []
        if words and self._text.word(words[0]) in PROPER:  # بەناوی سەرایا …: found by itself
            return None
        return self._made(None, words[0], words) if words else None

    def _says_called(self, at: int) -> bool:
        text = self._text.word(at)
        before = self._text.word(at - 1) if at else ""
        return text in CALLED or before in CALLED_AFTER.get(text, ())

    def _quoted(self, at: int) -> list[int]:
        """The words in quotation marks that follow a word in its sentence."""
        tokens = self._text.tokens
        if not self._text.gap(at + 1).strip().startswith(_OPENING):
            return []
        for last in range(at + 1, min(at + 1 + _LONGEST_QUOTED, len(tokens))):
            if tokens[last].sentence != tokens[at].sentence:
                return []
            if self._text.gap(last + 1).lstrip().startswith(_CLOSING):
                words = list(range(at + 1, last + 1))
                return words if self._may_be_quoted(words) else []
        return []

    def _may_be_quoted(self, words: Sequence[int]) -> bool:
        texts = [self._text.word(word) for word in words]
        names = [text for text in texts if text not in COMMON and text not in VALUES]
        return any(text.isalpha() for text in names) and not self._is_known(words)

    def _words(self, first: int, *, places: bool = False) -> list[int]:
        """The words of a name that begins here, as far as they belong together.

        It may begin with that of a place when ``places``.
        """
        words: list[int] = []
        for number in range(first, min(first + LONGEST, len(self._text.tokens))):
            place = places and number == first and self._text.known.get(number) == "place"
            if self._text.gap(number).strip(" -‑") or not (place or self._may_be(number)):
                break
            if words and not self._continues(number):
                break
            words.append(number)
        while words and self._text.word(words[-1]) in JOINING:
            words.pop()
        return [] if self._is_known(words) else words

    def _is_known(self, words: Sequence[int]) -> bool:
        return any(self._text.is_group(word) for word in words)

    def _may_be(self, number: int) -> bool:
        """Whether a word may be part of a name."""
        text = self._text.word(number)
        if text in JOINING:
            return True
        if not text.isalpha() or len(text) < _SHORTEST or number in self._text.known:
            return False
        if (
            text in COMMON
            or text in VALUES
            or text in NOT_COUNTED
            or ended(text).endswith(_ENDINGS)
        ):
            return False
        return self._text.is_capital(number) if self._text.is_latin(number) else not senses(text)

    def _continues(self, number: int) -> bool:
        """Whether a word goes on with the name before it."""
        text, before = self._text.word(number), self._text.word(number - 1)
        if before in JOINING or before in TITLES or text in JOINING:
            return True
        if self._text.is_latin(number):
            return True
        ezafe = before.endswith("ی") and not self._text.is_ordinary(number)
        return ezafe or text.startswith(ARTICLE)

    def _is_name(self, words: Sequence[int]) -> bool:
        """Whether what follows an everyday word is a name."""
        if not words or self._text.is_latin(words[0]):
            return bool(words)
        text, last = self._text.word(words[0]), self._text.word(words[-1])
        if text in TITLES and len(words) == 1:
            return False
        if text.startswith(ARTICLE) or text in JOINING:
            return True
        if len(text) < _SHORTEST_PLAIN or text.startswith(_PREPOSITIONS):
            return False
        plain = text.endswith(_PLAIN_ENDINGS) or last.endswith(_PLAIN_ENDINGS)
        return not plain and not self._text.is_ordinary(words[0])

    def _made(self, kind: str | None, first: int, words: Sequence[int]) -> NewName | None:
        """The candidate, unless the group is known with the word before it."""
        known, tokens = self._text.known, self._text.tokens
        if not words or known.get(first) in GROUPS or known.get(words[-1]) in GROUPS:
            return None
        if tokens[first].sentence != tokens[words[-1]].sentence:
            return None
        key = _key(kind, [self._text.word(word) for word in words])
        quote = self._text.quote(first, words[-1])
        return NewName(key, quote, self._text.sentence(first, words[-1]))
