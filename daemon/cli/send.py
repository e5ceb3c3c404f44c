"""``didevan send``: a test message to a recipient, by the channel that is his."""

from __future__ import annotations

from uuid import uuid4

import click

from daemon.cli.deliver import told
from daemon.cli.journeys import wired
from daemon.cli.named import recipient_named
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.model.post import Message, Recipient
from daemon.pipeline.deliver import drain
from daemon.service import clock

TEXT = """\
This is a test by 'didevan send --test {name}'.

When it has arrived, digests and alerts for {name} will arrive too.

تاقیکردنەوە: ئەم پەیامە تەنیا بۆ تاقیکردنەوەیە.
Ceribandin: ev peyam tenê ji bo ceribandinê ye.
"""


@click.command()
@click.option(
    "--test",
    "recipient",
    required=True,
    metavar="RECIPIENT",
    help="The recipient who gets a test message, by his name.",
)
@click.pass_obj
def command(setup: Setup, recipient: str) -> None:
    """Send a test message, and whatever else is due in the outbox.

    The message takes the same way as all others, so that a success means what it says.
    """

    async def send() -> list[str]:
        async with wired(setup) as (journeys, store):
            settings = journeys.settings
            whom = recipient_named(recipient, settings.recipients, "--test")
            message = test_message(whom, settings.mail.domain)
            await store.enqueue(message)
            return [told(outcome) for outcome in await drain(journeys.deliverer)]

    for line in run(setup, send()):
        click.echo(line)


def test_message(recipient: Recipient, domain: str) -> Message:
    """A message that says that it is a test; each has an id of its own."""
    return Message(
        id=f"<{uuid4().hex}@{domain}>",
        kind="notice",
        recipient=recipient.name,
        address=recipient.address,
        channel=recipient.channel,
        subject="Dîdevan: a test (تاقیکردنەوە)",
        text=TEXT.format(name=recipient.name),
        html="",
        created_at=clock.now(),
    )
