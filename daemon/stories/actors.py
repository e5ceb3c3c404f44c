"""Who did it, to whom, who says so: the known names with the part that the grammar gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from daemon.model.story import Actor, Role
from daemon.stories import foreign_actors, kurdish_actors
from daemon.stories.forces import forces
from daemon.stories.marks import GROUPS, Name
from daemon.stories.passage import Passage, Sentence
from daemon.stories.places import Gazetteer

_STRENGTH = (
    Role.CLAIMED_BY,
    Role.DENIED_BY,
    Role.ATTACKER,
    Role.ARRESTED,
    Role.TARGET,
    Role.NAMED,
)


def actors(
    passage: Passage, sentences: Sequence[Sentence], known_names: Gazetteer
) -> tuple[Actor, ...]:
    """Each group, force and party once, with the strongest part that the text gives it."""
    found: dict[str, Actor] = {}
    for sentence in sentences:
        sentence.names.extend(forces(sentence, known_names))
        for name in _groups(sentence):
            role = _role(sentence, name)
            known = found.get(name.mention.id)
            if known is None or _STRENGTH.index(role) < _STRENGTH.index(known.role):
                quote = passage.quote(sentence.field, name.start, name.end)
                mention = name.mention
                found[mention.id] = Actor(mention.id, mention.name, mention.type, role, quote)
    return tuple(found.values())


def people(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The ids of known persons, each once."""
    names = (name.mention for sentence in sentences for name in sentence.names)
    return tuple(dict.fromkeys(one.id for one in names if one.type == "person"))


def _role(sentence: Sentence, name: Name) -> Role:
    if sentence.foreign:
        return foreign_actors.role(sentence, name)
    return kurdish_actors.role(sentence, name)


def _groups(sentence: Sentence) -> Iterator[Name]:
    return (name for name in sentence.names if name.mention.type in GROUPS)
