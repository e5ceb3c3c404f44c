"""What every command is given: where its files are; and how one ends that cannot go on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import click

from daemon.config.credentials import ReadSecret, credentials
from daemon.config.places import Places
from daemon.errors import DatabaseHeld, DidevanError, SettingsError

BAD_SETTINGS = 2
FAILED = 1
HELD = 75  # EX_TEMPFAIL: another daemon works on this database


@dataclass(frozen=True, slots=True)
class Setup:
    """Where the files are, and what the command line said for all commands."""

    places: Places
    environment: Mapping[str, str]
    verbose: bool = False

    @property
    def read_secret(self) -> ReadSecret:
        """Reads a systemd credential by its name."""
        return credentials(self.environment)


def stop(error: DidevanError) -> NoReturn:
    """End the process with the error's words and the status that fits it."""
    if isinstance(error, SettingsError):
        count = len(error.problems)
        click.echo(f"{error}\n{count} problem{'s' if count > 1 else ''} found", err=True)
        sys.exit(BAD_SETTINGS)
    click.echo(f"didevan: {error}", err=True)
    sys.exit(HELD if isinstance(error, DatabaseHeld) else FAILED)
