"""The part of an article that tells its news, sentence by sentence, with what the rules know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from functools import cached_property

from daemon.model.article import EntityMention
from daemon.model.language import Language
from daemon.model.story import Quote
from daemon.rules.lexicon import Lexicon
from daemon.rules.reading import Found, Reading, read
from daemon.stories import foreign
from daemon.stories.beginning import TITLE, Excerpt, beginning, worth_reading
from daemon.stories.foreign_words import FOREIGN
from daemon.stories.marks import Mark, Name
from daemon.stories.numbered import is_number, numbers_at
from daemon.stories.words import Sense, senses
from daemon.text.dates import DateFound
from daemon.text.numbers import Number
from daemon.text.spelling import Folded, fold_with_offsets
from daemon.text.tokens import Token

LEAD = 3
"""So many sentences of a body are its lead."""


@dataclass(slots=True)
class Sentence:
    """One sentence; ``order`` is -1 for the title, then 0 for the first of the body.

    ``near`` when it stands in the beginning that is read whole.
    """

    field: str
    order: int
    text: str  # the folded text of the field it stands in
    tokens: Sequence[Token]
    language: Language = Language.SORANI
    near: bool = True
    marks: list[Mark] = made(default_factory=list)
    names: list[Name] = made(default_factory=list)
    numbers: list[Number] = made(default_factory=list)
    says: list[Mapping[Sense, tuple[str, ...]]] = made(default_factory=list)
    tags: set[str] = made(default_factory=set)
    dates: Sequence[tuple[DateFound, date]] | None = None  # as read once

    @property
    def lead(self) -> bool:
        """Whether it stands where news says what it is about."""
        return self.order < LEAD and self.near

    @property
    def foreign(self) -> bool:
        """Whether it is English or Arabic."""
        return self.language in FOREIGN

    def word_at(self, offset: int) -> int:
        """The number of the word that begins at or before this letter of the folded field."""
        return max(0, bisect_right([token.start for token in self.tokens], offset) - 1)

    def says_any(self, *wanted: Sense) -> bool:
        """Whether any word has one of these senses."""
        return any(sense in said for said in self.says for sense in wanted)

    def where(self, wanted: Sense) -> list[int]:
        """The numbers of the words that have this sense."""
        return [number for number, said in enumerate(self.says) if wanted in said]

    def comma(self, first: int, last: int) -> bool:
        """Whether a comma stands between the ends of two words."""
        between = self.text[self.tokens[first].end : self.tokens[last].start]
        return any(mark in between for mark in ",،;؛")

    def mark(self, found: Mark) -> None:
        """Note a term."""
        self.tags.update(found.tags)
        self.marks.append(found)


class Passage:
    """The sentences of an article's title and of the part of its body that is read."""

    def __init__(
        self,
        title: str,
        body: str,
        mentions: Sequence[EntityMention],
        lexicon: Lexicon,
        language: Language = Language.SORANI,
    ) -> None:
        first = beginning(title, TITLE)
        self._excerpts = {"title": Excerpt(first, len(first)), "body": worth_reading(body)}
        self.fields: Mapping[str, str] = {name: one.text for name, one in self._excerpts.items()}
        self._language = language
        reading, owned = read(self.fields, lexicon)
        self._folded: dict[str, Folded] = {}
        self._reading = reading
        self.sentences: list[Sentence] = []
        self._by_number: dict[int, Sentence] = {}
        for number, name in enumerate(reading.names):
            self._cut(number, name, reading)
        if language in FOREIGN:
            self._mark_foreign()
        else:
            self._mark_owned(owned, lexicon)
        self._name(mentions)

    def _mark_owned(self, owned: Iterable[Found], lexicon: Lexicon) -> None:
        for found in owned:
            owner = lexicon.owners[found.owner]
            if owner.entity < 0 and found.sentence in self._by_number:
                sentence = self._by_number[found.sentence]
                sentence.mark(self._mark(frozenset(owner.names), found))

    def _mark_foreign(self) -> None:
        for sentence in self.sentences:
            title = sentence.order < 0
            for mark in foreign.marks(sentence.tokens, self._language, title=title):
                sentence.mark(mark)

    def _mark(self, tags: frozenset[str], found: Found) -> Mark:
        first = self._reading.offsets[found.field] + self._start[found.sentence]
        place = (found.first - first, found.last - first, found.start, found.end)
        return Mark(tags, *place, found.attributes)

    @cached_property
    def _start(self) -> dict[int, int]:
        """For each sentence the number of its first word in its field."""
        starts: dict[int, int] = {}
        for tokens in self._reading.tokens:
            for number, token in enumerate(tokens):
                starts.setdefault(token.sentence, number)
        return starts

    def _cut(self, number: int, name: str, reading: Reading) -> None:
        sentences: dict[int, list[Token]] = {}
        for token in reading.tokens[number]:
            sentences.setdefault(token.sentence, []).append(token)
        first = min(sentences, default=0)
        text = reading.folded[number]
        whole = self._excerpts[name].whole
        end = self.folded(name).at(whole) if whole < len(self.fields[name]) else len(text)
        for at, tokens in sentences.items():
            order = -1 if name == "title" else at - first
            near = tokens[0].start < end
            sentence = Sentence(name, order, text, tokens, self._language, near)
            sentence.says = self._says(tokens)
            self._by_number[at] = sentence
            self.sentences.append(sentence)
        self._count(name, text)

    def _says(self, tokens: Sequence[Token]) -> list[Mapping[Sense, tuple[str, ...]]]:
        if self._language in FOREIGN:
            return foreign.says(tokens, self._language)
        return [senses(token.text) for token in tokens]

    def _count(self, name: str, text: str) -> None:
        mine = [sentence for sentence in self.sentences if sentence.field == name]
        ends = [sentence.tokens[0].start for sentence in mine[1:]]
        for one, end in zip(mine, [*ends, len(text)], strict=False):
            if any(is_number(token.text) for token in one.tokens):
                one.numbers = list(numbers_at(text, one.tokens[0].start, end))
            if self._language in FOREIGN:
                one.numbers = foreign.numbers(text, one.tokens, one.numbers, self._language)

    def _name(self, mentions: Iterable[EntityMention]) -> None:
        for mention in _outermost(mentions):
            excerpt = self._excerpts.get(mention.field)
            place = excerpt.here(mention.start, mention.end) if excerpt else None
            if place is None:
                continue
            folded = self.folded(mention.field)
            start, end = folded.at(place[0]), folded.at(place[1])
            mine = [s for s in self.sentences if s.field == mention.field]
            at = bisect_right([s.tokens[0].start for s in mine], start) - 1
            if at >= 0:
                sentence = mine[at]
                first, last = sentence.word_at(start), sentence.word_at(max(start, end - 1))
                sentence.names.append(Name(mention, first, last, start, end))

    def folded(self, name: str) -> Folded:
        """The folded field with the way back."""
        if name not in self._folded:
            self._folded[name] = fold_with_offsets(self.fields[name])
        return self._folded[name]

    def quote(self, name: str, start: int, end: int) -> Quote:
        """What stands at these letters of the folded field, as the article has it."""
        first, last = self.folded(name).span(start, end)
        there = self._excerpts[name].there
        surface = self.fields[name][first:last]
        return Quote(name, surface, there(first), there(first) + len(surface))

    def words(self) -> list[str]:
        """All words of the part that is read whole, folded, in order."""
        return [token.text for one in self.sentences if one.near for token in one.tokens]


def _outermost(mentions: Iterable[EntityMention]) -> Iterator[EntityMention]:
    """The mentions without those inside a longer name: an embassy is not where its state is."""
    reached: dict[str, int] = {}
    for one in sorted(mentions, key=lambda one: (one.start, -one.end)):
        if one.end > reached.get(one.field, -1):
            reached[one.field] = one.end
            yield one
