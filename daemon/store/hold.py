"""One daemon for one database: the second is refused and told who the first is.

The hold belongs to a process: kill -9 frees it at once. SQLite is held by a lock on
``<database>.lock``; PostgreSQL by an advisory lock on a session that is kept open, whose
``application_name`` says who holds it. Whoever only reads needs no hold.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, NullPool, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from daemon.errors import DatabaseError, DatabaseHeld
from daemon.store import file_locks
from daemon.store.engine import database_url, sqlite_file
from daemon.store.revision import said_plainly

ADVISORY_LOCK = 0x5761_7463_6865_7273
"""'Watchers' in bytes: the advisory lock of a daemon on PostgreSQL."""

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

_HOLDER = text(
    "SELECT activity.application_name FROM pg_locks AS locks"
    " JOIN pg_stat_activity AS activity ON activity.pid = locks.pid"
    " WHERE locks.locktype = 'advisory' AND locks.granted"
    " AND locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND locks.classid = :high AND locks.objid = :low"
)


@asynccontextmanager
async def hold(url: str, now: datetime) -> AsyncIterator[None]:
    """Hold the database at ``url`` while the block runs; ``now`` is what others are told.

    Raises DatabaseHeld when another daemon holds it, DatabaseError when it cannot be held.
    """
    parsed = database_url(url)
    file = sqlite_file(parsed)
    if file is None:
        async with _postgresql_held(parsed, now):
            yield
    else:
        with _file_held(file, now):
            yield


@contextmanager
def _file_held(database: Path, now: datetime) -> Iterator[None]:
    lock = database.with_name(database.name + ".lock")
    try:
        descriptor = file_locks.take(lock)
    except OSError as error:
        raise DatabaseError(f"cannot hold the database: {lock}: {error.strerror}") from error
    if descriptor is None:
        raise DatabaseHeld(f"{database} is held by {_read_holder(lock)}")
    try:
        _write(descriptor, _ourselves(now))
        yield
    finally:
        file_locks.let_go(descriptor)


def _write(descriptor: int, words: dict[str, object]) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(words).encode(), 0)


def _read_holder(lock: Path) -> str:
    try:
        words = json.loads(lock.read_bytes())
        return f"process {words['pid']} on {words['host']} since {words['since']}"
    except (OSError, ValueError, KeyError, TypeError):  # it is just starting, or just ended
        return "another process"


def _ourselves(now: datetime) -> dict[str, object]:
    boot = _BOOT_ID.read_text().strip() if _BOOT_ID.exists() else ""
    since = now.isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "boot": boot, "since": since}


@asynccontextmanager
async def _postgresql_held(url: URL, now: datetime) -> AsyncIterator[None]:
    us = _ourselves(now)
    # PostgreSQL keeps 63 bytes of a name.
    name = f"didevan process {us['pid']} on {str(us['host'])[:16]} since {now:%Y-%m-%dT%H:%MZ}"
    options = {"application_name": name[:63]}
    with said_plainly(url):
        engine = create_async_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=options
        )
        connection = await engine.connect()
    try:
        await _advise_or_refuse(connection, url)
        yield
    finally:
        await connection.close()


async def _advise_or_refuse(connection: AsyncConnection, url: URL) -> None:
    taken = text("SELECT pg_try_advisory_lock(:key)")
    if (await connection.execute(taken, {"key": ADVISORY_LOCK})).scalar_one():
        return
    halves = {"high": ADVISORY_LOCK >> 32, "low": ADVISORY_LOCK & 0xFFFF_FFFF}
    names = (await connection.execute(_HOLDER, halves)).scalars().all()
    holder = names[0] if names else "another process"
    raise DatabaseHeld(f"{url.render_as_string(hide_password=True)} is held by {holder}")
