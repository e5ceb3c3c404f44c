"""Reckoning with the Gregorian and the solar (Jalali, Kurdish) calendar."""

from __future__ import annotations

from datetime import date, timedelta

from daemon.text.calendar_words import Calendar

_ERAS = ((1300, 1450, 0), (2600, 2699, -1233), (2700, 2799, -1321))
"""Solar years: Jalali, Kurdish counted from 612 BC, Kurdish counted from 700 BC."""
_FIRST, _LAST = 1800, 2100


def jalali(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Jalali one, right from 1300 to 1450; None for a day that is none."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    before = (month - 1) * 31 if month <= 7 else (month - 7) * 30 + 186
    shifted = year + 1595
    days = 365 * shifted + shifted // 33 * 8 + (shifted % 33 + 3) // 4 + before + day
    found = _EPOCH + timedelta(days=days - _EPOCH_DAYS)
    leap_day = month == 12 and day == 30
    return None if leap_day and found == jalali(year + 1, 1, 1) else found


_EPOCH = date(2024, 3, 20)  # the first of Farvardin 1403
_EPOCH_DAYS = 365 * 2998 + 2998 // 33 * 8 + (2998 % 33 + 3) // 4 + 1


def _solar_year(year: int, month: int) -> int | None:
    for first, last, shift in _ERAS:
        if first <= year <= last:
            return year + shift
    if _FIRST <= year <= _LAST:  # a solar month in a Gregorian year
        return year - (621 if month <= 9 else 622)
    return None


def day_of(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The Gregorian date meant, or None when there is no such day or the year fits no era."""
    if calendar is Calendar.SOLAR:
        solar = _solar_year(year, month)
        return None if solar is None else jalali(solar, month, day)
    try:
        return date(year, month, day) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None


def is_year(number: int) -> bool:
    """Whether four digits can be a year of any of our eras."""
    return _FIRST <= number <= _LAST or any(first <= number <= last for first, last, _ in _ERAS)


def nearest(calendar: Calendar, month: int, day: int, seen: date, *, past: bool) -> date | None:
    """The date with that day and month nearest to ``seen``; ``past``: not after the next day."""
    around = (day_of(calendar, seen.year + step, month, day) for step in (-1, 0, 1))
    known = [found for found in around if found is not None]
    if past:
        known = [found for found in known if found <= seen + timedelta(days=1)]
    return min(known, key=lambda found: abs(found - seen), default=None)


def month_before(seen: date, month: int) -> date:
    """The first day of the last such month that was over, or had begun, before this month."""
    return date(seen.year if month < seen.month else seen.year - 1, month, 1)


def shifted(seen: date, *, months: int = 0, years: int = 0) -> date:
    """The first of the month that lies so many months and years away."""
    count = seen.year * 12 + seen.month - 1 + months + 12 * years
    return date(max(1, min(9999, count // 12)), count % 12 + 1, 1)
