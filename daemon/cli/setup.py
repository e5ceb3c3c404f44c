"""What every command begins with: settings that are sound, and errors told as sentences."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import click

from daemon.config.config_file import Operator
from daemon.config.credentials import ReadSecret, credentials
from daemon.config.load import (
    Known,
    load_known,
    load_matcher,
    load_operator,
    load_settings,
    load_sources,
)
from daemon.config.places import Places
from daemon.config.settings import Settings
from daemon.errors import DatabaseHeld, DidevanError, SettingsError
from daemon.model.source import Source
from daemon.rules.matcher import Matcher
from daemon.service import clock
from daemon.service.log import set_up
from daemon.service.looking import EMPTY, looked_at
from daemon.service.run import make_state_dir, opened
from daemon.service.wiring import Journeys, wire
from daemon.store import Store

BAD_SETTINGS = 2
FAILED = 1
HELD = 75  # EX_TEMPFAIL: another daemon works on this database

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Setup:
    """Where the files are, and how a command gets at what they say."""

    places: Places
    environment: Mapping[str, str]
    verbose: bool = False

    @property
    def read_secret(self) -> ReadSecret:
        """Reads a systemd credential by its name."""
        return credentials(self.environment)

    def load(self) -> Settings:
        """All settings; raises SettingsError with every problem."""
        places = self.places
        return load_settings(
            places.sources, places.config, state_dir=places.state_dir, read_secret=self.read_secret
        )

    def load_known(self) -> Known:
        """What can be known though sources or rules are wrong; raises SettingsError."""
        places = self.places
        return load_known(
            places.sources, places.config, state_dir=places.state_dir, read_secret=self.read_secret
        )

    def load_operator(self) -> Operator:
        """What config.toml says alone; raises SettingsError with every problem of it."""
        places = self.places
        return load_operator(
            places.config, state_dir=places.state_dir, read_secret=self.read_secret
        )

    def load_sources(self) -> tuple[Source, ...]:
        """The sources alone; raises SettingsError with every problem."""
        return load_sources(self.places.sources)

    def load_rules(self) -> Matcher:
        """The rules alone; raises SettingsError with every problem."""
        places = self.places
        return load_matcher(places.config, state_dir=places.state_dir, read_secret=self.read_secret)

    def run(self, work: Coroutine[None, None, Result], *, level: int = logging.WARNING) -> Result:
        """Run a command's work; what goes wrong on purpose is told in words, with a status.

        ``level`` is from where on events are logged; --verbose logs them all.
        """
        set_up(logging.DEBUG if self.verbose else level)
        try:
            return asyncio.run(work)
        except DidevanError as error:
            stop(error)

    @asynccontextmanager
    async def journeys(self, owner: str) -> AsyncIterator[tuple[Journeys, Store]]:
        """The wired journeys and the store, for a command that runs one of them."""
        settings = self.load()
        make_state_dir(settings.state_dir)
        async with opened(settings.database) as store, self._wired(settings, store, owner) as wired:
            yield wired, store

    @asynccontextmanager
    async def looking(self, *, afresh: bool = False) -> AsyncIterator[Journeys]:
        """The wired journeys for a command that must leave no trace: nothing is made or upgraded.

        ``afresh``: as if nothing were known yet.
        """
        settings = self.load()
        database = EMPTY if afresh else settings.database
        async with looked_at(database) as store, self._wired(settings, store, "nobody") as wired:
            yield wired

    @asynccontextmanager
    async def _wired(self, settings: Settings, store: Store, owner: str) -> AsyncIterator[Journeys]:
        journeys = wire(settings, store, clock=clock.now, owner=owner, read_secret=self.read_secret)
        try:
            yield journeys
        finally:
            await journeys.aclose()


def stop(error: DidevanError) -> NoReturn:
    """End the process with the error's words and the status that fits it."""
    if isinstance(error, SettingsError):
        count = len(error.problems)
        click.echo(f"{error}\n{count} problem{'s' if count > 1 else ''} found", err=True)
        sys.exit(BAD_SETTINGS)
    click.echo(f"didevan: {error}", err=True)
    sys.exit(HELD if isinstance(error, DatabaseHeld) else FAILED)
