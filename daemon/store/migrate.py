"""Bringing a database to the revision that this Dîdevan works with."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, NullPool, create_engine, func, select

import daemon
from daemon.errors import DatabaseError
from daemon.store.engine import (
    BUSY_SECONDS,
    begin_ourselves,
    database_url,
    sqlite_file,
    sqlite_pragmas,
)
from daemon.store.revision import current_revision, said_plainly, unknown_revision

_LOCK = 0x44_69_64_65_76_61_6E
"""'Didevan' in bytes: the advisory lock of a migration on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class RevisionStatus:
    """Where a database stands: ``current`` is None when it is empty or not there.

    ``known`` is False when ``current`` comes from a newer Dîdevan. ``pending`` are the
    revisions between the two, oldest first.
    """

    current: str | None
    head: str
    known: bool
    pending: tuple[str, ...]

    @property
    def up_to_date(self) -> bool:
        """True when nothing has to be done."""
        return self.current == self.head


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did; ``backup`` is the copy made before it, if one was needed."""

    before: str | None
    after: str
    backup: Path | None = None


def script_directory() -> Path:
    """The folder of the migrations: in an installed wheel, or beside the package."""
    package = Path(daemon.__file__).parent
    installed = package / "_migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


async def upgrade(url: str, *, scripts: Path | None = None) -> Upgraded:
    """Bring the database at ``url`` to the newest revision, all or nothing.

    An SQLite file that holds an older revision is copied first, to
    ``<file>.before-<revision>``. Killed halfway, it can simply be run again. Raises
    UnknownRevision when a newer Dîdevan wrote the database, DatabaseError when it cannot
    be opened or is spoilt.
    """
    return await asyncio.to_thread(_upgrade, url, scripts or script_directory())


async def revision_status(url: str, *, scripts: Path | None = None) -> RevisionStatus:
    """Where the database at ``url`` stands; nothing is changed, and no file is made."""
    return await asyncio.to_thread(_status, url, scripts or script_directory())


def migration_engine(url: str, *, writing: bool = True) -> Engine:
    """A plain engine for migrations: foreign keys are off, because tables are rebuilt."""
    parsed = database_url(url, asynchronous=False)
    if not sqlite_file(parsed):
        with said_plainly(parsed):
            return create_engine(parsed, poolclass=NullPool)
    options = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(parsed, poolclass=NullPool, connect_args=options)
    pragmas = (*sqlite_pragmas(writing=writing), "PRAGMA foreign_keys=OFF")
    begin_ourselves(engine, "BEGIN IMMEDIATE" if writing else "BEGIN", pragmas)
    return engine


def alembic_config(scripts: Path, connection: Connection | None = None) -> Config:
    """Alembic's configuration for the migrations in ``scripts``, run on ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade(url: str, scripts: Path) -> Upgraded:
    status = _status(url, scripts)
    if not status.known:
        raise unknown_revision(str(status.current), status.head)
    if status.up_to_date:
        return Upgraded(status.current, status.head)
    engine = migration_engine(url)
    with said_plainly(engine.url), _one_at_a_time(sqlite_file(engine.url)):
        backup = _back_up(engine, status.head) if status.current else None
        with engine.begin() as connection:
            _upgrade_alone(connection, scripts)
    return Upgraded(status.current, status.head, backup)


@contextmanager
def _one_at_a_time(file: Path | None) -> Iterator[None]:
    """Keep upgrades of one SQLite file apart, in this process and in others.

    A new file is turned to write-ahead logging first, and two that do so at once fail
    whatever their patience: SQLite does not wait for that lock.
    """
    if file is None or not os.access(file.parent, os.W_OK):  # the driver says it better
        yield
        return
    with file.with_name(f"{file.name}.upgrading").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _upgrade_alone(connection: Connection, scripts: Path) -> None:
    if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE is such a lock
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    command.upgrade(alembic_config(scripts, connection), "head")
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise DatabaseError(f"the upgrade would break {len(broken)} references: nothing done")


def _back_up(engine: Engine, head: str) -> Path | None:
    file = sqlite_file(engine.url)
    if file is None:
        return None
    copy, unfinished = (file.with_name(f"{file.name}.before-{head}{end}") for end in ("", ".part"))
    unfinished.unlink(missing_ok=True)
    with closing(engine.raw_connection()) as connection:  # VACUUM is refused in a transaction
        connection.cursor().execute("VACUUM INTO ?", (str(unfinished),))
    shutil.copymode(file, unfinished)
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    return unfinished.replace(copy)


def _status(url: str, scripts: Path) -> RevisionStatus:
    directory = ScriptDirectory.from_config(alembic_config(scripts))
    parsed = database_url(url, asynchronous=False)
    file = sqlite_file(parsed)
    if file is not None and not file.exists():
        return _judge(None, directory)
    engine = migration_engine(url, writing=False)
    with said_plainly(parsed), engine.connect() as connection:
        return _judge(current_revision(connection), directory)


def _judge(current: str | None, directory: ScriptDirectory) -> RevisionStatus:
    head = str(directory.get_current_head())
    revisions = [script.revision for script in directory.walk_revisions()][::-1]
    if current is None or current in revisions:
        done = revisions.index(current) + 1 if current else 0
        return RevisionStatus(current, head, known=True, pending=tuple(revisions[done:]))
    return RevisionStatus(current, head, known=False, pending=())
