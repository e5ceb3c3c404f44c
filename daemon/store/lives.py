"""Who lives: whoever claims messages holds a lock of his own, so that his death can be told.

The lock belongs to a process, and kill -9 frees it at once. On SQLite it is a lock on
``<database>.<owner>.alive``; on PostgreSQL an advisory lock on a session that is kept open. No
clock is asked: a claim whose owner lives stays his, however long his try takes.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, NullPool, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from daemon.errors import DatabaseError
from daemon.store import file_locks
from daemon.store.engine import sqlite_file
from daemon.store.revision import said_plainly


class Lives:
    """The locks of the owners that work here, and whether others live."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._database = sqlite_file(url)
        self._files: dict[str, int] = {}
        self._sessions: dict[str, AsyncConnection] = {}

    async def begin(self, owner: str) -> None:
        """Hold the lock of ``owner`` from now on; nothing when it is held already.

        Raises DatabaseError when it cannot be held.
        """
        if self._database is not None:
            self._begin_file(owner, self._database)
        else:
            await self._begin_session(owner)

    async def is_alive(self, connection: AsyncConnection, owner: str) -> bool:
        """Whether the owner still holds his lock; what a dead one left behind is cleaned up.

        On PostgreSQL a dead owner's lock is ours until the transaction of ``connection`` ends.
        """
        if self._database is not None:
            return file_locks.is_held(_file(self._database, owner))
        ours = text("SELECT pg_try_advisory_xact_lock(:key)")
        return not (await connection.execute(ours, {"key": _key(owner)})).scalar_one()

    async def aclose(self) -> None:
        """Give all locks back."""
        while self._files:
            owner, descriptor = self._files.popitem()
            file_locks.let_go(descriptor)
            if self._database is not None:
                file_locks.is_held(_file(self._database, owner))  # which removes it
        while self._sessions:
            await self._sessions.popitem()[1].close()

    def _begin_file(self, owner: str, database: Path) -> None:
        if owner in self._files:
            return
        file = _file(database, owner)
        try:
            for left in file.parent.glob(f"{database.name}.*.alive"):
                file_locks.is_held(left)  # whoever was killed cannot clean up himself
            self._files[owner] = file_locks.share(file)
        except OSError as error:
            raise DatabaseError(f"cannot say who we are: {file}: {error.strerror}") from error

    async def _begin_session(self, owner: str) -> None:
        """A session that the server ended has lost its lock, and another takes its place."""
        session = self._sessions.get(owner)
        if session is not None:
            try:
                await session.execute(text("SELECT 1"))
            except DBAPIError:
                await self._sessions.pop(owner).close()
            else:
                return
        with said_plainly(self._url):
            engine = create_async_engine(
                self._url, poolclass=NullPool, isolation_level="AUTOCOMMIT"
            )
            session = await engine.connect()
            self._sessions[owner] = session
            lock = text("SELECT pg_advisory_lock_shared(:key)")
            await session.execute(lock, {"key": _key(owner)})


def _file(database: Path, owner: str) -> Path:
    return database.with_name(f"{database.name}.{quote(owner, safe='')}.alive")


def _key(owner: str) -> int:
    """The owner's name as the 64 bits that an advisory lock is known by."""
    return int.from_bytes(blake2b(owner.encode(), digest_size=8).digest(), "big", signed=True)
