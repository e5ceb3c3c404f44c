"""What a written dialect must say of itself so that stems can be found in its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

Attributes = tuple[str, ...]
Tense = Literal["present", "past"]


class Grip(IntEnum):
    """How much may hang on a stem: short ones look like too many other words."""

    OPEN = 0  # everything
    SHORT = 1  # no clitics of one consonant: شەڕ + م would find شەرم, shame
    CLOSED = 2  # no pronouns at all


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """The closed grammar of a dialect, over folded text.

    ``noun(last letter, grip)`` and ``verb(last letter, tense, with a prefix?)`` give the pattern
    of everything that may follow such a stem within the word; an empty last letter stands for a
    stem that lost the vowel in ``worn``. ``light_verb`` is what may be welded to a noun; its
    groups are negations. ``describe`` tells the attributes that a nominal tail shows.
    ``proclitics`` may be joined to the front of a noun, ``verbal_proclitics`` those of them that
    a verb may carry; ``prefixes`` conjugate a verb, ``clitics`` may follow its preverb.
    ``script`` recognises the first letter of a word in this dialect's script.

    ``worn_verb`` is what ``worn`` is, for verbs. ``name`` gives what may follow a name when that
    is not what may follow a noun. ``key`` is how a folded word is looked up, where the folding
    leaves it in several forms; ``dropped`` is a first letter that verbs lose after a prefix. A
    proclitic may stand before stems of ``shortest_joined`` letters; 0 asks as Kurdish does.
    """

    script: re.Pattern[str]

    noun: Callable[[str, Grip], re.Pattern[str]]
    verb: Callable[[str, Tense | None, bool], re.Pattern[str]]
    light_verb: re.Pattern[str]
    describe: Callable[[str], Attributes]
    proclitics: Mapping[str, Attributes]
    verbal_proclitics: frozenset[str]
    prefixes: Mapping[str, Attributes]
    clitics: tuple[str, ...]
    worn: Mapping[str, str]
    worn_verb: Mapping[str, str] = field(default_factory=dict)
    name: re.Pattern[str] | None = None
    key: Callable[[str], str] = str
    dropped: str = ""
    shortest_joined: int = 0


ARABIC_SCRIPT = re.compile("[\u0620-\u06ff\u0750-\u077f]")
LATIN_SCRIPT = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")


def alternatives(words: str) -> str:
    """A regular expression that matches any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"
