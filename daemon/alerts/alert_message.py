"""An alert as a message, in one mail thread for each story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from daemon.alerts.alert import Outlets, compose_alert
from daemon.alerts.facts import alert_facts
from daemon.alerts.plain import header_text
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
    return Message(
        id=f"<{_identity(items, recipient, seen)}@{domain}>",
        kind="alert",
        recipient=recipient.name,
        address=recipient.address,
        channel=recipient.channel,
        subject=header_text(rendered.subject),
        text=rendered.text,
        html=rendered.html,
        created_at=now,
        headers={
            "List-Id": f"Didevan alerts <alerts.{domain}>",
            **_importance(items),
            **_thread(items),
        },
        facts=alert_facts(items, names),
    )


def _identity(items: Sequence[AlertItem], recipient: Recipient, seen: int) -> str:
    parts = ["alert", recipient.name, recipient.channel]
    if len(items) == 1:
        before = items[0].before
        parts += [str(items[0].news.story.id), str(before.times if before else 0)]
        parts += [before.thread if before else ""]
    else:
        parts += ["storm", str(seen)]
    return sha256("|".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _importance(items: Sequence[AlertItem]) -> dict[str, str]:
    """The subject of a thread stays as it was: that it has become critical is marked beside it."""
    grave = any(item.decision.severity is Severity.CRITICAL for item in items)
    return {"Importance": "high"} if grave else {}


def _thread(items: Sequence[AlertItem]) -> dict[str, str]:
    before = items[0].before
    if len(items) > 1 or before is None or not before.thread:
        return {}
    return {"References": before.thread, "In-Reply-To": before.thread}
