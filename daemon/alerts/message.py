"""A digest as a message for one recipient, with an id that is the same however often it is made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from daemon.alerts.addressed import addressed
from daemon.alerts.digest import compose_digest
from daemon.alerts.facts import digest_facts
from daemon.alerts.render import render_digest
from daemon.model.post import DigestContent, Message, Recipient

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def digest_message(
    content: DigestContent,
    recipient: Recipient,
    *,
    domain: str,
    names: Mapping[str, str] = _NO_NAMES,
) -> Message:
    """The digest of ``content`` as a message.

    ``domain`` is the operator's mail domain (ASCII); ``names`` are the categories' English names.

    The Message-ID follows from schedule, local date, recipient and channel alone, so that a
    second copy can be told to be one.
    """
    return digest_and_rest(content, recipient, domain=domain, names=names)[0]


def digest_and_rest(
    content: DigestContent,
    recipient: Recipient,
    *,
    domain: str,
    names: Mapping[str, str] = _NO_NAMES,
) -> tuple[Message, tuple[int, ...]]:
    """Likewise, with the numbers of the articles that it had no room for."""
    rendered = render_digest(compose_digest(content, recipient, names))
    message = addressed(
        "digest",
        rendered,
        recipient,
        told=(content.period.schedule, content.period.local_date.isoformat()),
        domain=domain,
        now=content.now,
        headers={"List-Id": f"Didevan digest <digest.{domain}>", "Precedence": "bulk"},
        facts=digest_facts(content, names),
    )
    return message, rendered.counted
