"""Which known names stand in a text: context for short forms, traps, and the longest name wins.

A place named inside the longer name of an institution, a force or a building stands there, too:
باڵیۆزخانەی ئەمریکا is the embassy and names the United States.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from daemon.rules.lexicon import Entity, Lexicon, Slots
from daemon.rules.reading import Found, Reading

_NAMED_FOR_PLACES = frozenset(("institution", "security_force", "facility"))


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
        return frozenset(hit.stem for hit in self.reading.index.find(tokens[place].text))

    def stands(self, found: Found, place: int, form: Slots) -> bool:
        return all(
            not self.stems(found, place + step).isdisjoint(slot) for step, slot in enumerate(form)
        )

    def sentence(self, number: int) -> set[int]:
        """The stems of a sentence's words; all sentences are read when the first is asked for."""
        if not self.sentences:
            for tokens in self.reading.tokens:
                for token in tokens:
                    stems = self.sentences.setdefault(token.sentence, set())
                    stems.update(hit.stem for hit in self.reading.index.find(token.text))
        return self.sentences.get(number, set())

    def entity(self, found: Found) -> Entity:
        return self.lexicon.entities[self.lexicon.owners[found.owner].entity]


def choose_names(reading: Reading, owned: Sequence[Found], lexicon: Lexicon) -> list[Found]:
    """The names that really stand here, in order of the text; only places stand inside others."""
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
    chosen = _longest(short, full)
    return sorted([*chosen, *_places_within(text, candidates, chosen)])


def _places_within(
    text: _Text, candidates: Iterable[Found], chosen: Iterable[Found]
) -> Iterator[Found]:
    wide = [one for one in chosen if text.entity(one).type in _NAMED_FOR_PLACES]
    covered = {(one.field, place): one for one in wide for place in range(one.first, one.last + 1)}
    places = (
        one
        for one in candidates
        if text.entity(one).type == "place" and not text.lexicon.owners[one.owner].short
    )
    for place in _longest(places):
        outer = covered.get((place.field, place.first))
        if outer and place.last <= outer.last and place[:2] != outer[:2]:
            yield place


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
