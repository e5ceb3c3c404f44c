"""Which known names stand in a text: context for short forms, traps, and the longest name wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from daemon.rules.lexicon import Entity, Lexicon, Slots
from daemon.rules.reading import Found, Reading


@dataclass(slots=True)
class _Text:
    """The reading together with the lexicon that explains it."""

    reading: Reading
    lexicon: Lexicon
    sentences: dict[int, set[int]] = field(default_factory=dict)  # the stems in each

    def stems(self, found: Found, place: int) -> frozenset[int]:
        """The stems of the word at ``place`` of the field in which ``found`` stands."""
        tokens = self.reading.tokens[found.field]
        if not 0 <= place < len(tokens):
            return frozenset()
        return frozenset(hit.stem for hit in self.lexicon.index.find(tokens[place].text))

    def stands(self, found: Found, place: int, form: Slots) -> bool:
        return all(slot & self.stems(found, place + step) for step, slot in enumerate(form))

    def sentence(self, number: int) -> set[int]:
        """The stems of a sentence's words; all sentences are read when the first is asked for."""
        if not self.sentences:
            for tokens in self.reading.tokens:
                for token in tokens:
                    stems = self.sentences.setdefault(token.sentence, set())
                    stems.update(hit.stem for hit in self.lexicon.index.find(token.text))
        return self.sentences.get(number, set())

    def entity(self, found: Found) -> Entity:
        return self.lexicon.entities[self.lexicon.owners[found.owner].entity]


def choose_names(reading: Reading, owned: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """The names that really stand here, none overlapping another, in order of the text."""
    text = _Text(reading, lexicon)
    candidates = [found for found in owned if lexicon.owners[found.owner].entity >= 0]
    candidates = [found for found in candidates if not _cancelled(text, found)]
    full = _longest(found for found in candidates if not lexicon.owners[found.owner].short)
    known = {lexicon.owners[found.owner].entity for found in full}
    short = [
        found
        for found in candidates
        if lexicon.owners[found.owner].short
        and (lexicon.owners[found.owner].entity in known or _in_context(text, found))
    ]
    return sorted(_longest(short, full))


def _cancelled(text: _Text, found: Found) -> bool:
    entity = text.entity(found)
    offset = text.reading.offsets[found.field]
    before, after = found.first - offset, found.last - offset + 1
    return any(
        text.stands(found, before - len(form), form) for form in entity.unless_before
    ) or any(text.stands(found, after, form) for form in entity.unless_after)


def _in_context(text: _Text, found: Found) -> bool:
    """Whether one of the name's context words stands in the same sentence."""
    return not text.entity(found).context.isdisjoint(text.sentence(found.sentence))


def _longest(found: Iterable[Found], chosen: Iterable[Found] = ()) -> list[Found]:
    """Keep the longest of overlapping names; those already ``chosen`` stay."""
    kept = list(chosen)
    taken = {(name.field, place) for name in kept for place in range(name.first, name.last + 1)}
    for name in sorted(found, key=lambda name: (name.start - name.end, name.first, name.owner)):
        places = {(name.field, place) for place in range(name.first, name.last + 1)}
        if not places & taken:
            taken |= places
            kept.append(name)
    return kept
