"""What an alert on many stories tells in full, in one line, or by number only."""

from __future__ import annotations

from dataclasses import replace

from daemon.alerts.alert import Alert
from daemon.model.article import Severity

ALERT_ROOMS = ((4, 80), (3, 60), (2, 50), (0, 40), (0, 30), (0, 10))
"""How many stories are told in full, and how many more in one line, from the most generous."""

_FEW = 4  # stories that are all told in full


def fit_alert(alert: Alert, full: int, brief: int) -> Alert:
    """``alert`` with at most so many stories; the numbers of the others are told, all of them.

    Of many stories a phone shows a list: only what is critical is told in full.
    """
    every = alert.stories
    if len(every) > _FEW:
        full = min(full, sum(one.severity is Severity.CRITICAL for one in every))
    left_out = every[full + brief :]
    numbers = ", ".join(str(one.number) for one in left_out)
    word = f"{len(left_out):,} more are not shown, to keep this mail small: 'didevan why' tells of "
    return replace(
        alert,
        stories=every[:full],
        briefs=every[full : full + brief],
        left_out=f"{word}{numbers}." if left_out else "",
    )
