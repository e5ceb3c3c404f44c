"""The table that stems are looked up in, under every form in which they may be written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from daemon.model.language import Language
from daemon.text.stems import Entry, Stem, readings_of, worn_forms

_RESPELT = 4
_TYPO = 8
_BARE_LETTERS = str.maketrans("ێۆ", "یو")
_TAKES_ENDINGS = ("noun", "name", "verb")


class StemTable:
    """Stems by their text; a position of a word costs a few look-ups however many there are."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, text: str, alone: tuple[Entry]) -> None:
        """Makes the one entry findable under ``text``, of at least two letters, once settled."""
        self._entries[text] = self._entries[text] + alone if text in self._entries else alone

    def settle(self) -> None:
        """Ends the adding: the lengths of the stems by their first two letters, longest first."""
        seen: defaultdict[str, set[int]] = defaultdict(set)
        for text in self._entries:
            seen[text[:2]].add(len(text))
        self._lengths = {
            first: tuple(sorted(lengths, reverse=True)) for first, lengths in seen.items()
        }

    def __contains__(self, text: str) -> bool:
        return text in self._entries

    def at(self, token: str, start: int) -> Iterator[tuple[int, Entry]]:
        """Entries whose text stands at ``start``, the longest first, with where they end."""
        for length in self._lengths.get(token[start : start + 2], ()):
            end = start + length
            if end <= len(token):
                for entry in self._entries.get(token[start:end], ()):
                    yield end, entry


def tables(stems: Sequence[Stem], languages: AbstractSet[Language]) -> tuple[StemTable, StemTable]:
    """The table of these languages' stems, and that of forms in which long ones are mistyped."""
    sure, mistyped = StemTable(), StemTable()
    entries = [
        Entry(number, stem, readings_of(stem))
        for number, stem in enumerate(stems)
        if not languages.isdisjoint(stem.languages)
    ]
    for entry in entries:
        sure.add(entry.stem.text, (entry,))
        for text, reading in worn_forms(entry.stem):
            sure.add(text, (Entry(entry.number, entry.stem, (reading,)),))
    for entry in entries if Language.SORANI in languages else ():
        _add_respelt(sure, entry)
    for entry in entries if Language.SORANI in languages else ():
        _add_mistyped(mistyped, entry, sure)
    sure.settle()
    mistyped.settle()
    return sure, mistyped


def refuse_short(stems: Iterable[Stem]) -> None:
    """Raises ValueError when a stem has no letter, or one and a kind that takes endings."""
    for stem in stems:
        if len(stem.text) < (2 if stem.kind in _TAKES_ENDINGS else 1):
            raise ValueError(f"the stem {stem.text!r} is too short for the kind {stem.kind}")


def _add_respelt(sure: StemTable, entry: Entry) -> None:
    """Arabic keyboards have neither ێ nor ۆ: هيرش, بومب, پوليس."""
    text = entry.stem.text.translate(_BARE_LETTERS).replace("یی", "ی").replace("وو", "و")
    takes = entry.stem.kind in _TAKES_ENDINGS and len(text) >= _RESPELT
    if takes and text != entry.stem.text and text not in sure:
        readings = readings_of(entry.stem._replace(text=text))
        sure.add(text, (Entry(entry.number, entry.stem, readings, ("respelt",)),))


def _add_mistyped(mistyped: StemTable, entry: Entry, sure: StemTable) -> None:
    stem = entry.stem
    if len(stem.text) >= _TYPO and stem.kind in ("noun", "name") and not stem.closed:
        alone = (entry,)
        for text in {*_mistyped(stem.text)}:
            if text not in sure:
                mistyped.add(text, alone)


def _mistyped(text: str) -> Iterator[str]:
    """The word with one letter lost or two swapped, its first two and its last kept."""
    for at in range(2, len(text) - 1):
        yield text[:at] + text[at + 1 :]
        if at < len(text) - 2 and text[at] != text[at + 1]:
            yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
