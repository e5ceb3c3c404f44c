"""The connections to a database: how they are opened, and how a transaction begins."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.schema import Table

from daemon.errors import DatabaseError, NoDatabase
from daemon.store.revision import require_current, said_plainly

BUSY_SECONDS = 30.0
"""How long SQLite waits for another process that is writing."""

BATCH = 1000
"""Values in one IN list: far below what either database allows."""

T = TypeVar("T")

_DRIVERS = {
    "sqlite": ("sqlite", "sqlite+aiosqlite"),
    "postgresql": ("postgresql+psycopg", "postgresql+psycopg"),
    "postgres": ("postgresql+psycopg", "postgresql+psycopg"),
}


def database_url(url: str, *, asynchronous: bool = True) -> URL:
    """``url`` with the driver we use; raises DatabaseError for what we cannot use."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseError("the database is not given as an SQLAlchemy URL") from error
    drivers = _DRIVERS.get(parsed.get_backend_name())
    if drivers is None:
        raise DatabaseError(f"'{parsed.drivername}' is neither sqlite nor postgresql")
    if drivers[0] == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise DatabaseError("a database in memory would forget everything: name a file")
    return parsed.set(drivername=drivers[asynchronous])


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for PostgreSQL."""
    if url.get_backend_name() != "sqlite":
        return None
    return Path(str(url.database)).absolute()


def sqlite_pragmas(*, writing: bool) -> tuple[str, ...]:
    """What is said to every new SQLite connection.

    FULL makes a claim durable before the first byte of its message leaves. A reader cannot
    write, so that only one connection ever checkpoints the log (SQLite before 3.51.3 can
    spoil the file when two do).
    """
    if not writing:
        return ("PRAGMA query_only=ON",)
    return ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON")


def begin_ourselves(engine: Any, begin: str, pragmas: tuple[str, ...]) -> None:
    """Let SQLite transactions of ``engine`` (a plain Engine) start with the words ``begin``.

    The driver's own way starts them late and as readers; two writers then fail at once.
    """

    @event.listens_for(engine, "connect")
    def speak(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, which both databases spell alike."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def batches(values: Iterable[T], most: int = BATCH) -> Iterator[list[T]]:
    """``values`` in lists short enough for one statement, or of ``most`` at most."""
    remaining = iter(values)
    while batch := list(islice(remaining, most)):
        yield batch


class Database:
    """One database and the rules of its transactions: many readers, one writer at a time."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._turn = asyncio.Lock()
        if sqlite_file(url):
            self._writer = _sqlite_engine(url, writing=True)
            self._reader = _sqlite_engine(url, writing=False)
        else:
            self._writer = _postgresql_engine(url)
            self._reader = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    async def check(self) -> None:
        """Raise NoDatabase when there is none, DatabaseError unless its tables are ours."""
        file = sqlite_file(self.url)
        if file is not None and not file.exists():
            raise NoDatabase
        with said_plainly(self.url):
            async with self.read() as connection:
                await connection.run_sync(require_current)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database and changes nothing."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed at the end, or leaves nothing behind."""
        async with self._turn, self._writer.begin() as connection:
            yield connection

    async def aclose(self) -> None:
        """Close every connection; the writer last, because it cleans up SQLite's log."""
        await self._reader.dispose()
        await self._writer.dispose()


def _sqlite_engine(url: URL, *, writing: bool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=1 if writing else 4,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    begin_ourselves(engine.sync_engine, begin, sqlite_pragmas(writing=writing))
    return engine


def _postgresql_engine(url: URL) -> AsyncEngine:
    with said_plainly(url):
        return create_async_engine(url, pool_size=5, max_overflow=0, pool_pre_ping=True)
