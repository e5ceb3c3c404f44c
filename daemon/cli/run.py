"""``didevan run``: the watch itself."""

from __future__ import annotations

import logging
from functools import partial

import click

from daemon.cli.running import run
from daemon.cli.settings import settings_of
from daemon.cli.setup import Setup
from daemon.service.notify import Notifier
from daemon.service.run import Daemon


@click.command()
@click.pass_obj
def command(setup: Setup) -> None:
    """Begin the watch: poll, flag, store, and mail digests until told to stop.

    Without a config.toml, digests go into a mail folder (Maildir) that any mail program
    opens; 'didevan status' says where. SIGTERM stops within seconds, SIGHUP reads the
    settings anew and keeps the old ones if the new are wrong.
    """

    async def watch() -> None:
        await Daemon(
            partial(settings_of, setup), setup.read_secret, Notifier(setup.environment)
        ).run()

    run(setup, watch(), level=logging.INFO)
