"""A digest as a message for one recipient, with an id that is the same however often it is made."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from daemon.alerts.digest import compose_digest
from daemon.alerts.facts import digest_facts
from daemon.alerts.plain import header_text
from daemon.alerts.render import render_digest
from daemon.model.post import DigestContent, Message, Recipient


def digest_message(
    content: DigestContent,
    recipient: Recipient,
    *,
    domain: str,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Message:
    """The digest of ``content`` as a message.

    ``domain`` is the operator's mail domain (ASCII); ``names`` are the categories' English names.

    The Message-ID follows from schedule, local date, recipient and channel alone, so that a
    second copy can be told to be one.
    """
    rendered = render_digest(compose_digest(content, recipient, names))
    return Message(
        id=f"<{_identity(content, recipient)}@{domain}>",
        kind="digest",
        recipient=recipient.name,
        address=recipient.address,
        channel=recipient.channel,
        subject=header_text(rendered.subject),
        text=rendered.text,
        html=rendered.html,
        created_at=content.now,
        headers={"List-Id": f"Didevan digest <digest.{domain}>", "Precedence": "bulk"},
        facts=digest_facts(content, names),
    )


def _identity(content: DigestContent, recipient: Recipient) -> str:
    parts = (
        content.period.schedule,
        content.period.local_date.isoformat(),
        recipient.name,
        recipient.channel,
    )
    return sha256("|".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
