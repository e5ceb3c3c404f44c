"""What was rendered, addressed to one recipient under an id that does not change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from daemon.alerts.plain import header_text
from daemon.alerts.render import Rendered
from daemon.model.post import Message, Recipient

_NONE: Mapping[str, object] = MappingProxyType({})


def addressed(
    kind: str,
    rendered: Rendered,
    recipient: Recipient,
    *,
    told: Iterable[str],
    domain: str,
    now: datetime,
    headers: Mapping[str, str],
    facts: Mapping[str, object] = _NONE,
) -> Message:
    """The message; its Message-ID under ``domain`` follows from ``told`` and the recipient alone.

    So whoever decides the same again makes the same message, and a second copy can be told to be
    one.
    """
    parts = (kind, recipient.name, recipient.channel, *told)
    identity = sha256("|".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
    return Message(
        id=f"<{identity}@{domain}>",
        kind=kind,
        recipient=recipient.name,
        address=recipient.address,
        channel=recipient.channel,
        subject=header_text(rendered.subject),
        text=rendered.text,
        html=rendered.html,
        created_at=now,
        headers=headers,
        facts=facts,
    )
