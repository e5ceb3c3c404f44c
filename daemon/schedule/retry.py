"""When a message that could not be sent is tried again, and when it is given up (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

from daemon.model.post import Delivery

RETRY_WAITS = tuple(timedelta(minutes=m) for m in (1, 2, 4, 8, 15, 30))
GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321 4.5.4.1: at least four to five days
FEWEST_TRIES = 12  # hours of trying, even for a message that grew old while we were off


def retry_at(delivery: Delivery, now: datetime) -> datetime | None:
    """The time of the next try after a failure just now; None once it was tried long enough."""
    too_old = now - delivery.message.created_at >= GIVE_UP_AFTER
    if too_old and delivery.tries >= FEWEST_TRIES:
        return None
    return now + RETRY_WAITS[min(delivery.tries, len(RETRY_WAITS)) - 1]
