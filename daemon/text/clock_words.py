"""The time of day beside a date: 10:20, 5:30 PM, کاتژمێر 10:20, saet 22:51."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import NamedTuple

from daemon.text.spelling import fold

_MORNING = frozenset(("am", "a.m", "پ.ن", "پن", "ص", "ق.ظ"))
_HALF = r"(?:am|pm|a\.m|p\.m|د\.ن|پ\.ن|دن|پن|ص|م|ب\.ظ|ق\.ظ)(?![^\W\d_])"
_CLOCK = rf"(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?!\d)(?::\d{{2}})?(?:\.\d+)?(?:\s?(?P<half>{_HALF}))?"
_ZONE = (
    r"(?:\s?(?P<zone>(?:utc|gmt)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|z|utc|gmt)(?![^\W_]))?"
)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")
_HOUR_WORD = "(?:" + "|".join(fold("کاتژمێر سەعات دەمژمێر saet demjimêr li at ل لە").split()) + ")?"
_BETWEEN = r"[\s,،|\-–—/:؛()]{0,6}"
_AFTER = re.compile(
    rf"(?:t|an|ی)?{_BETWEEN}{_HOUR_WORD}[یێê]?[\s:]{{0,2}}(?:{_HALF}[\s:])?{_CLOCK}{_ZONE}"
)
_BEFORE = re.compile(rf"(?:(?P<first>{_HALF})[\s:]{{1,2}}|(?<![\d:.])){_CLOCK}{_BETWEEN}$")
_WINDOW = 26


class ClockTime(NamedTuple):
    """A time of day, where it stands in the folded text, and its offset from UTC when stated."""

    time: time
    start: int
    end: int
    offset: timedelta | None = None


def after(folded: str, at: int) -> ClockTime | None:
    """The time of day that follows a date ending at ``at``."""
    match = _AFTER.match(folded, at, at + 2 * _WINDOW)
    return _read(match, at, match.end()) if match else None


def before(folded: str, at: int) -> ClockTime | None:
    """The time of day that leads up to a date beginning at ``at``."""
    match = _BEFORE.search(folded, max(0, at - _WINDOW), at)
    return _read(match, match.start(), at) if match else None


def _read(match: re.Match[str], start: int, end: int) -> ClockTime | None:
    told = match.groupdict()
    hour, minute = int(match["h"]), int(match["m"])
    half = told.get("first") or told.get("half")
    if half and hour <= 12:
        hour = hour % 12 + (0 if half in _MORNING else 12)
    if hour > 23 or minute > 59:
        return None
    return ClockTime(time(hour, minute), start, end, _offset(told.get("zone")))


def _offset(zone: str | None) -> timedelta | None:
    if not zone:
        return None
    found = _OFFSET.search(zone)
    if found is None:
        return timedelta()
    east = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return east if found[1] == "+" else -east
