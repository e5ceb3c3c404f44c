"""``didevan alert``: decide now who is told of which story."""

from __future__ import annotations

import click

from daemon.alerts.wording import counted
from daemon.cli.journeys import wired
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.pipeline.alert import Alerted


@click.command()
@click.pass_obj
def command(setup: Setup) -> None:
    """Decide every story that is alive for everybody with alerts, and put mails into the outbox.

    Safe beside a running daemon: what both decide at once is told once.
    """

    async def decide() -> list[Alerted]:
        async with wired(setup) as (journeys, _):
            await journeys.begin()
            return await journeys.alerter.decide(journeys.settings.recipients)

    done = [one for one in run(setup, decide()) if one.mails]
    for one in done:
        stories, mails = counted(one.stories, "story", "stories"), counted(one.mails, "mail")
        click.echo(f"{one.recipient}: {stories} in {mails}")
    if not done:
        click.echo("nothing to tell at once")
