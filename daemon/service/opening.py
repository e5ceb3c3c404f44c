"""The store for whoever works in it: its folder made, its tables brought up to date."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from daemon.errors import DatabaseError, NoDatabase, OldRevision
from daemon.store import Store

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
    store = await _newest(database)
    try:
        yield store
    finally:
        await store.aclose()


async def _newest(database: str) -> Store:
    try:
        return await Store.open(database)
    except (NoDatabase, OldRevision):
        await _upgrade(database)
    return await Store.open(database)


async def _upgrade(database: str) -> None:
    # At nearly every start there is nothing to upgrade: Alembic's 9 MB are not kept for that.
    from daemon.store.migrate import upgrade  # noqa: PLC0415

    done = await upgrade(database)
    if done.before != done.after:  # another process may have been faster
        copied = {"backup": str(done.backup)} if done.backup else {}
        log.info("database_upgraded", revision=done.after, **copied)
