"""The store for whoever works in it: its folder made, its tables brought up to date."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from daemon.errors import DatabaseError
from daemon.store import Store
from daemon.store.migrate import upgrade

log = structlog.get_logger()


def make_state_dir(folder: Path) -> None:
    """Make the folder for our own data, unless it is there; raises DatabaseError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        words = f"cannot make the folder for our data: {folder}: {error.strerror}"
        raise DatabaseError(words) from error


@asynccontextmanager
async def opened(database: str) -> AsyncIterator[Store]:
    """The store, brought to the newest revision first; raises DatabaseError."""
    upgraded = await upgrade(database)
    if upgraded.before != upgraded.after:
        copied = {"backup": str(upgraded.backup)} if upgraded.backup else {}
        log.info("database_upgraded", revision=upgraded.after, **copied)
    store = await Store.open(database)
    try:
        yield store
    finally:
        await store.aclose()
