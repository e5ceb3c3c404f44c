"""A store for who only looks: as it is, or an empty one when there is none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from daemon.errors import NoDatabase
from daemon.service.opening import opened
from daemon.store import Store

EMPTY = ""
"""Stands for a database in which there is nothing."""


@asynccontextmanager
async def looked_at(database: str) -> AsyncIterator[Store]:
    """The store of a database, which is neither made nor upgraded.

    Where there is none it is an empty one that is gone afterwards. Raises DatabaseError when
    the database is of another revision.
    """
    store = None if database == EMPTY else await _existing(database)
    if store is None:
        with TemporaryDirectory(prefix="didevan-") as folder:
            async with opened(f"sqlite:///{Path(folder) / 'didevan.db'}") as empty:
                yield empty
        return
    try:
        yield store
    finally:
        await store.aclose()


async def _existing(database: str) -> Store | None:
    try:
        return await Store.open(database)
    except NoDatabase:
        return None
