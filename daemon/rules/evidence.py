"""Evidence: what was found, quoted from the text exactly as it was given."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.model.article import EntityMention, Match
from daemon.rules.lexicon import Lexicon
from daemon.rules.reading import Found, Reading
from daemon.rules.scoring import Weighed
from daemon.text.spelling import Folded, fold_with_offsets


class Originals:
    """The fields as given; the way back from folded text is only made for fields that matched."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self._folded: dict[str, Folded] = {}

    def quote(self, found: Found, reading: Reading) -> tuple[str, str, int, int]:
        """Field, surface, start and end, in code points of the field as given."""
        field = reading.names[found.field]
        if field not in self._folded:
            self._folded[field] = fold_with_offsets(self._fields[field])
        start, end = self._folded[field].span(found.start, found.end)
        return field, self._fields[field][start:end], start, end

    def match(self, one: Weighed, reading: Reading) -> Match:
        """The match with its evidence."""
        field, surface, start, end = self.quote(one.found, reading)
        return Match(
            category=one.rule.category,
            term=one.rule.id,
            field=field,
            surface=surface,
            start=start,
            end=end,
            weight=one.weight,
            attributes=(*one.found.attributes, *(f"guard:{name}" for name in one.guards)),
        )

    def mention(self, found: Found, reading: Reading, lexicon: Lexicon) -> EntityMention:
        """The name with its evidence."""
        entity = lexicon.entities[lexicon.owners[found.owner].entity]
        field, surface, start, end = self.quote(found, reading)
        return EntityMention(entity.id, entity.type, entity.name, surface, field, start, end)
