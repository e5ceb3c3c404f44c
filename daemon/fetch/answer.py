"""What a status line and headers mean, as outcomes with reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from daemon.model.outcome import Failed, Reason

USABLE = frozenset({200, 203})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
NOT_MODIFIED = 304

SHORTEST_PAUSE = 60.0
LONGEST_PAUSE = 24 * 3600.0

_WORDS = {
    401: Reason.FORBIDDEN,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.GONE,
    429: Reason.RATE_LIMITED,
    451: Reason.FORBIDDEN,
}


def refused(status: int, headers: Mapping[str, str]) -> Failed:
    """The outcome for a status that carries nothing for us."""
    if headers.get("cf-mitigated"):
        return Failed(Reason.BOT_WALL, "the server wants to see a person", status)
    reason, detail = _WORDS.get(status), f"HTTP status {status}"
    if reason is None and 400 <= status < 500:
        reason = Reason.HTTP_CLIENT_ERROR
    if reason is None and 500 <= status < 600:
        reason = Reason.HTTP_SERVER_ERROR
    return Failed(reason or Reason.BAD_ANSWER, detail, status, retry_after(headers))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to stay away, between a minute and a day; None when the server named none.

    A date is read against the server's own Date header, so a wrong clock on either side
    does no harm.
    """
    value = headers.get("retry-after", "").strip()
    seconds = _number(value)
    if seconds is None:
        until, now = _http_date(value), _http_date(headers.get("date", ""))
        seconds = (until - now).total_seconds() if until and now else None
    return None if seconds is None else min(max(seconds, SHORTEST_PAUSE), LONGEST_PAUSE)


def safe_header(headers: Mapping[str, str], name: str) -> str | None:
    """A header's value that may be kept and sent back: printable ASCII, at most 1,000 long."""
    value = headers.get(name, "").strip()
    usable = value and len(value) <= 1000 and value.isascii() and value.isprintable()
    return value if usable else None


def _number(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return None if math.isnan(seconds) else seconds


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo is not None else None
