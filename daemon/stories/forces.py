"""A state's planes, guns and barracks stand for its forces: فڕۆکەکانی تورکیا, SİHA ya Tirkiyê.

Only where a state has one army that such words can mean; of Iran's two armies a text does not
tell which, but its border guards are one force.
"""

from __future__ import annotations

from collections.abc import Iterator

from daemon.model.article import EntityMention
from daemon.model.language import Language
from daemon.stories.fate_words import starts
from daemon.stories.foreign_words import forms
from daemon.stories.marks import GROUPS, Mark, Name
from daemon.stories.passage import Sentence
from daemon.stories.places import Gazetteer
from daemon.text.spelling import fold

_ARMIES = {"turkey": "turkish-armed-forces", "israel": "israeli-army"}
_FLEETS = {"turkish-armed-forces": "turkish-air-force"}
_FLOWN = frozenset(("aircraft", "planes"))
_UNMANNED = frozenset(("drone-word",))
_GUARDS = {"iran": "iranian-border-guards"}
_ARMED = frozenset(
    (
        *("aircraft", "planes", "military-base", "shelling-weapon", "cannon", "drone-word"),
        *("artillery-fire", "airstrike", "army-word"),
    )
)
_BORDER = frozenset(("border-force", "border-guard"))
_BORDERS = frozenset(("border-word",))
_WATCHERS = starts("پاسەوان پاسەڤان پارێزەر پارێزڤان هێز سەرباز لەشکەر parêzvan nobedar hêz leşker")
_STRIKES = frozenset(("shelling", "airstrike", "struck-word", "hit-verb", "targeted-word"))
_ADJECTIVES = {
    "turkey": ("turkish", "تركي", "تركية", "تورکی", "تورک", "tirk", "tirkî"),
    "israel": ("israeli", "إسرائيلي", "إسرائيلية", "ئیسرائیلی", "îsraîlî"),
}
_KEYS = {
    form: state
    for state, words in _ADJECTIVES.items()
    for word in words
    for form in forms(fold(word), Language.ENGLISH)
}
_NEAR = 2


def forces(sentence: Sentence, known: Gazetteer) -> Iterator[Name]:
    """Forces that are not named but meant, each as if its name stood there."""
    for name in sentence.names:
        if name.mention.id in (*_ARMIES, *_GUARDS):
            found = _of_state(sentence, name)
            if found is not None:
                yield _named(sentence, *found, name.last, known)
    groups = [name for name in sentence.names if name.mention.type in GROUPS]
    named = {at for name in groups for at in range(name.first, name.last + 1)}
    for at, token in enumerate(sentence.tokens):
        state = next((_KEYS[f] for f in forms(token.text, sentence.language) if f in _KEYS), "")
        armed = _beside(sentence, at) if state and at not in named else []
        if armed:
            yield _named(sentence, _flying(_ARMIES[state], armed[0]), at, at, known)


def _of_state(sentence: Sentence, name: Name) -> tuple[str, int] | None:
    """The force and its first word: what stands before the state in ezafe, or the state itself."""
    before = [mark for mark in sentence.marks if 0 < name.first - mark.last <= _NEAR]
    army, guards = _ARMIES.get(name.mention.id), _GUARDS.get(name.mention.id)
    watch = _watch(sentence, name.first) if guards else -1
    if guards and watch >= 0:
        return guards, watch
    for mark in before:
        if guards and mark.tags & _BORDER:
            return guards, mark.first
        if army and mark.tags & _ARMED:
            return _flying(army, mark), name.first
    if army and name.first == 0 and any(_strikes(mark) for mark in sentence.marks):
        return army, 0
    return None


def _watch(sentence: Sentence, state: int) -> int:
    """Parêzvanên sînor ên Îranê, پاسەوانانی سنووری ئێران: who guards its border; -1: nobody."""
    near = range(max(0, state - 3), state)
    at = next((m.first for m in sentence.marks if m.first in near and m.tags & _BORDERS), 0)
    return at - 1 if at and sentence.tokens[at - 1].text.startswith(_WATCHERS) else -1


def _flying(army: str, mark: Mark) -> str:
    """The air force when it is its planes that are named; drones may be anybody's."""
    flown = mark.tags & _FLOWN and not mark.tags & _UNMANNED
    return _FLEETS.get(army, army) if flown else army


def _strikes(mark: Mark) -> bool:
    return bool(mark.tags & _STRIKES)


def _beside(sentence: Sentence, at: int) -> list[Mark]:
    """Turkish artillery, قصف تركي, درۆنێکی تورکی."""
    english = sentence.language is Language.ENGLISH
    near = (at - _NEAR, at) if not english else (at + 1, at + 1 + _NEAR)
    tags = _ARMED | _STRIKES
    return [m for m in sentence.marks if near[0] <= m.first < near[1] and m.tags & tags]


def _named(sentence: Sentence, force: str, first: int, last: int, known: Gazetteer) -> Name:
    entity = known.entities[force]
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    surface = sentence.text[start:end]
    mention = EntityMention(entity.id, entity.type, entity.name, surface, sentence.field, 0, 0)
    return Name(mention, first, last, start, end)
