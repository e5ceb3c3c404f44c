"""Stems, and what the grammar of each dialect lets follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from daemon.model.language import Language
from daemon.text import arabic, badini, english, kurmanji, sorani
from daemon.text.dialect import Attributes, Dialect, Grip, Tense

DIALECTS: Mapping[Language, Dialect] = {
    Language.SORANI: sorani.DIALECT,
    Language.BADINI: badini.DIALECT,
    Language.KURMANJI: kurmanji.DIALECT,
}
"""The written dialects whose grammar is known, each in a file of its own."""

EDITIONS: Mapping[Language, Dialect] = {
    Language.ENGLISH: english.DIALECT,
    Language.ARABIC: arabic.DIALECT,
}
"""The other languages that outlets of the region print."""

_ALL = {**DIALECTS, **EDITIONS}

KURDISH = frozenset({Language.SORANI, Language.KURMANJI, Language.BADINI})
Kind = Literal["noun", "verb", "name", "exact", "particle"]

_SHORT = 3
_WORN = 4


class Stem(NamedTuple):
    """A stem to look for, already folded, without endings.

    ``noun`` takes all nominal endings (adjectives too), ``name`` those without the clitics م ت,
    ``exact`` none, ``particle`` only یش and و. ``verb`` is a bare present or past stem (کوژ,
    کوشت, تەقێن); ``tense`` says which when the last letter does not, ``preverb`` is what stands
    before its prefixes (دا in داگیرا). ``light_verb`` allows a welded light verb (هێرشکردن).
    ``closed`` refuses proclitics and pronouns, for short stems that look like other words.
    """

    text: str
    kind: Kind
    light_verb: bool = False
    languages: frozenset[Language] = KURDISH
    closed: bool = False
    preverb: str = ""
    tense: Tense | None = None

    @property
    def grip(self) -> Grip:
        """How much may hang on it."""
        if self.closed:
            return Grip.CLOSED
        short = len(self.text) <= _SHORT or self.kind == "name"
        return Grip.SHORT if short else Grip.OPEN


@dataclass(frozen=True, slots=True)
class Hit:
    """A stem found in a token: ``stem`` is its index, the span holds it with its endings.

    ``attributes``: negated, anti, doubt (a verb in the subjunctive), run_on, typo, respelt
    (ێ and ۆ written as ی and و), plural, definite, indefinite.
    """

    stem: int
    start: int
    end: int
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one dialect lets follow a stem: patterns for its bare and its prefixed form."""

    dialect: Dialect | None
    bare: re.Pattern[str]
    light_verb: re.Pattern[str] | None = None
    prefixed: re.Pattern[str] | None = None

    def accepts(self, tail: str) -> Attributes | None:
        """The attributes that the tail shows, or None when it is no tail of this stem."""
        if self.bare.fullmatch(tail):
            return self.dialect.describe(tail) if self.dialect and not self.prefixed else ()
        if self.light_verb and (welded := self.light_verb.fullmatch(tail)):
            return ("negated",) if any(welded.groups()) else ()
        return None

    def accepts_prefixed(self, tail: str) -> bool:
        """Whether the tail may end this verb after a prefix."""
        return self.prefixed is not None and self.prefixed.fullmatch(tail) is not None


_NEVER = re.compile("(?!)")
_EXACT = (Reading(None, re.compile("")),)
_PARTICLE = (Reading(None, re.compile("(?:ی?ش)?و?")),)


class Entry(NamedTuple):
    """A stem in the table, perhaps under a worn or mistyped form."""

    number: int
    stem: Stem
    readings: tuple[Reading, ...]
    told: Attributes = ()  # what this form of the stem says of every hit


def readings_of(stem: Stem) -> tuple[Reading, ...]:
    """What each dialect that the stem belongs to lets follow it."""
    if stem.kind == "exact":
        return _EXACT
    if stem.kind == "particle":
        return _PARTICLE
    ends = stem.text[0] + stem.text[-1]
    how = stem.kind, stem.languages, ends, stem.grip
    return _readings(*how, light_verb=stem.light_verb, tense=stem.tense)


@cache
def _readings(
    kind: Kind,
    languages: frozenset[Language],
    ends: str,
    grip: Grip,
    *,
    light_verb: bool,
    tense: Tense | None,
) -> tuple[Reading, ...]:
    """The same for all stems with these first and last letters: there are some hundreds."""
    readings = []
    for dialect in _spoken(languages, ends[0]):
        if kind == "verb":
            readings.append(_verb_reading(dialect, ends[1], tense))
        elif kind == "name" and dialect.name is not None:
            readings.append(Reading(dialect, dialect.name))
        else:
            readings.append(_noun_reading(dialect, ends[1], grip, light_verb))
    return tuple(readings) or _EXACT


@lru_cache(maxsize=4096)
def _spoken(languages: frozenset[Language], first: str) -> tuple[Dialect, ...]:
    known = (dialect for language, dialect in _ALL.items() if language in languages)
    return tuple(dialect for dialect in known if dialect.script.match(first))


@cache
def _verb_reading(dialect: Dialect, last: str, tense: Tense | None) -> Reading:
    bare = dialect.verb(last, tense, False)
    return Reading(dialect, bare, prefixed=dialect.verb(last, tense, True))


@cache
def _noun_reading(dialect: Dialect, last: str, grip: Grip, light_verb: bool) -> Reading:
    welded = dialect.light_verb if light_verb else None
    return Reading(dialect, dialect.noun(last, grip), welded)


def worn_forms(stem: Stem) -> Iterator[tuple[str, Reading]]:
    """The stem in other letters, as some endings or prefixes need it.

    بنکە - بنکان, teqi - teqîn, seize - seizing; انفجر - ينفجر.
    """
    if stem.kind in ("exact", "particle"):
        return
    for language, dialect in _ALL.items():
        if language in stem.languages:
            yield from _worn(stem, dialect)


def _worn(stem: Stem, dialect: Dialect) -> Iterator[tuple[str, Reading]]:
    bare, last = stem.text[:-1], stem.text[-1]
    if stem.kind == "verb":
        left = dialect.worn_verb.get(last)
        if left is not None:
            yield bare + left, _verb_reading(dialect, left, stem.tense)
        if dialect.dropped and stem.text.startswith(dialect.dropped):
            prefixed = dialect.verb(last, stem.tense, True)
            yield stem.text[1:], Reading(dialect, _NEVER, prefixed=prefixed)
    elif len(stem.text) >= _WORN and (stem.kind == "noun" or dialect.name is None):
        left = dialect.worn.get(last)
        if left is not None:
            yield bare + left, _noun_reading(dialect, "", stem.grip, False)
