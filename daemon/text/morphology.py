"""Finds known stems inside the words of a text, whatever Kurdish grammar hangs on them.

The method (measured against substrings, stemming and expansion to all forms): take at most one
proclitic off the front, look the stem up, and demand that what remains is a tail of the
dialect's closed grammar, a welded light verb, or for verbs a prefix and an ending of the
paradigm. What only nearly fits is tried last and marked: ``run_on`` for a forgotten space,
``typo`` for one letter lost or two swapped in a long stem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from daemon.model.language import Language
from daemon.text.dialect import Attributes, Dialect, Grip
from daemon.text.stem_table import StemTable, refuse_short, tables
from daemon.text.stems import DIALECTS, EDITIONS, Entry, Hit, Stem

__all__ = ["Hit", "Stem", "StemIndex"]

_NOT_EDITIONS = frozenset(Language) - EDITIONS.keys()
_LONGEST_CACHED = 48
_CACHED_WORDS = 60_000
_RUN_ON_TOKEN = 9
_RUN_ON_STEM = 5
_RUN_ON_SHORT_STEM = 4  # in tokens of
_RUN_ON_LONG_TOKEN = 14
_RUN_ON_NAME = 6  # a name is more often chance than a word is
_RUN_ON_REST = 3  # letters at least of the other word
_NOT_JOINING = frozenset("ادرزژوۆە")  # after these a forgotten space does not show
_PREVERBS = ("ەەل", "دا", "را", "دەر", "وەر", "خۆ", "پێ", "لێ", "تێ", "ڤە")
_COMPOUND = (
    *("خانە", "ستان", "دار", "وان", "چی", "ساز", "ناس", "نامە", "گە", "کەر", "کار"),
    *("یست", "یزم", "مەند", "ناک", "باز", "ڤان", "یەت", "ایەت"),
)
_COMMON_FRONTS = frozenset(("بە", "لە", "کە", "بۆ", "بێ", "بەبێ", "دژە", "دژی", "dij", "bê"))
_NOT_BEFORE = frozenset((*_PREVERBS, "نە", "دە", "ئە"))


class StemIndex:
    """Stems made ready for look-up; what a look-up costs does not grow with their number.

    One index is for Kurdish in all its written forms; another language has an index of its own,
    in which only its stems are found. Its tables are made when the first word is looked up: in
    some languages none ever is.

    Raises:
        ValueError: a stem has no letter, or one letter and a kind that takes endings.
    """

    def __init__(self, stems: Sequence[Stem], language: Language | None = None) -> None:
        self._dialects = (EDITIONS[language],) if language else tuple(DIALECTS.values())
        self._key = self._dialects[0].key
        self._kurdish = language is None
        refuse_short(stems)
        self._stems = tuple(stems)
        self._languages = frozenset({language}) if language else _NOT_EDITIONS
        self._preverbs = tuple({stem.preverb for stem in stems if stem.preverb})
        self._found: dict[str, tuple[Hit, ...]] = {}

    @cached_property
    def _tables(self) -> tuple[StemTable, StemTable]:
        return tables(self._stems, self._languages)

    @cached_property
    def _sure(self) -> StemTable:
        return self._tables[0]

    @cached_property
    def _mistyped(self) -> StemTable:
        return self._tables[1]

    def ready(self) -> None:
        """Makes the tables now."""
        _ = self._tables

    def find(self, token: str) -> tuple[Hit, ...]:
        """Every stem that the folded token is a form of, one hit a stem, the surest reading."""
        found = self._found.get(token)
        if found is None:
            found = self._search(token) if self._kurdish else self._search_edition(token)
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

    def _search_edition(self, token: str) -> tuple[Hit, ...]:
        """Every reading counts, and the whole token is covered: its key has other offsets."""
        looked_up = self._key(token)
        hits: dict[int, Hit] = {}
        for read in (self._plain, self._joined):
            for hit in read(looked_up):
                hits.setdefault(hit.stem, replace(hit, start=0, end=len(token)))
        return tuple(hits.values())

    def _plain(self, token: str) -> Iterator[Hit]:
        for end, entry in self._sure.at(token, 0):
            if not entry.stem.preverb:
                yield from _bare(entry, token, 0, end)
        for dialect in self._dialects:
            for start, told in _fronts(token, 0, dialect.prefixes):
                yield from self._prefixed(token, start, dialect, "", told)
        for preverb in self._preverbs:
            if token.startswith(preverb):
                yield from self._after_preverb(token, preverb)

    def _after_preverb(self, token: str, preverb: str) -> Iterator[Hit]:
        for end, entry in self._sure.at(token, len(preverb)):
            if entry.stem.preverb == preverb:
                yield from _bare(entry, token, 0, end)
        for dialect in self._dialects:
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
                        yield Hit(entry.number, 0, len(token), entry.told + (() if sure else told))

    def _joined(self, token: str) -> Iterator[Hit]:
        for dialect in self._dialects:
            for start, told in _fronts(token, 0, dialect.proclitics):
                front = token[:start]
                verbal = front in dialect.verbal_proclitics
                for end, entry in self._sure.at(token, start):
                    shortest = dialect.shortest_joined
                    borne = (
                        end - start >= shortest if shortest else _bears(entry, front, end - start)
                    )
                    if borne and _joinable(entry, verbal=verbal):
                        yield from _bare(entry, token, start, end, told)

    def _run_on(self, token: str) -> Iterator[Hit]:
        """The space is missing on one side or on both, after letters that do not join."""
        if len(token) < _RUN_ON_TOKEN or token[0] < "\u0620":
            return
        shortest = _RUN_ON_SHORT_STEM if len(token) >= _RUN_ON_LONG_TOKEN else _RUN_ON_STEM
        for start in range(len(token) - shortest + 1):
            if start and token[start - 1] not in _NOT_JOINING:
                continue
            for end, entry in self._sure.at(token, start):
                least = _RUN_ON_NAME if entry.stem.kind == "name" else shortest
                whole = token[start:end] == entry.stem.text and end - start >= least
                if whole and _joinable(entry, verbal=True) and _word_begins(token, start):
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
            yield Hit(entry.number, start, len(token), told + shown + entry.told)
            return


def _joinable(entry: Entry, *, verbal: bool) -> bool:
    stem = entry.stem
    if stem.closed or stem.preverb:
        return False
    return stem.kind in ("noun", "name") or (stem.kind == "verb" and verbal)


def _bears(entry: Entry, front: str, length: int) -> bool:
    """Whether the stem is long enough for this proclitic: بەدر is Badr, not بە + در.

    One letter is not told from the beginning of a word: ب + هشدار has the letters of بەشدار.
    """
    text = entry.stem.text
    if len(front) > 1:
        return len(text) >= (4 if front in _COMMON_FRONTS else 5)
    plain = text[0] != "ە" or text[1] in "اەۆێوی"
    return plain and len(text) >= 5 and length == len(text)


def _word_begins(token: str, start: int) -> bool:
    """Whether a word can begin there: what looks like an ending of the word before does not."""
    if not start:
        return True
    before, rest = token[:start], token[start:]
    sorani = DIALECTS[Language.SORANI]
    if start < _RUN_ON_REST and before not in sorani.proclitics:
        return False
    ending = sorani.noun(before[-1], Grip.OPEN).fullmatch(rest)
    return not (ending or sorani.light_verb.fullmatch(rest))


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
            rest = len(token) - stop
            if not rest or (token[stop - 1] in _NOT_JOINING and rest >= _RUN_ON_REST):
                yield Hit(entry.number, start, stop, ("run_on",))
                return
