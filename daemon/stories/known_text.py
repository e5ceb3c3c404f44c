"""One field of an article cut into words, with what is known of them: by it names are told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from daemon.model.article import EntityMention
from daemon.model.story import Quote
from daemon.rules.lexicon import Lexicon, Owner
from daemon.stories.marks import GROUPS
from daemon.text.spelling import fold_with_offsets
from daemon.text.tokens import Token, tokenise

_AROUND = 200
"""Code points of the sentence before and after a name that are kept with it."""

_FIGHTING = frozenset(
    (
        *("militant", "violent", "assault", "shelling", "airstrike", "blast", "drone-word"),
        *("rocket-word", "explosive", "kidnap-word", "shoot-word", "fighting", "targeted-word"),
    )
)
_TWICE = re.compile(r"(.)\1")
_UNSURE = frozenset(("run_on", "typo", "doubt"))


class KnownText:
    """A field's folded words; they are called by their numbers."""

    def __init__(
        self, name: str, text: str, mentions: Sequence[EntityMention], lexicon: Lexicon
    ) -> None:
        self._name = name
        self._text = text
        self._lexicon = lexicon
        self._folded = fold_with_offsets(text)
        self._mentions = mentions

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """The words in order."""
        return tokenise(self._folded.text)

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether the folded text has it anywhere: asked before the text is cut into words."""
        return pattern.search(self._folded.text) is not None

    def word(self, number: int) -> str:
        """A word, folded."""
        return self.tokens[number].text

    def gap(self, number: int) -> str:
        """What stands before a word; behind the last, what is left."""
        start = self.tokens[number - 1].end if number else 0
        end = self.tokens[number].start if number < len(self.tokens) else None
        return self._folded.text[start:end]

    def is_latin(self, number: int) -> bool:
        """Whether a word is written in Latin letters."""
        return self.word(number)[0] < "\u0600"

    def is_capital(self, number: int) -> bool:
        """Whether a word begins with a capital as it is written."""
        token = self.tokens[number]
        start, _ = self._folded.span(token.start, token.start + 1)
        return self._text[start].isupper()

    def is_ordinary(self, number: int) -> bool:
        """Whether the rules know it as a word."""
        return any(owner.entity < 0 for owner in self._owners(self.word(number)))

    def is_group(self, number: int) -> bool:
        """Whether a known group, force or party is named here, if only by a short form.

        A letter typed twice makes no new name.
        """
        text = self.word(number)
        return self.known.get(number) in GROUPS or any(
            owner.entity >= 0 and self._lexicon.entities[owner.entity].type in GROUPS
            for word in {text, _TWICE.sub(r"\1", text)}
            for owner in self._owners(word)
        )

    def fights(self, at: int) -> bool:
        """Whether the sentence of a word is about fighters."""
        sentence = self.tokens[at].sentence
        return any(
            not _FIGHTING.isdisjoint(owner.names)
            for token in self.tokens
            if token.sentence == sentence
            for owner in self._owners(token.text)
        )

    def _owners(self, word: str) -> Iterator[Owner]:
        for hit in self._lexicon.index.find(word):
            if _UNSURE.isdisjoint(hit.attributes):
                yield from (self._lexicon.owners[one] for one in self._lexicon.single[hit.stem])

    @cached_property
    def known(self) -> Mapping[int, str]:
        """By number of a word the type of the known name that it belongs to."""
        starts = [token.start for token in self.tokens]
        found: dict[int, str] = {}
        for one in self._mentions:
            first = bisect_right(starts, self._folded.at(one.start)) - 1
            last = bisect_right(starts, max(0, self._folded.at(one.end) - 1)) - 1
            found |= dict.fromkeys(range(max(0, first), last + 1), one.type)
        return found

    def quote(self, first: int, last: int) -> Quote:
        """The words from first to last as they are written."""
        start, end = self._folded.span(self.tokens[first].start, self.tokens[last].end)
        return Quote(self._name, self._text[start:end], start, end)

    def sentence(self, first: int, last: int) -> str:
        """The sentence of these words, of a long one what stands around them."""
        number = self.tokens[first].sentence
        inside = [token for token in self.tokens if token.sentence == number]
        begin = max(inside[0].start, self.tokens[first].start - _AROUND)
        end = min(inside[-1].end, self.tokens[last].end + _AROUND)
        start, stop = self._folded.span(begin, end)
        return self._text[start:stop]
