"""``didevan digest``: decide what is due, or look at what the next digest would say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import click

from daemon.alerts.wording import counted
from daemon.channels.email import build_email
from daemon.cli.deliver import told
from daemon.cli.journeys import wired, wired_to_look
from daemon.cli.named import recipient_named
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.model.post import Message
from daemon.pipeline.deliver import drain
from daemon.pipeline.digest import Decided
from daemon.service import clock
from daemon.service.merging import merger_of


@click.command()
@click.option("--dry-run", is_flag=True, help="Print the next digest as text; write nothing.")
@click.option(
    "--preview",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the next digest into this file: .html, .txt or .eml.",
)
@click.option(
    "--to",
    "address",
    metavar="ADDRESS",
    help="Send the next digest to this address, by its own channel.",
)
@click.option(
    "--recipient", metavar="NAME", help="Whose digest to look at.  [default: the first recipient]"
)
@click.pass_obj
def command(
    setup: Setup,
    dry_run: bool,
    preview: Path | None,
    address: str | None,
    recipient: str | None,
) -> None:
    """Decide every digest that is due and put it into the outbox.

    With --dry-run, --preview or --to nothing is decided: you see what the next digest would say
    if it were due now, and it will still come when it is.
    """
    if address:
        click.echo("\n".join(run(setup, _send(setup, recipient, address))))
        return
    if dry_run or preview:
        message, sender = run(setup, _next_digest(setup, recipient))
        _show(message, sender, preview)
        return
    decided = run(setup, _decide(setup))
    for one in decided:
        click.echo(
            f"{one.period.schedule}, {one.period.local_date}: {counted(one.articles, 'article')}"
        )
    if not decided:
        click.echo("no digest is due")


async def _decide(setup: Setup) -> list[Decided]:
    async with wired(setup) as (journeys, store):
        await merger_of(journeys, store, clock.now).merge()
        return await journeys.digester.decide(journeys.settings.recipients)


async def _next_digest(setup: Setup, name: str | None) -> tuple[Message, str]:
    async with wired_to_look(setup) as journeys:
        recipient = recipient_named(name, journeys.settings.recipients, "--recipient")
        content = await journeys.digester.preview(recipient)
        return journeys.digester.render(content, recipient), journeys.settings.mail.sender


async def _send(setup: Setup, name: str | None, address: str) -> list[str]:
    async with wired(setup) as (journeys, store):
        await merger_of(journeys, store, clock.now).merge()
        own = recipient_named(name, journeys.settings.recipients, "--recipient")
        recipient = replace(own, address=address)
        content = await journeys.digester.preview(recipient)
        message = journeys.digester.render(content, recipient)
        once = f"<{uuid4().hex}@{journeys.settings.mail.domain}>"
        await store.enqueue(replace(message, id=once))
        return [told(outcome) for outcome in await drain(journeys.deliverer)]


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
    raise click.BadParameter("The file must end in .html, .txt or .eml.", param_hint="'--preview'")
