"""Which revision of the tables a database holds, and whether this Dîdevan can work with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, column, inspect, select, table
from sqlalchemy.exc import DatabaseError as DriverError

from daemon.errors import DatabaseError, NoDatabase, OldRevision, UnknownRevision
from daemon.store.tables import REVISION

_VERSION = table("alembic_version", column("version_num"))


def current_revision(connection: Connection) -> str | None:
    """The revision of the database; None when it has no tables of ours."""
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.execute(select(_VERSION.c.version_num)).scalar_one_or_none()


def require_current(connection: Connection) -> None:
    """Raise NoDatabase, OldRevision or UnknownRevision unless the tables are those we know."""
    current = current_revision(connection)
    if current == REVISION:
        return
    if current is not None and current > REVISION:  # they are numbered in ascending order
        raise unknown_revision(current, REVISION)
    if current is None:
        raise NoDatabase
    raise OldRevision(
        f"the database is at revision {current}, this Dîdevan works with {REVISION}: "
        "run 'didevan database upgrade' first"
    )


def unknown_revision(current: str, head: str) -> UnknownRevision:
    """The error for a database that a newer Dîdevan wrote."""
    return UnknownRevision(
        f"the database is at revision {current}, which this Dîdevan (up to {head}) does not "
        "know: a newer Dîdevan wrote it. Install that one, or restore the backup from before"
    )


@contextmanager
def said_plainly(url: URL) -> Iterator[None]:
    """Turn what a driver says into a DatabaseError that a person can act on."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise DatabaseError(
            "PostgreSQL needs the extra 'postgres': pip install 'didevan[postgres]'"
        ) from error
    except DriverError as error:
        name = url.render_as_string(hide_password=True)
        raise DatabaseError(f"cannot work with the database {name}: {error.orig}") from error
