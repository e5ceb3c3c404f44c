"""``didevan database``: the revision of the tables."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from daemon.cli.files import operator_of
from daemon.cli.group import Group
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.service.opening import make_state_dir
from daemon.store.migrate import RevisionStatus, Upgraded, revision_status, upgrade


@click.group(cls=Group)
def command() -> None:
    """Show or bring up to date the tables of the database.

    'didevan run' does this by itself at its start.
    """


@command.command("upgrade")
@click.pass_obj
def upgrade_(setup: Setup) -> None:
    """Bring the database to the newest revision; an older one is copied first."""
    database = operator_of(setup).database

    async def bring() -> Upgraded:
        make_state_dir(setup.places.state_dir)
        return await upgrade(database)

    done = run(setup, bring())
    if done.before == done.after:
        click.echo(f"already at revision {done.after}")
        return
    click.echo(f"from revision {done.before or 'nothing'} to {done.after}")
    if done.backup:
        click.echo(f"the database as it was: {done.backup}")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def status(setup: Setup, as_json: bool) -> None:
    """Say which revision the database is of."""
    found = run(setup, revision_status(operator_of(setup).database))
    if as_json:
        click.echo(json.dumps(asdict(found)))
        return
    click.echo(f"revision: {found.current or 'none yet'}")
    click.echo(f"newest:   {found.head}")
    click.echo(_to_do(found))


def _to_do(found: RevisionStatus) -> str:
    if not found.known:
        return "written by a newer Dîdevan: install that one again"
    return "up to date" if found.up_to_date else f"to do: {', '.join(found.pending)}"
