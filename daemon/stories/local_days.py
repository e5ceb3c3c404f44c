"""Days as the readers count them: by the clock of one zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = "Asia/Baghdad"
"""The zone whose clock texts without another go by."""


def local_day(at: datetime, zone: str = ZONE) -> date:
    """The day of an aware moment by the clock of an IANA zone."""
    return at.astimezone(ZoneInfo(zone)).date()
