"""``didevan digest``: decide what is due, or look at what the next digest would say."""

from __future__ import annotations

import os
from pathlib import Path

import click

from daemon.channels.email import build_email
from daemon.cli.setup import Setup
from daemon.model.post import Message, Recipient
from daemon.pipeline.digest import Decided
from daemon.service import clock
from daemon.service.watch import owner_name
from daemon.service.wiring import Journeys


@click.command()
@click.option("--dry-run", is_flag=True, help="Print the next digest as text; write nothing.")
@click.option(
    "--preview",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the next digest into this file: .html, .txt or .eml.",
)
@click.option("--recipient", help="Whose digest to look at.  [default: the first recipient]")
@click.pass_obj
def command(setup: Setup, dry_run: bool, preview: Path | None, recipient: str | None) -> None:
    """Decide every digest that is due and put it into the outbox.

    With --dry-run or --preview nothing is decided and nothing stored: you see what the next
    digest would say if it were due now.
    """
    if dry_run or preview:
        message, sender = setup.run(_next_digest(setup, recipient))
        _show(message, sender, preview)
        return
    decided = setup.run(_decide(setup))
    for one in decided:
        click.echo(f"{one.period.schedule}, {one.period.local_date}: {one.articles} articles")
    if not decided:
        click.echo("no digest is due")


async def _decide(setup: Setup) -> list[Decided]:
    async with setup.journeys(owner_name(clock.now(), os.getpid())) as (journeys, _):
        return await journeys.digester.decide(journeys.settings.recipients)


async def _next_digest(setup: Setup, name: str | None) -> tuple[Message, str]:
    async with setup.journeys(owner_name(clock.now(), os.getpid())) as (journeys, _):
        recipient = _named(journeys, name)
        content = await journeys.digester.preview(recipient)
        return journeys.digester.render(content, recipient), journeys.settings.mail.sender


def _named(journeys: Journeys, name: str | None) -> Recipient:
    recipients = journeys.settings.recipients
    if name is None:
        return recipients[0]
    for recipient in recipients:
        if recipient.name == name:
            return recipient
    known = ", ".join(recipient.name for recipient in recipients)
    raise click.BadParameter(f"no recipient '{name}'; there are: {known}", param_hint="--recipient")


def _show(message: Message, sender: str, file: Path | None) -> None:
    if file is None:
        click.echo(f"Subject: {message.subject}\n\n{message.text}")
        return
    file.write_bytes(_in_form(message, sender, file.suffix))
    click.echo(f"written: {file}")


def _in_form(message: Message, sender: str, suffix: str) -> bytes:
    if suffix == ".html":
        return message.html.encode()
    if suffix == ".txt":
        return message.text.encode()
    if suffix == ".eml":
        return build_email(message, sender)
    raise click.BadParameter("the file must end in .html, .txt or .eml", param_hint="--preview")
