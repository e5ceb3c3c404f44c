"""The part of an article that tells its news, sentence by sentence, with what the rules know."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from functools import cached_property

from daemon.model.article import EntityMention
from daemon.model.story import Quote
from daemon.rules.lexicon import Lexicon
from daemon.rules.reading import Found, Reading, read
from daemon.stories.words import Sense, senses
from daemon.text.numbers import Number, numbers
from daemon.text.spelling import Folded, fold_with_offsets
from daemon.text.tokens import Token

LOOKED_AT = 1000
"""Code points of a body that are read for facts: further down stands background."""

TITLE = 300
"""The same of a title: some feeds give a whole text as one."""

LEAD = 3
"""So many sentences of a body are its lead."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A term of the rules in a sentence; ``first`` and ``last`` number its words there."""

    tags: frozenset[str]
    first: int
    last: int
    start: int
    end: int
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a sentence."""

    mention: EntityMention
    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """One sentence; ``order`` is -1 for the title, then 0 for the first of the body."""

    field: str
    order: int
    text: str  # the folded text of the field it stands in
    tokens: Sequence[Token]
    marks: list[Mark] = made(default_factory=list)
    names: list[Name] = made(default_factory=list)
    numbers: list[Number] = made(default_factory=list)
    says: list[dict[Sense, tuple[str, ...]]] = made(default_factory=list)
    tags: set[str] = made(default_factory=set)

    @property
    def lead(self) -> bool:
        """Whether it stands where news says what it is about."""
        return self.order < LEAD

    def word_at(self, offset: int) -> int:
        """The number of the word that begins at or before this letter of the folded field."""
        return max(0, bisect_right([token.start for token in self.tokens], offset) - 1)

    def says_any(self, *wanted: Sense) -> bool:
        """Whether any word has one of these senses."""
        return any(sense in said for said in self.says for sense in wanted)

    def where(self, wanted: Sense) -> list[int]:
        """The numbers of the words that have this sense."""
        return [number for number, said in enumerate(self.says) if wanted in said]


class Passage:
    """The sentences of an article's title and of the beginning of its body."""

    def __init__(
        self, title: str, body: str, mentions: Sequence[EntityMention], lexicon: Lexicon
    ) -> None:
        self.fields: Mapping[str, str] = {
            "title": beginning(title, TITLE),
            "body": beginning(body, LOOKED_AT),
        }
        reading, owned = read(self.fields, lexicon)
        self._folded: dict[str, Folded] = {}
        self._reading = reading
        self.sentences: list[Sentence] = []
        self._by_number: dict[int, Sentence] = {}
        for number, name in enumerate(reading.names):
            self._cut(number, name, reading)
        for found in owned:
            owner = lexicon.owners[found.owner]
            if owner.entity < 0 and found.sentence in self._by_number:
                sentence = self._by_number[found.sentence]
                sentence.tags.update(owner.names)
                sentence.marks.append(self._mark(frozenset(owner.names), found))
        self._name(mentions)

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
        for at, tokens in sentences.items():
            order = -1 if name == "title" else at - first
            sentence = Sentence(name, order, text, tokens)
            sentence.says = [senses(token.text) for token in tokens]
            self._by_number[at] = sentence
            self.sentences.append(sentence)
        self._count(name, text)

    def _count(self, name: str, text: str) -> None:
        mine = [sentence for sentence in self.sentences if sentence.field == name]
        starts = [sentence.tokens[0].start for sentence in mine]
        for number in numbers(text) if mine else ():
            mine[max(0, bisect_right(starts, number.start) - 1)].numbers.append(number)

    def _name(self, mentions: Iterable[EntityMention]) -> None:
        for mention in _outermost(mentions):
            text = self.fields.get(mention.field)
            if text is None or mention.end > len(text):
                continue
            folded = self.folded(mention.field)
            start, end = folded.at(mention.start), folded.at(mention.end)
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
        return Quote(name, self.fields[name][first:last], first, last)

    def words(self) -> list[str]:
        """All words of the passage, folded, in order."""
        return [token.text for sentence in self.sentences for token in sentence.tokens]


def beginning(text: str, length: int) -> str:
    """The first paragraphs of a text, whole as far as there is room for ``length`` letters."""
    if len(text) <= length:
        return text
    end = max(text.rfind("\n", 0, length), text.rfind(". ", 0, length) + 1)
    return text[: end if end > length // 3 else length]


def _outermost(mentions: Iterable[EntityMention]) -> Iterator[EntityMention]:
    """The mentions without those inside a longer name: an embassy is not where its state is."""
    reached: dict[str, int] = {}
    for one in sorted(mentions, key=lambda one: (one.start, -one.end)):
        if one.end > reached.get(one.field, -1):
            reached[one.field] = one.end
            yield one
