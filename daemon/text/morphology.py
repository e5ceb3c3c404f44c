"""Finds known stems inside the words of a text, whatever Kurdish grammar hangs on them.

The method (measured against substrings, stemming and expansion to all forms): take at most one
proclitic off the front, look the stem up, and demand that what remains is a tail of the
dialect's closed grammar, a welded light verb, or for verbs a prefix and an ending of the
paradigm. What only nearly fits is tried last and marked: ``run_on`` for a forgotten space,
``typo`` for one letter lost or two swapped in a long stem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from daemon.model.language import Language
from daemon.text.dialect import Attributes, Dialect
from daemon.text.stems import DIALECTS, Entry, Hit, Stem, tables

__all__ = ["Hit", "Stem", "StemIndex"]

_LONGEST_CACHED = 48
_CACHED_WORDS = 60_000
_PROCLITIC_STEM = 4  # بەدر is Badr, not بە + در
_RUN_ON_TOKEN = 9
_RUN_ON_STEM = 4
_NOT_JOINING = frozenset("ادرزژوۆە")  # after these a forgotten space does not show
_PREVERBS = ("ەەل", "دا", "را", "دەر", "وەر", "خۆ", "پێ", "لێ", "تێ", "ڤە")
_COMPOUND = (
    *("خانە", "ستان", "دار", "وان", "چی", "ساز", "ناس", "نامە", "گە", "کەر", "کار"),
    *("یست", "یزم", "مەند", "ناک", "باز", "ڤان", "یەت", "ایەت"),
)
_NOT_BEFORE = frozenset((*_PREVERBS, "نە", "دە", "ئە"))


class StemIndex:
    """Stems made ready for look-up; what a look-up costs does not grow with their number."""

    def __init__(self, stems: Sequence[Stem]) -> None:
        self._sure, self._mistyped = tables(stems)
        self._preverbs = tuple({stem.preverb for stem in stems if stem.preverb})
        self._found: dict[str, tuple[Hit, ...]] = {}

    def find(self, token: str) -> tuple[Hit, ...]:
        """Every stem that the folded token is a form of, one hit a stem, the surest reading."""
        found = self._found.get(token)
        if found is None:
            found = self._search(token)
            if len(token) <= _LONGEST_CACHED:
                if len(self._found) >= _CACHED_WORDS:
                    self._found.clear()
                self._found[token] = found
        return found

    def _search(self, token: str) -> tuple[Hit, ...]:
        """A surer kind of reading shuts out all that are less sure."""
        for read in (self._plain, self._joined, self._run_on, self._typo):
            hits: dict[int, Hit] = {}
            for hit in read(token):
                hits.setdefault(hit.stem, hit)
            if hits:
                return tuple(hits.values())
        return ()

    def _plain(self, token: str) -> Iterator[Hit]:
        for end, entry in self._sure.at(token, 0):
            if not entry.stem.preverb:
                yield from _bare(entry, token, 0, end)
        for dialect in DIALECTS.values():
            for start, told in _fronts(token, 0, dialect.prefixes):
                yield from self._prefixed(token, start, dialect, "", told)
        for preverb in self._preverbs:
            if token.startswith(preverb):
                yield from self._after_preverb(token, preverb)

    def _after_preverb(self, token: str, preverb: str) -> Iterator[Hit]:
        for end, entry in self._sure.at(token, len(preverb)):
            if entry.stem.preverb == preverb:
                yield from _bare(entry, token, 0, end)
        for dialect in DIALECTS.values():
            fronts = {**dict.fromkeys(dialect.clitics, ()), **dialect.prefixes}
            for start, told in _fronts(token, len(preverb), fronts):
                yield from self._prefixed(token, start, dialect, preverb, told)

    def _prefixed(
        self, token: str, start: int, dialect: Dialect, preverb: str, told: Attributes
    ) -> Iterator[Hit]:
        for end, entry in self._sure.at(token, start):
            if entry.stem.kind == "verb" and entry.stem.preverb == preverb:
                tail = token[end:]
                for reading in entry.readings:
                    if reading.dialect is dialect and reading.accepts_prefixed(tail):
                        sure = told == ("doubt",) and dialect.describe(tail)  # بکوژەکان, killers
                        yield Hit(entry.index, 0, len(token), () if sure else told)

    def _joined(self, token: str) -> Iterator[Hit]:
        for dialect in DIALECTS.values():
            for start, told in _fronts(token, 0, dialect.proclitics):
                verbal = token[:start] in dialect.verbal_proclitics
                for end, entry in self._sure.at(token, start):
                    if _joinable(entry, verbal=verbal):
                        yield from _bare(entry, token, start, end, told)

    def _run_on(self, token: str) -> Iterator[Hit]:
        """The space is missing on one side or on both, after letters that do not join."""
        if len(token) < _RUN_ON_TOKEN or token[0] < "\u0620":
            return
        for start in range(len(token) - _RUN_ON_STEM + 1):
            if start and token[start - 1] not in _NOT_JOINING:
                continue
            for end, entry in self._sure.at(token, start):
                if len(entry.stem.text) >= _RUN_ON_STEM and _joinable(entry, verbal=True):
                    yield from _glued(entry, token, start, end)

    def _typo(self, token: str) -> Iterator[Hit]:
        for end, entry in self._mistyped.at(token, 0):
            for hit in _bare(entry, token, 0, end):
                yield Hit(hit.stem, hit.start, hit.end, (*hit.attributes, "typo"))


def _fronts(
    token: str, start: int, known: Mapping[str, Attributes]
) -> Iterator[tuple[int, Attributes]]:
    """Ends of the known beginnings that stand at ``start``, with what they say."""
    for end in range(start + 1, min(len(token), start + 10)):
        told = known.get(token[start:end])
        if told is not None:
            yield end, told


def _bare(entry: Entry, token: str, start: int, end: int, told: Attributes = ()) -> Iterator[Hit]:
    tail = token[end:]
    for reading in entry.readings:
        shown = reading.accepts(tail)
        if shown is not None:
            yield Hit(entry.index, start, len(token), told + shown)
            return


def _joinable(entry: Entry, *, verbal: bool) -> bool:
    stem = entry.stem
    if stem.closed or stem.preverb or len(stem.text) < _PROCLITIC_STEM:
        return False
    return stem.kind in ("noun", "name") or (stem.kind == "verb" and verbal)


def _glued(entry: Entry, token: str, start: int, end: int) -> Iterator[Hit]:
    before = token[:start]
    if before in _NOT_BEFORE or (entry.stem.kind == "verb" and before.endswith(_PREVERBS)):
        return
    if token.startswith(_COMPOUND, end):
        return
    for reading in entry.readings:
        if reading.dialect is not DIALECTS[Language.SORANI]:
            continue  # only there does writing forget spaces so often
        whole = reading.bare.fullmatch(token, end)
        part = whole or reading.bare.match(token, end)
        for stop in (part.end() if part else end, end):
            if stop == len(token) or token[stop - 1] in _NOT_JOINING:
                yield Hit(entry.index, start, stop, ("run_on",))
                return
