"""Who is written to no more, because the address refused too many messages for good."""

from __future__ import annotations

from collections.abc import Iterable

from daemon.model.notice import Refused
from daemon.model.post import Recipient

Place = tuple[str, str, str]
"""A recipient at an address by a channel: with another address it is another place."""


def place(recipient: Recipient) -> Place:
    """Where messages to the recipient go."""
    return recipient.name, recipient.address, recipient.channel


def suppressed(refused: Iterable[Refused]) -> frozenset[Place]:
    """The places to which nothing is written until a test message has arrived there."""
    return frozenset((one.recipient, one.address, one.channel) for one in refused if one.suppressed)
