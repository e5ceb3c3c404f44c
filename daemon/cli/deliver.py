"""``didevan deliver``: send what waits in the outbox."""

from __future__ import annotations

import click

from daemon.cli.journeys import wired
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.cli.terminal import show
from daemon.model.post import Sent
from daemon.pipeline.deliver import Outcome, drain


@click.command()
@click.pass_obj
def command(setup: Setup) -> None:
    """Send every message of the outbox that is due, then stop.

    Safe beside a running daemon: each message is claimed by one of the two.
    """

    async def deliver() -> list[Outcome]:
        async with wired(setup) as (journeys, _):
            return await drain(journeys.deliverer)

    outcomes = run(setup, deliver())
    for outcome in outcomes:
        show(told(outcome))
    if not outcomes:
        click.echo("nothing to send")


def told(outcome: Outcome) -> str:
    """One try to deliver, in words."""
    message = outcome.delivery.message
    who = f"'{message.subject}' to {message.recipient}"
    if isinstance(outcome.result, Sent):
        return f"sent {who}: {outcome.result.note}"
    fate = f"next try {outcome.retry_at:%Y-%m-%d %H:%M} UTC" if outcome.retry_at else "given up"
    return f"not sent {who}: {outcome.result.reason}, {outcome.result.detail}; {fate}"
