"""Written forms to stems: how ``هێرشی مووشەکی`` becomes two slots that may each inflect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from daemon.model.language import Language
from daemon.rules.lexicon import Slots
from daemon.rules.schema import FormsTable, TermTable
from daemon.text.arabic import stem_keys, without_marks
from daemon.text.morphology import Stem
from daemon.text.spelling import fold
from daemon.text.stems import Kind
from daemon.text.tokens import tokenise

ARABIC_SCRIPT = frozenset({Language.SORANI, Language.BADINI})
_LATIN_SCRIPT = frozenset({Language.KURMANJI})
_ARABIC = frozenset({Language.ARABIC})
_ENGLISH = frozenset({Language.ENGLISH})
WRITTEN_IN = {
    "ckb": ARABIC_SCRIPT,
    "kmr-Arab": frozenset({Language.BADINI}),
    "kmr": _LATIN_SCRIPT,
    "ar": _ARABIC,
    "en": _ENGLISH,
}
_LATIN = re.compile("[A-Za-z]")
_EXACT_MARK = "="
_VERB_MARK = "~"
_EZAFE = ("ێن", "ی", "ێ", "ا", "yên", "ên", "ya", "yê", "a", "ê")
_SHORTEST_BARE = 3

Stems = tuple[tuple[Stem, ...], ...]
"""For each word of a form, the stems that may stand there."""


@dataclass(slots=True)
class StemStore:
    """Every stem once, by number."""

    _numbers: dict[Stem, int] = field(default_factory=dict)
    _slots: dict[tuple[Stem, ...], tuple[int, ...]] = field(default_factory=dict)

    @property
    def stems(self) -> tuple[Stem, ...]:
        """The stems in the order of their numbers."""
        return tuple(self._numbers)

    def numbers(self, slots: Stems) -> Slots:
        """The slots with numbers for stems, equal slots as one object."""
        return tuple([self._slots.get(slot) or self._new_slot(slot) for slot in slots])

    def _new_slot(self, slot: tuple[Stem, ...]) -> tuple[int, ...]:
        numbers = {self._numbers.setdefault(stem, len(self._numbers)) for stem in slot}
        return self._slots.setdefault(slot, tuple(sorted(numbers)))


def forms_of(table: FormsTable) -> Iterator[tuple[str, int, str]]:
    """Key in the file, index and text of each written form, the Kurdish ones first."""
    kurdish = (("ckb", table.ckb), ("kmr-Arab", table.badini), ("kmr", table.kmr))
    for key, forms in (*kurdish, ("ar", table.ar), ("en", table.en)):
        for index, text in enumerate(forms):
            yield key, index, text


def term_slots(table: TermTable, key: str, text: str) -> Stems:
    """The slots of a term's form; no slots when nothing is left after folding."""
    kind: Kind = "noun" if table.kind == "phrase" else table.kind
    light_verb = table.light_verb or table.kind == "phrase"
    how = _How(kind, WRITTEN_IN[key])
    if not how.edition:
        how = _How(kind, how.languages, light_verb, table.closed, table.preverb)
    return _term_slots(text, how)


def entity_slots(key: str, text: str) -> Iterator[Stems]:
    """The slots of a name's surface, for each language in which it may be met.

    ``ar`` and ``en`` forms stand in Kurdish exactly as written; a short form is of every language.
    """
    if key in ("ar", "en"):
        yield _slots(text, _How("exact", _by_script(text)))
        yield _slots(text, _How("name", WRITTEN_IN[key]))
        return
    yield _slots(text, _How("name", WRITTEN_IN.get(key, _by_script(text))))
    if key == "short":
        yield _slots(text, _How("name", _edition(text)))


def word_slots(words: Iterable[str]) -> Iterator[Stems]:
    """Stems of the words that give context to a name, or cancel it, in every language."""
    for text in words:
        yield _slots(text, _How("noun", _by_script(text)))
        yield _slots(text, _How("noun", _edition(text)))


def _by_script(text: str) -> frozenset[Language]:
    return _LATIN_SCRIPT if text.isascii() or _LATIN.search(text) else ARABIC_SCRIPT


def _edition(text: str) -> frozenset[Language]:
    return _ENGLISH if _by_script(text) is _LATIN_SCRIPT else _ARABIC


@cache
def _keys(piece: str, arabic: bool) -> tuple[tuple[str, ...], ...]:
    """The words of a piece, each under every key that it is looked up by."""
    if arabic:
        return tuple(stem_keys(token.text) for token in tokenise(without_marks(piece)))
    return tuple((token.text,) for token in tokenise(fold(piece)))


class _How(NamedTuple):
    """What the words of one form have in common."""

    kind: Kind
    languages: frozenset[Language]
    light_verb: bool = False
    closed: bool = False
    preverb: str = ""

    @property
    def edition(self) -> bool:
        """Whether they are of a language that is not Kurdish."""
        return self.languages is _ARABIC or self.languages is _ENGLISH


@cache
def _term_slots(text: str, how: _How) -> Stems:
    """Asked for twice: when the terms are checked and when they are compiled."""
    return _slots(text, how)


def _slots(text: str, how: _How) -> Stems:
    arabic = how.languages is _ARABIC
    words = [(piece[:1], keys) for piece in text.split() for keys in _keys(piece, arabic)]
    alone = len(words) == 1
    slots = [tuple(_stem(mark, key, how, alone=alone) for key in keys) for mark, keys in words]
    if how.edition:
        return tuple(slots)
    return (*(_without_ezafe(slot[0]) for slot in slots[:-1]), *slots[-1:])


def _stem(mark: str, word: str, how: _How, *, alone: bool) -> Stem:
    """The stem of one word; short words inside a phrase stand exactly as they are."""
    if mark == _EXACT_MARK or not word.isalpha() or len(word) < (2 if alone else 3):
        return Stem(word, "exact", languages=how.languages)
    if mark == _VERB_MARK:
        return Stem(word, "verb", languages=how.languages)
    kind: Kind = "noun" if how.kind == "verb" and not alone else how.kind
    return Stem(
        word,
        kind,
        light_verb=how.light_verb,
        languages=how.languages,
        closed=how.closed or (not alone and len(word) == 3 and not how.edition),
        preverb=how.preverb if kind == "verb" else "",
    )


def _without_ezafe(stem: Stem) -> tuple[Stem, ...]:
    """An inner word is written with the ending that ties it to the next: it may have others.

    بۆمبی چێنراو is also بۆمبێکی چێنراو and بۆمبە چێنراوەکان; êrîşa hewayî is êrîşên hewayî, too.
    """
    if stem.kind not in ("noun", "name"):
        return (stem,)
    for ending in _EZAFE:
        bare = stem.text.removesuffix(ending)
        if bare != stem.text and len(bare) >= _SHORTEST_BARE:
            closed = stem.closed or len(bare) == _SHORTEST_BARE
            return (stem, stem._replace(text=bare, closed=closed))
    return (stem,)


def forget() -> None:
    """Frees what is kept while tables are checked and compiled; afterwards nobody asks for it."""
    for kept in (_keys, _term_slots, stem_keys):
        kept.cache_clear()
