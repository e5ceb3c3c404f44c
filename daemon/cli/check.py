"""``didevan check``: is everything in the files right?"""

from __future__ import annotations

import click

from daemon.cli.running import run
from daemon.cli.settings import settings_of
from daemon.cli.setup import Setup
from daemon.config.settings import Settings
from daemon.errors import DatabaseError
from daemon.store.migrate import RevisionStatus, revision_status


@click.command()
@click.pass_obj
def command(setup: Setup) -> None:
    """Check settings, sources, rules and the database; change nothing.

    Every problem is told at once, with its file and line. The exit status is 0 when all is
    well and 2 when something in the files is wrong.
    """
    settings = settings_of(setup)
    click.echo(_summary(settings))
    status = run(setup, revision_status(settings.database))
    if not status.known:
        raise DatabaseError(_database(status))
    click.echo(_database(status))


def _summary(settings: Settings) -> str:
    enabled = sum(source.enabled for source in settings.sources)
    return (
        f"sources: {len(settings.sources)}, {enabled} enabled\n"
        f"rules: {len(settings.rules.categories)} categories, version {settings.rules.version}\n"
        f"recipients: {', '.join(recipient.name for recipient in settings.recipients)}\n"
        f"channels: {', '.join(f'{c.name} ({c.kind})' for c in settings.channels)}"
    )


def _database(status: RevisionStatus) -> str:
    if status.current is None:
        return "database: none yet; 'didevan run' makes it"
    if not status.known:
        return (
            f"the database is of revision {status.current}, which a newer Dîdevan wrote; "
            f"this one knows {status.head}: install the newer one again"
        )
    if status.up_to_date:
        return f"database: revision {status.current}, up to date"
    return f"database: revision {status.current}; 'didevan run' brings it to {status.head}"
