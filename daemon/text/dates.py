"""Dates in a text, as Kurdish outlets write them; what is not written is marked as inferred.

Day first. Levantine, Western, Kurdish solar and Kurmanji months with their ezafe (٢٢ـی شوباتی
٢٠٢٦, 26ê Çileya 2023, ١ بانەمەڕ ٢٧١٦), digits in three scripts, months and years alone, weekdays
and relative phrases (دوێنێ, پێش دوو کاتژمێر, شوباتی رابردوو, meha borî).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from daemon.model.article import Precision
from daemon.text import clock_words
from daemon.text.date_phrases import Phrase, Phrases
from daemon.text.date_words import Seen
from daemon.text.spelling import Folded, fold_with_offsets

_EARLIEST = date(1995, 1, 1)
_DAY = timedelta(days=1)
_AHEAD = timedelta(days=2)  # clocks and zones differ; beyond that it is no time of publication


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date or time in a text; the span is in code points of the text as given.

    ``value`` is an aware UTC datetime for minute and hour, else a date: the first day of the
    month or year when no more is known. ``inferred``: some of it is not written but taken
    from when the text was seen (the year, the month, the meaning of 'yesterday').
    """

    value: datetime | date
    precision: Precision
    inferred: bool
    start: int
    end: int


def find_dates(
    text: str, *, seen_at: datetime, zone: str, day_first: bool = True
) -> tuple[DateFound, ...]:
    """All dates of the text in order.

    Args:
        text: a text in any of our spellings.
        seen_at: aware; what 'yesterday' and a missing year are reckoned from.
        zone: the IANA name of the zone whose clock the text goes by.
        day_first: whether 01/02/2020 is the first of February.
    """
    return tuple(_found(text, Seen(seen_at, ZoneInfo(zone), day_first, past=False)))


def parse_date(
    text: str, *, seen_at: datetime, zone: str, day_first: bool = True
) -> DateFound | None:
    """The first date in a date line that can be a time of publication, else None.

    A missing year is taken so that the date is not in the future; arguments as in
    ``find_dates``.
    """
    for found in _found(text, Seen(seen_at, ZoneInfo(zone), day_first, past=True)):
        day = found.value.date() if isinstance(found.value, datetime) else found.value
        if _EARLIEST <= day <= (seen_at + _AHEAD).date():
            return found
    return None


def _found(text: str, seen: Seen) -> Iterator[DateFound]:
    folded = fold_with_offsets(text)
    for phrase in Phrases(folded.text, seen).read():
        yield _with_time(folded, phrase, seen)


def _with_time(folded: Folded, phrase: Phrase, seen: Seen) -> DateFound:
    start, end = phrase.start, phrase.end
    value: datetime | date = phrase.value
    precision = phrase.precision
    if precision is Precision.DAY:
        clock = clock_words.after(folded.text, end) or clock_words.before(folded.text, start)
        if clock is not None:
            start, end = min(start, clock.start), max(end, clock.end)
            value = _moment(phrase.value, clock, seen.zone)
            precision = Precision.MINUTE
    return DateFound(value, precision, phrase.inferred, *folded.span(start, end))


def _moment(day: date, clock: clock_words.ClockTime, zone: ZoneInfo) -> datetime:
    offset = clock.offset
    place = zone if offset is None else timezone(offset) if abs(offset) < _DAY else UTC
    return datetime.combine(day, clock.time, place).astimezone(UTC)
