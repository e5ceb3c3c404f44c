"""Reads the parts of a date off the words of a folded text: days, months, years, spans."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from daemon.text import calendar_words as words
from daemon.text.calendar_words import Calendar
from daemon.text.calendars import is_year
from daemon.text.number_words import VALUES
from daemon.text.tokens import tokenise

_WITHIN = frozenset(("", "'", "-", "/", ",", "،"))  # may stand between the parts of one date


@dataclass(frozen=True, slots=True)
class Seen:
    """What a date is reckoned from: when the text was seen, its zone, and its habits.

    ``past``: a date whose year is missing is not in the future.
    """

    at: datetime
    zone: ZoneInfo
    day_first: bool
    past: bool

    @property
    def day(self) -> date:
        """The local date."""
        return self.at.astimezone(self.zone).date()


class Day(NamedTuple):
    """A day of the month and the token after it."""

    number: int
    stop: int


class Month(NamedTuple):
    """A month by name; ``named_so``: the text calls it a month, or its name means nothing else."""

    calendar: Calendar
    number: int
    stop: int
    named_so: bool
    clear: bool


class Year(NamedTuple):
    """A year in digits or words; ``step`` is -1 for 'last' and 1 for 'next' without a number."""

    number: int | None
    stop: int
    step: int = 0
    inferred: bool = True


class Span(NamedTuple):
    """So many minutes, hours, days, weeks, months or years."""

    number: int
    unit: str
    stop: int


def bare(word: str, known: Container[str]) -> tuple[str, str] | None:
    """The word without its ending, and the ending, when that leaves a known word."""
    if word in known:
        return word, ""
    for ending in words.ENDINGS:
        if word.endswith(ending) and word[: -len(ending)] in known:
            return word[: -len(ending)], ending
    return None


FIRST_WORDS = frozenset(name[0] for name in words.MONTHS)
"""First words of the names of months."""
_SECOND_WORDS = frozenset(name[1] for name in words.MONTHS if len(name) == 2)


class DateWords:
    """The words of a folded text, with readers for the parts of a date at a position."""

    def __init__(self, folded: str) -> None:
        self.text = folded
        self.tokens = tokenise(folded)

    def word(self, at: int) -> str:
        """The word at a position, empty beyond the ends."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def gap(self, at: int) -> str:
        """What stands between a word and the next; a line end where there is none."""
        if at < 0 or at + 1 >= len(self.tokens):
            return "\n"
        return self.text[self.tokens[at].end : self.tokens[at + 1].start]

    def linked(self, at: int) -> bool:
        """Whether the word at a position may belong to one date with the word before it."""
        gap = self.gap(at - 1)
        return "\n" not in gap and gap.strip() in _WITHIN

    def digits(self, at: int) -> int | None:
        """Up to four digits as a number."""
        word = self.word(at)
        return int(word) if word.isascii() and word.isdigit() and len(word) <= 4 else None

    def base(self, at: int, known: Container[str]) -> str | None:
        """The word at a position without its ending, when it is one of the known."""
        found = bare(self.word(at), known)
        return found[0] if found else None

    def day(self, at: int) -> Day | None:
        """A day of the month, in digits or as a word with its ezafe, and its suffix."""
        number = self.digits(at)
        if number is None:
            found = bare(self.word(at), VALUES)
            number = VALUES[found[0]] if found and found[1] in words.DAY_SUFFIXES else None
            return Day(number, at + 1) if number and number <= 31 else None
        if not 1 <= number <= 31:
            return None
        suffixed = self.word(at + 1) in words.DAY_SUFFIXES and self.linked(at + 1)
        return Day(number, at + 1 + suffixed)

    def month(self, at: int) -> Month | None:
        """A month by its name, or by its number after the word for month: مانگی هەشت.

        A second name of the same month belongs to it: حوزەیران/یۆنیۆ.
        """
        month = self._month(at)
        if month is None or self.gap(month.stop - 1).strip() != "/":
            return month
        other = self._month(month.stop)
        same = other and (other.calendar, other.number) == (month.calendar, month.number)
        return month._replace(stop=other.stop) if other and same else month

    def _month(self, at: int) -> Month | None:
        called = self.base(at, words.MONTH_WORDS) is not None and self.linked(at + 1)
        start = at + 1 if called else at
        found = bare(self.word(start), FIRST_WORDS)
        if found is None:
            return self._numbered(start) if called else None
        second = bare(self.word(start + 1), _SECOND_WORDS) if self.linked(start + 1) else None
        name = (found[0], second[0]) if second and (found[0], second[0]) in words.MONTHS else None
        if name is None and (found[0],) not in words.MONTHS:
            return None
        calendar, number = words.MONTHS[name or (found[0],)]
        if found[0] == words.GULAN and found[1] in words.NORTHERN_EZAFE:
            calendar, number = Calendar.GREGORIAN, 5
        clear = name is not None or found[0] not in words.NEEDS_YEAR
        return Month(calendar, number, start + (2 if name else 1), called, clear)

    def _numbered(self, at: int) -> Month | None:
        number = self.digits(at)
        if number is None:
            word = self.base(at, VALUES)
            number = VALUES[word] if word else None
        if number is None or not 1 <= number <= 12:
            return None
        suffixed = self.word(at + 1) in words.DAY_SUFFIXES and self.linked(at + 1)
        return Month(Calendar.GREGORIAN, number, at + 1 + suffixed, named_so=True, clear=True)

    def year(self, at: int, seen: Seen) -> Year | None:
        """A year after a month: 2026, ساڵی ٢٠١٧, 2025an, ئەمساڵ, رابردوو, borî."""
        if not self.linked(at):
            return None
        ezafe = self.word(at) in _EZAFE and self.digits(at + 1) is not None
        return self.year_from(at + ezafe, seen)

    def year_from(self, at: int, seen: Seen) -> Year | None:
        """A year in any of these forms, whatever stands before it."""
        called = self.base(at, words.YEAR_WORDS) is not None
        start = at + 1 if called else at
        number = self.digits(start)
        if number is not None:
            return self._year_in_digits(number, start)
        if called and self.base(start, words.PAST):
            return Year(seen.day.year - 1, start + 1)
        for known, year, step in (
            (words.THIS_YEAR, seen.day.year, 0),
            (words.LAST_YEAR, seen.day.year - 1, 0),
            (words.PAST, None, -1),
            (words.COMING, None, 1),
        ):
            if not called and self.base(at, known):
                return Year(year, at + 1, step)
        return None

    def _year_in_digits(self, number: int, at: int) -> Year | None:
        if len(self.word(at)) != 4 or not is_year(number):
            return None
        suffixed = self.gap(at).strip(" '") == "" and self.word(at + 1) in _YEAR_SUFFIXES
        return Year(number, at + 1 + suffixed, inferred=False)

    def day_before(self, at: int) -> bool:
        """Whether a number like that of a day leads up to the word."""
        suffix = self.word(at - 1) in words.DAY_SUFFIXES
        return self.linked(at) and self.digits(at - 1 - suffix) is not None

    def counted(self, at: int) -> bool:
        """Whether a number or 'several' counts the word: the last 17 years are no date."""
        before = self.word(at - 1)
        plural = self.word(at).endswith(_PLURALS)
        return plural or before in _SEVERAL or (self.linked(at) and before.isdigit())

    def span(self, at: int) -> Span | None:
        """A counted span of time: دوو کاتژمێر, 5 rojan, or one by its ending: کاتژمێرێک."""
        count = self.digits(at)
        word = self.word(at)
        if count is None and word in VALUES:
            count = VALUES[word]
        if count is not None:
            unit = self.base(at + 1, words.UNITS) if self.linked(at + 1) else None
            return Span(count, words.UNITS[unit], at + 2) if unit and count <= 999 else None
        found = bare(word, words.UNITS)
        one = found is not None and found[1] in _ONE
        return Span(1, words.UNITS[found[0]], at + 1) if found and one else None


_EZAFE = frozenset(("a", "ya", "ê", "yê", "ی", "ا", "یا"))
_SEVERAL = frozenset(("چەند", "çend", *VALUES))
_PLURALS = ("ان", "انی", "اندا", "انێ", "an", "anê", "ên", "ێن")
_YEAR_SUFFIXES = frozenset(("an", "ی", "ێ", "ە", "ەوە", "دا", "ê", "de", "یدا", "ێدا", "ا"))
_ONE = frozenset(("ێک", "ەک", "ek", "ekê"))
