"""Reads the dates that feeds state: RFC 822, ISO 8601, day-first numbers, epochs, then words.

Feeds break every rule, so the raw string is read here and never a library's guess:
times without an offset are the outlet's own (not UTC), 02/03/2026 is the second of March,
and what cannot be read is no date at all. Nothing is ever invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from daemon.model.article import Precision
from daemon.text.dates import parse_date

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
FUTURE = timedelta(days=2)
_LONGEST = 100

_MONTHS_IN_FULL = (
    "january february march april may june july august september october november december"
)
_MONTHS = {
    name: number
    for number, month in enumerate(_MONTHS_IN_FULL.split(), start=1)
    for name in {month, month[:3], month[:4]}
}
# RFC 822's own names, and those of Europe, Turkey and Iran that mean one thing. Others (AST is
# Arabia, Atlantic or Alaska) say less than the source's zone.
_BY_OFFSET: dict[float, str] = {
    0: "z gmt ut utc wet",
    1: "cet met west",
    2: "cest mest eet",
    3: "eest msk trt",
    3.5: "irst",
    -4: "edt",
    -5: "est cdt",
    -6: "cst mdt",
    -7: "mst pdt",
    -8: "pst",
}
_ZONES = {name: hours for hours, names in _BY_OFFSET.items() for name in names.split()}

_OFFSET = re.compile(r"(?:(?:gmt|utc)\s*)?([+-])(\d{1,2}):?(\d{2})?(?![\d:])")
_TIME = re.compile(
    r"(?:(?P<before>[ap])\.?m\.?\s*:?\s*)?(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?!\d)(?:\s*(?P<after>[ap])\.?m\b\.?)?"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:[t ]?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)?(.*)"
)
_DAY_NAME_YEAR = re.compile(r"(?<!\d)(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?![\d:])")
_NAME_DAY_YEAR = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_NAME_DAY = re.compile(r"\b([a-z]{3,9})\s+(\d{1,2})\s.*\s(\d{4})$")  # asctime
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_DIGITS = {ord(d): str(n % 10) for n, d in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


@dataclass(frozen=True, slots=True)
class Published:
    """A time of publication in UTC, and how exactly it is known; a day is its first minute."""

    at: datetime | None
    precision: Precision


UNKNOWN = Published(None, Precision.UNKNOWN)
_Day = tuple[int, int, int]


def read_date(raw: str, *, zone: str, now: datetime, month_first: bool = False) -> Published:
    """The date that ``raw`` states; UNKNOWN when it states none that can be true.

    ``zone`` is the IANA zone of times without an offset; ``month_first`` reads 02/03/2026
    the American way. Dates before 1990 or more than two days after ``now`` are none.
    """
    text = " ".join(raw.translate(_DIGITS).lower().split())
    if not text or len(text) > _LONGEST:
        return UNKNOWN
    found = _in_numbers(text, zone, month_first)
    if not _possible(found, now):
        found = _in_words(raw, zone, now, month_first)
    return found if _possible(found, now) else UNKNOWN


def _possible(found: Published, now: datetime) -> bool:
    return found.at is not None and EARLIEST <= found.at <= now + FUTURE


def _in_numbers(text: str, zone: str, month_first: bool) -> Published:
    try:
        return _epoch(text) or _compact(text, zone) or _written(text, zone, month_first)
    except (ValueError, OverflowError):
        return UNKNOWN


def _in_words(raw: str, zone: str, now: datetime, month_first: bool) -> Published:
    """Kurdish, Arabic and Turkish names of months, Jalali years, 'two hours ago'.

    Of what is taken from the moment of reading (a year, a distance) only the day is kept.
    """
    found = parse_date(raw, seen_at=now, zone=zone, day_first=not month_first)
    if found is None or found.precision in (Precision.MONTH, Precision.YEAR):
        return UNKNOWN
    if isinstance(found.value, datetime):
        exact = found.precision is Precision.MINUTE and not found.inferred
        return Published(found.value, Precision.MINUTE if exact else Precision.DAY)
    local = datetime.combine(found.value, time.min, ZoneInfo(zone))
    return Published(local.astimezone(UTC), Precision.DAY)


def _epoch(text: str) -> Published | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text) / (1000 if len(text) > 10 else 1)
    return Published(datetime.fromtimestamp(seconds, UTC), Precision.MINUTE)


def _compact(text: str, zone: str) -> Published | None:
    """20260222T100000Z and 20260222: ISO 8601's basic form."""
    found = _COMPACT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, rest = found.groups()
    clock = (int(hour), int(minute), int(second or 0)) if hour else None
    offset = _offset(rest)
    if rest and offset is None:
        return None
    return _published((int(year), int(month), int(day)), clock, offset or ZoneInfo(zone))


def _written(text: str, zone: str, month_first: bool) -> Published:
    day, rest = _day(text, month_first)
    if day is None:
        return UNKNOWN
    # A word in another script may say before or after noon: then only the day is certain.
    found = _TIME.search(rest) if rest.isascii() else None
    offset = _offset(rest[found.end() :]) if found else None
    return _published(day, _clock(found), offset or ZoneInfo(zone))


def _published(day: _Day, clock: tuple[int, int, int] | None, zone: tzinfo) -> Published:
    local = datetime(*day, *(clock or (0, 0, 0)), tzinfo=zone)
    precision = Precision.DAY if clock is None else Precision.MINUTE
    return Published(local.astimezone(UTC), precision)


def _day(text: str, month_first: bool) -> tuple[_Day | None, str]:
    """Year, month and day, and the text without them."""
    for pattern, read in _FORMS:
        found = pattern.search(text)
        day = read(found, month_first) if found else None
        if found and day:
            kept = found.end() if pattern is not _NAME_DAY else found.end(2)
            return day, f"{text[: found.start()]} {text[kept:]}"
    return None, text


def _year_first(found: re.Match[str], _: bool) -> _Day:
    return int(found[1]), int(found[3]), int(found[4])


def _year_last(found: re.Match[str], month_first: bool) -> _Day:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (second, first) if month_first else (first, second)
    if month > 12 >= day:  # only the other order can be true
        day, month = month, day
    return year, month, day


def _day_name_year(found: re.Match[str], _: bool) -> _Day | None:
    month, year = _MONTHS.get(found[2]), int(found[3])
    if year < 100:  # RFC 2822, 4.3
        year += 2000 if year < 50 else 1900
    return (year, month, int(found[1])) if month else None


def _name_day_year(found: re.Match[str], _: bool) -> _Day | None:
    month = _MONTHS.get(found[1])
    return (int(found[3]), month, int(found[2])) if month else None


_Read = Callable[[re.Match[str], bool], _Day | None]
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_YEAR_FIRST, _year_first),
    (_YEAR_LAST, _year_last),
    (_DAY_NAME_YEAR, _day_name_year),
    (_NAME_DAY_YEAR, _name_day_year),
    (_NAME_DAY, _name_day_year),
)


def _clock(found: re.Match[str] | None) -> tuple[int, int, int] | None:
    if found is None:
        return None
    hour, half = int(found["hour"]), found["before"] or found["after"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute = int(found["minute"])
    if hour > 23 or minute > 59:  # no time of any day: only the day is known
        return None
    return hour, minute, min(int(found["second"] or 0), 59)  # a leap second


def _offset(rest: str) -> tzinfo | None:
    """The offset that follows a time: +03:00, +0300, GMT+3, Z, EST."""
    rest = rest.strip(" ()").removeprefix("etc/")
    found = _OFFSET.match(rest)
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    first = rest.split(" ")[0]
    return timezone(timedelta(hours=_ZONES[first])) if first in _ZONES else None
