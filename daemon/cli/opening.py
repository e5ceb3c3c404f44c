"""The store for commands that write a word into it, without the journeys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from daemon.cli.setup import Setup
from daemon.service.opening import make_state_dir, opened
from daemon.store import Store


@asynccontextmanager
async def opened_store(setup: Setup, database: str) -> AsyncIterator[Store]:
    """The store at the URL, made if there is none and brought to the newest revision first."""
    make_state_dir(setup.places.state_dir)
    async with opened(database) as store:
        yield store
