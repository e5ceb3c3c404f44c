"""When a message that could not be sent is tried again, and when it is given up (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

from daemon.model.post import Delivery

RETRY_WAITS = tuple(timedelta(minutes=m) for m in (1, 2, 4, 8, 15, 30))
GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 4.5.4.1: at least four to five days


def retry_at(delivery: Delivery, now: datetime) -> datetime | None:
    """The time of the next try after a failure just now; None once it is too old."""
    if now - delivery.message.created_at >= GIVE_UP_AFTER:
        return None
    return now + RETRY_WAITS[min(delivery.tries, len(RETRY_WAITS)) - 1]
