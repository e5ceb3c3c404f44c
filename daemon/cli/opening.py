"""The store for commands that only ask it or write a word into it, without the journeys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from daemon.cli.setup import Setup
from daemon.config.settings import Settings
from daemon.service.run import make_state_dir, opened
from daemon.store import Store


@asynccontextmanager
async def opened_store(setup: Setup) -> AsyncIterator[tuple[Settings, Store]]:
    """The settings and the store, brought to the newest revision first."""
    settings = setup.load()
    make_state_dir(settings.state_dir)
    async with opened(settings.database) as store:
        yield settings, store
