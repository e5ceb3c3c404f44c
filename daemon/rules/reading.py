"""A text as the rules see it: its words, and where every term and name stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from daemon.model.language import Language
from daemon.rules.lexicon import Lexicon, Slots
from daemon.text import arabic, english
from daemon.text.morphology import Hit, StemIndex
from daemon.text.number_words import VAGUE, VALUES
from daemon.text.spelling import fold
from daemon.text.tokens import Token, tokenise

LEAD_WORDS = 80
"""So many words at the start of a body are its lead, where news says what it is about."""

_BETWEEN_FIELDS = 10_000
_LONGEST_SUFFIX = 3
_OLD_CENTURIES = ("18", "19")
_NOT_NUMBERS = frozenset({"no", "not", "nod"})  # also English, and a Kurmanji spelling of ninety
_NUMBER_WORDS = (frozenset(VAGUE) | {word for word, value in VALUES.items() if value > 1}) - (
    _NOT_NUMBERS
)
_NUMBERS = -1
"""Stands for the owner of a number."""


_NO_STEM: frozenset[int] = frozenset()


class Found(NamedTuple):
    """A stretch of text: first and last word, and the folded letters of its field it covers.

    Words are numbered through all fields, with a gap between fields wider than any reach.
    """

    first: int
    last: int
    start: int
    end: int
    field: int
    sentence: int
    owner: int
    attributes: tuple[str, ...]


@dataclass(slots=True)
class Reading:
    """The fields folded and cut into words, and the stretches at which each operand stands."""

    names: tuple[str, ...]
    folded: list[str]
    tokens: list[list[Token]]
    offsets: list[int]
    index: StemIndex
    found: dict[str, list[Found]] = field(default_factory=dict)

    def place(self, found: Found) -> str:
        """``title``, ``lead`` or ``body``: where in the article this stands."""
        if self.names[found.field] == "title":
            return "title"
        return "lead" if found.first - self.offsets[found.field] < LEAD_WORDS else "body"


def read(
    fields: Mapping[str, str], lexicon: Lexicon, language: Language = Language.SORANI
) -> tuple[Reading, list[Found]]:
    """Fold, cut into words, and find every form the lexicon knows, in order of the text."""
    if language is Language.OTHER and all(text.isascii() for text in fields.values()):
        language = Language.ENGLISH  # a headline of names and numbers
    reading = Reading(tuple(fields), [], [], [], lexicon.index_for(language))
    owned: list[Found] = []
    offset = sentence = 0
    for number, text in enumerate(fields.values()):
        folded = fold(text)
        tokens = [token._replace(sentence=token.sentence + sentence) for token in tokenise(folded)]
        reading.folded.append(folded)
        reading.tokens.append(tokens)
        reading.offsets.append(offset)
        owned.extend(_forms(reading, number, offset, lexicon))
        _note_numbers(tokens, number, offset, reading.found, _number_words(language))
        offset += len(tokens) + _BETWEEN_FIELDS
        sentence = tokens[-1].sentence + 1 if tokens else sentence
    return reading, _without_hidden(owned, lexicon)


def _forms(reading: Reading, number: int, offset: int, lexicon: Lexicon) -> Iterator[Found]:
    tokens, find = reading.tokens[number], reading.index.find
    hits = [() if _is_suffix(tokens, at) else find(tokens[at].text) for at in range(len(tokens))]
    for at, token in enumerate(tokens):
        if hits[at]:
            places = _places(hits, at, lexicon)
            for owner, (last, begin, end, attributes) in places.items():
                start = token.start + begin
                stop = tokens[last].start + end
                found = (offset + at, offset + last, start, stop)
                yield Found(*found, number, token.sentence, owner, attributes)


def _is_suffix(tokens: Sequence[Token], at: int) -> bool:
    """Whether a short word hangs on a number: ٨مین is 'eighth', not 'eight mines'."""
    if at == 0 or len(tokens[at].text) > _LONGEST_SUFFIX:
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at - 1].text.isdigit()


def _places(
    hits: Sequence[tuple[Hit, ...]], at: int, lexicon: Lexicon
) -> dict[int, tuple[int, int, int, tuple[str, ...]]]:
    """Who stands at this word: the longest form of each owner, with its last word."""
    places: dict[int, tuple[int, int, int, tuple[str, ...]]] = {}
    following = frozenset(hit.stem for hit in hits[at + 1]) if at + 1 < len(hits) else _NO_STEM
    for hit in hits[at]:
        for owner in lexicon.single[hit.stem]:
            best = places.get(owner)
            if best is None or (best[0] == at and best[2] - best[1] < hit.end - hit.start):
                places[owner] = (at, hit.start, hit.end, hit.attributes)
        longer = lexicon.first[hit.stem]
        for pattern in (one for stem in sorted(longer.keys() & following) for one in longer[stem]):
            end = _follow(hits, at, pattern.slots)
            best = places.get(pattern.owner)
            if end is not None and (best is None or best[0] <= end[0]):
                attributes = (*hit.attributes, *end[1].attributes)
                places[pattern.owner] = (end[0], hit.start, end[1].end, attributes)
    return places


def _follow(hits: Sequence[tuple[Hit, ...]], at: int, slots: Slots) -> tuple[int, Hit] | None:
    """The last word of a form that begins here, if the rest of it follows."""
    last: Hit | None = None
    for place, slot in enumerate(slots[1:], start=at + 1):
        here = hits[place] if place < len(hits) else ()
        last = next((hit for hit in here if hit.stem in slot), None)
        if last is None:
            return None
    return (at + len(slots) - 1, last) if last else None


def _number_words(language: Language) -> Callable[[str], bool]:
    """Whether a folded word of a text in this language is a number of two or more."""
    if language is Language.ENGLISH:
        return english.NUMBERS.__contains__
    if language is Language.ARABIC:
        return lambda word: arabic.key(word) in arabic.NUMBERS
    return _NUMBER_WORDS.__contains__


def _note_numbers(
    tokens: list[Token],
    number: int,
    offset: int,
    found: dict[str, list[Found]],
    is_number: Callable[[str], bool],
) -> None:
    for at, token in enumerate(tokens):
        if not token.text.isdigit() and not is_number(token.text):
            continue
        here = Found(
            offset + at, offset + at, token.start, token.end, number, token.sentence, _NUMBERS, ()
        )
        found.setdefault("NUMBER", []).append(here)
        if len(token.text) == 4 and token.text.startswith(_OLD_CENTURIES):
            found.setdefault("OLD_YEAR", []).append(here)


def _without_hidden(owned: list[Found], lexicon: Lexicon) -> list[Found]:
    """Drop what stands inside a form that hides: the council inside 'Security Council'."""
    hiding = [found for found in owned if lexicon.owners[found.owner].hides]
    if not hiding:
        return owned
    covered = {place: found for found in hiding for place in range(found.first, found.last + 1)}
    return [
        found
        for found in owned
        if (over := covered.get(found.first)) is None
        or over.owner == found.owner
        or lexicon.owners[found.owner].hides
        or found.last > over.last
    ]
