"""The dead of both sides, where one sentence counts the attacked and a later one the attackers.

Three soldiers were killed. ... Two of the attackers were killed too: five died.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daemon.model.story import Victims
from daemon.stories.fate_words import starts
from daemon.stories.foreign_people import listed
from daemon.stories.foreign_words import key
from daemon.stories.passage import Sentence
from daemon.stories.persons import Heads
from daemon.text.spelling import fold

_ATTACKERS = starts("هێرشبەر هێرشکەر êrîşkar attacker assailant")
_FIGHTING = frozenset(
    ("militant", "force", "soldier-word", "peshmerga-word", "police-word", "guard-word")
)
_FIGHTERS = frozenset(
    key(fold(word))
    for word in listed(
        "soldiers fighters policemen officers guards troops peshmerga "
        "جنود عناصر مقاتلين ضباط حراس بيشمركة البيشمركة"
    )
)
_ARABIC = key(fold("مهاجم"))


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence counts."""

    sentence: Sentence
    what: Victims
    heads: Heads


def both_sides(told: Sequence[Told]) -> tuple[Told, Told] | None:
    """The dead of a force or group and, of a later sentence of the lead, those who attacked it."""
    dead = [one for one in told if one.what is Victims.KILLED and _in_lead(one.sentence)]
    attackers = next((one for one in dead if _attacked(one)), None)
    if attackers is None:
        return None
    before = [one for one in dead if one.sentence.order < attackers.sentence.order]
    return (before[0], attackers) if before and _fought(before[0]) else None


def _in_lead(sentence: Sentence) -> bool:
    return sentence.lead and sentence.order >= 0


def _words(told: Told) -> range:
    return range(told.heads.first, min(told.heads.last + 3, len(told.sentence.tokens)))


def _attacked(told: Told) -> bool:
    texts = [told.sentence.tokens[at].text for at in _words(told)]
    return any(word.startswith(_ATTACKERS) or _ARABIC in word for word in texts)


def _fought(told: Told) -> bool:
    """Soldiers or fighters: of people it is not known whether the attackers are among them."""
    near = _words(told)
    marked = any(mark.first in near and mark.tags & _FIGHTING for mark in told.sentence.marks)
    named = any(key(told.sentence.tokens[at].text) in _FIGHTERS for at in near)
    return named if told.sentence.foreign else marked
