"""Finding the recipient that a command names."""

from __future__ import annotations

from dataclasses import replace

import click

from daemon.model.post import Recipient
from daemon.service.wiring import Journeys


def named(journeys: Journeys, name: str | None) -> Recipient:
    """The recipient of that name; without a name the first. Raises click.BadParameter."""
    recipients = journeys.settings.recipients
    if name is None:
        return recipients[0]
    for recipient in recipients:
        if recipient.name == name:
            return recipient
    known = ", ".join(recipient.name for recipient in recipients)
    raise click.BadParameter(f"no recipient '{name}'; there are: {known}")


def at(recipient: Recipient, address: str) -> Recipient:
    """The same recipient at another address."""
    return replace(recipient, address=address)
