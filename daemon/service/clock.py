"""The only place that asks what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

JUMP = timedelta(seconds=60)


def now() -> datetime:
    """The present time, aware, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 (this is the one place)


class JumpDetector:
    """Notices when the wall clock moved against the steady one: a step, or a sleep."""

    def __init__(self) -> None:
        self._offset = self._measure()

    def jumped(self) -> bool:
        """True once after the wall clock moved by more than a minute."""
        offset = self._measure()
        moved = abs(offset - self._offset) > JUMP
        self._offset = offset
        return moved

    def _measure(self) -> timedelta:
        return timedelta(seconds=now().timestamp() - time.monotonic())


def local_time(zone: str) -> time_of_day:
    """The time of day on the clocks of an IANA zone."""
    return now().astimezone(ZoneInfo(zone)).time()
