"""An alert as a message, in one mail thread for each story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from daemon.alerts.addressed import addressed
from daemon.alerts.alert import Outlets, compose_alert
from daemon.alerts.facts import alert_facts
from daemon.alerts.render import render_alert
from daemon.model.alert import AlertItem
from daemon.model.article import Severity
from daemon.model.post import Message, Recipient


def alert_message(
    items: Sequence[AlertItem],
    recipient: Recipient,
    *,
    seen: int,
    now: datetime,
    domain: str,
    names: Outlets,
) -> Message:
    """The mail that tells ``items``; on one story told before it stands in that thread.

    The Message-ID of a mail on one story follows from recipient, channel, story and how often
    it was told; that of many from ``seen``, the newest decision there was, so that two daemons
    that decide the same make one mail.
    """
    rendered = render_alert(compose_alert(items, recipient, names, now))
    return addressed(
        "alert",
        rendered,
        recipient,
        told=_told(items, seen),
        domain=domain,
        now=now,
        headers={
            "List-Id": f"Didevan alerts <alerts.{domain}>",
            **_importance(items),
            **_thread(items),
        },
        facts=alert_facts(items, names),
    )


def _told(items: Sequence[AlertItem], seen: int) -> tuple[str, ...]:
    if len(items) > 1:
        return "storm", str(seen)
    before = items[0].before
    story, times = str(items[0].news.story.id), str(before.times if before else 0)
    return story, times, before.thread if before else ""


def _importance(items: Sequence[AlertItem]) -> dict[str, str]:
    """The subject of a thread stays as it was: that it has become critical is marked beside it."""
    grave = any(item.decision.severity is Severity.CRITICAL for item in items)
    return {"Importance": "high"} if grave else {}


def _thread(items: Sequence[AlertItem]) -> dict[str, str]:
    before = items[0].before
    if len(items) > 1 or before is None or not before.thread:
        return {}
    return {"References": before.thread, "In-Reply-To": before.thread}
