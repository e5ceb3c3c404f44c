"""When something was published, how exactly that is known, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a time is known; of a time of publication only minute and day are of use."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateOrigin(StrEnum):
    """Who says when an article was published, from most to least trusted."""

    FEED = "feed"
    LINKED_DATA = "json_ld"
    META = "meta"
    SELECTOR = "selector"
    VISIBLE = "visible"
    URL = "url"
    FETCH_TIME = "fetch_time"


@dataclass(frozen=True, slots=True)
class Dated:
    """A time of publication in UTC; of a day its first minute on the outlet's clock."""

    at: datetime
    precision: Precision
    origin: DateOrigin
