"""The wired journeys, for commands that run one of them."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from daemon.cli.settings import settings_of
from daemon.cli.setup import Setup
from daemon.config.settings import Settings
from daemon.service import clock
from daemon.service.looking import EMPTY, looked_at
from daemon.service.opening import make_state_dir, opened
from daemon.service.watch import owner_name
from daemon.service.wiring import Journeys, wire
from daemon.store import Store


@asynccontextmanager
async def wired(setup: Setup) -> AsyncIterator[tuple[Journeys, Store]]:
    """The journeys and the store, which is brought to the newest revision first."""
    settings = settings_of(setup)
    make_state_dir(settings.state_dir)
    owner = owner_name(clock.now(), os.getpid())
    async with (
        opened(settings.database) as store,
        _closing(setup, settings, store, owner) as journeys,
    ):
        yield journeys, store


@asynccontextmanager
async def wired_to_look(setup: Setup, *, afresh: bool = False) -> AsyncIterator[Journeys]:
    """The journeys for a command that must leave no trace: nothing is made or upgraded.

    ``afresh``: as if nothing were known yet.
    """
    settings = settings_of(setup)
    database = EMPTY if afresh else settings.database
    async with (
        looked_at(database) as store,
        _closing(setup, settings, store, "nobody") as journeys,
    ):
        yield journeys


@asynccontextmanager
async def _closing(
    setup: Setup, settings: Settings, store: Store, owner: str
) -> AsyncIterator[Journeys]:
    journeys = wire(settings, store, clock=clock.now, owner=owner, read_secret=setup.read_secret)
    try:
        yield journeys
    finally:
        await journeys.aclose()
