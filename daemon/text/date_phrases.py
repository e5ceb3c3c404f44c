"""The grammar of dates over the words of a folded text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from daemon.model.article import Precision
from daemon.text import calendar_words as words
from daemon.text import calendars
from daemon.text.calendar_words import Calendar
from daemon.text.date_words import FIRST_WORDS, DateWords, Day, Month, Seen, Span, Year, bare
from daemon.text.number_words import VALUES


class Phrase(NamedTuple):
    """A date and where it stands in the folded text."""

    value: date | datetime
    precision: Precision
    inferred: bool
    start: int
    end: int


class _Read(NamedTuple):
    value: date | datetime
    precision: Precision
    inferred: bool
    stop: int


class Phrases:
    """One pass over a folded text; the first reading that fits at a word is taken."""

    def __init__(self, folded: str, seen: Seen) -> None:
        self._words = DateWords(folded)
        self._seen = seen

    def read(self) -> Iterator[Phrase]:
        """The dates in order, none within another."""
        at, tokens = 0, self._words.tokens
        while at < len(tokens):
            word = tokens[at].text
            found = self._at(at) if len(word) < _LONGEST and _may_begin(word) else None
            if found is None:
                at += 1
                continue
            start, end = tokens[at].start, tokens[found.stop - 1].end
            yield Phrase(found.value, found.precision, found.inferred, start, end)
            at = found.stop

    def _at(self, at: int) -> _Read | None:
        return (
            self._explicit(at)
            or self._ago(at)
            or self._this_month(at)
            or self._month_alone(at)
            or self._year_alone(at)
            or self._days_away(at)
            or self._weekday(at)
            or self._unit(at)
        )

    def _explicit(self, at: int) -> _Read | None:
        return self._numeric(at) or self._day_month(at) or self._month_day(at)

    def _numeric(self, at: int) -> _Read | None:
        """17/09/2019, 3 - 1 - 2020, 2026-02-22, 1403/02/01."""
        mark = self._words.gap(at).strip(" ")
        parts = [self._words.digits(at + n) for n in range(3)]
        same = mark in {"/", "-", "."} and self._words.gap(at + 1).strip(" ") == mark
        if not same or self._words.gap(at + 2).strip(" ") == mark or None in parts:
            return None
        first, month, last = (part or 0 for part in parts)
        if len(self._words.word(at)) == 4:
            return self._dated(_era(first), first, month, last, at + 3)
        if len(self._words.word(at + 2)) != 4:
            return None
        day, month = (first, month) if self._seen.day_first else (month, first)
        plain = self._dated(_era(last), last, month, day, at + 3)
        turned = self._dated(_era(last), last, day, month, at + 3)
        return plain or (turned._replace(inferred=True) if turned else None)

    def _dated(
        self, calendar: Calendar, year: int, month: int, day: int, stop: int
    ) -> _Read | None:
        found = calendars.day_of(calendar, year, month, day)
        inferred = False
        return _Read(found, Precision.DAY, inferred, stop) if found else None

    def _day_month(self, at: int) -> _Read | None:
        """22ـی شوباتی 2026, 11ی مانگی هەشتی 2023, 26ê Çileya 2023; the year may be missing."""
        day = self._words.day(at)
        month = self._words.month(day.stop) if day and self._words.linked(day.stop) else None
        if day is None or month is None:
            return None
        year = self._words.year(month.stop, self._seen)
        if year is None and not month.clear:
            return None
        found = self._resolved(day, month, year)
        inferred = year is None or year.inferred
        stop = year.stop if year else month.stop
        return _Read(found, Precision.DAY, inferred, stop) if found else None

    def _resolved(self, day: Day, month: Month, year: Year | None) -> date | None:
        if year and year.number is not None:
            return calendars.day_of(month.calendar, year.number, month.number, day.number)
        past = self._seen.past or bool(year and year.step < 0)
        return calendars.nearest(
            month.calendar, month.number, day.number, self._seen.day, past=past
        )

    def _month_day(self, at: int) -> _Read | None:
        """شوبات 10, 2021."""
        month = self._words.month(at)
        day = self._words.digits(month.stop) if month and self._words.linked(month.stop) else None
        year = self._words.year(month.stop + 1, self._seen) if month and day else None
        if month is None or day is None or year is None or year.inferred or year.number is None:
            return None
        return self._dated(month.calendar, year.number, month.number, day, year.stop)

    def _this_month(self, at: int) -> _Read | None:
        """٨ی ئەم مانگە, 8ê vê mehê, ٢٤ی مانگ."""
        day = self._words.day(at)
        if day is None or self._words.digits(at) is None or day.stop == at + 1:
            return None
        this = self._words.word(day.stop) in words.THIS
        stop = day.stop + this
        if self._words.base(stop, words.MONTH_WORDS) is None or not self._words.linked(stop):
            return None
        today = self._seen.day
        back = -1 if not this and day.number > today.day else 0
        first = calendars.shifted(today, months=back)
        found = calendars.day_of(Calendar.GREGORIAN, first.year, first.month, day.number)
        return _Read(found, Precision.DAY, True, stop + 1) if found else None

    def _month_alone(self, at: int) -> _Read | None:
        """شوباتی 2020, شوباتی رابردوو, تشرینی دووەمی ئەمساڵ, مانگی ئاب."""
        month = self._words.month(at)
        year = self._words.year(month.stop, self._seen) if month else None
        alone = month is not None and year is None and not (month.named_so and month.clear)
        if month is None or alone or self._words.day_before(at):
            return None
        first = self._first_of(month, year)
        inferred = year is None or year.inferred
        stop = year.stop if year else month.stop
        return _Read(first, Precision.MONTH, inferred, stop) if first else None

    def _first_of(self, month: Month, year: Year | None) -> date | None:
        today = self._seen.day
        if year and year.number is not None:
            return calendars.day_of(month.calendar, year.number, month.number, 1)
        if year and year.step > 0:
            later = today.year + (month.number <= today.month)
            return calendars.day_of(month.calendar, later, month.number, 1)
        if month.calendar is Calendar.SOLAR:
            return calendars.nearest(month.calendar, month.number, 1, today, past=True)
        if year is None and month.number == today.month:
            return today.replace(day=1)
        return calendars.month_before(today, month.number)

    def _year_alone(self, at: int) -> _Read | None:
        """ساڵی ٢٠٠٨, sala 2003, ئەمساڵ."""
        year = self._words.year_from(at, self._seen)
        digits = self._words.digits(at) is not None
        if year is None or year.number is None or digits or self._words.counted(at):
            return None
        calendar = _era(year.number)
        first = calendars.day_of(calendar, year.number, 1, 1)
        return _Read(first, Precision.YEAR, year.inferred, year.stop) if first else None

    def _days_away(self, at: int) -> _Read | None:
        word = self._words.base(at, words.DAYS_AWAY)
        if word is None:
            return None
        day = self._seen.day + timedelta(days=words.DAYS_AWAY[word])
        return _Read(day, Precision.DAY, True, at + 1)

    def _weekday(self, at: int) -> _Read | None:
        """A weekday before a full date belongs to it; alone it is the last or coming one."""
        word = self._words.base(at, words.WEEKDAYS)
        if word is None:
            return None
        dated = self._explicit(at + 1) if self._words.linked(at + 1) else None
        if dated is not None:
            return dated
        linked = self._words.linked(at + 1)
        past = linked and self._words.base(at + 1, words.PAST)
        coming = linked and self._words.base(at + 1, words.COMING)
        if not (past or coming) and not self._clear_weekday(word, at):
            return None
        back = (self._seen.day.weekday() - words.WEEKDAYS[word]) % 7
        days = 7 - back if coming else -(back or (7 if past else 0))
        stop = at + 2 if past or coming else at + 1
        return _Read(self._seen.day + timedelta(days=days), Precision.DAY, True, stop)

    def _clear_weekday(self, word: str, at: int) -> bool:
        before = self._words.base(at - 1, words.UNITS)
        evening = self._words.word(at - 1).startswith(words.PARTS_OF_DAY)
        return len(word) > 4 or evening or (before is not None and words.UNITS[before] == "day")

    def _ago(self, at: int) -> _Read | None:
        """پێش دوو کاتژمێر, بەر لە سێ ڕۆژ, du roj berê, ڕۆژێک لەمەوبەر."""
        before = self._words.word(at) in words.BEFORE
        of = self._words.word(at) in words.BEFORE_OF and self._words.word(at + 1) == words.OF
        span = self._words.span(at + 1 + of) if before or of else self._words.span(at)
        if span is None:
            return None
        if not (before or of):
            if self._words.word(span.stop) not in words.AGO:
                return None
            span = span._replace(stop=span.stop + 1)
        return self._back(span)

    def _back(self, span: Span) -> _Read:
        now, today = self._seen.at.astimezone(UTC), self._seen.day
        if span.unit in {"minute", "hour"}:
            precision = Precision.MINUTE if span.unit == "minute" else Precision.HOUR
            back = timedelta(minutes=span.number * (1 if span.unit == "minute" else 60))
            return _Read(now - back, precision, True, span.stop)
        if span.unit in {"day", "week"}:
            back = timedelta(days=span.number * (1 if span.unit == "day" else 7))
            return _Read(today - back, Precision.DAY, True, span.stop)
        if span.unit == "month":
            first = calendars.shifted(today, months=-span.number)
            return _Read(first, Precision.MONTH, True, span.stop)
        first = calendars.shifted(today, years=-span.number).replace(month=1)
        return _Read(first, Precision.YEAR, True, span.stop)

    def _unit(self, at: int) -> _Read | None:
        """مانگی رابردوو, sala borî, ئەم مانگە; 'the last 17 years' is no date."""
        this = self._words.word(at) in words.THIS
        unit = words.UNITS.get(self._words.base(at + this, words.UNITS) or "", "")
        if unit not in {"month", "year"} or self._words.counted(at + this):
            return None
        step = 0 if this else -1 if self._words.base(at + 1, words.PAST) else 1
        if step > 0 and not self._words.base(at + 1, words.COMING):
            return None
        months, years = (step, 0) if unit == "month" else (0, step)
        first = calendars.shifted(self._seen.day, months=months, years=years)
        precision = Precision.MONTH if unit == "month" else Precision.YEAR
        if unit == "year":
            first = first.replace(month=1)
        return _Read(first, precision, True, at + 1 + (this or 1))


_LONGEST = 30
_BEGINNINGS = frozenset[str]().union(
    *(FIRST_WORDS, words.MONTH_WORDS, words.DAYS_AWAY, words.WEEKDAYS, words.UNITS, words.THIS),
    *(words.YEAR_WORDS, words.THIS_YEAR, words.LAST_YEAR, words.BEFORE, words.BEFORE_OF, VALUES),
)


@lru_cache(maxsize=1 << 14)
def _may_begin(word: str) -> bool:
    return word.isdigit() or bare(word, _BEGINNINGS) is not None


def _era(year: int) -> Calendar:
    """Years before 1451 and after 2599 are solar: Jalali and the two Kurdish eras."""
    return Calendar.GREGORIAN if 1450 < year < 2600 else Calendar.SOLAR
