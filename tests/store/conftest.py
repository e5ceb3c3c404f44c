"""Databases for the tests: real SQLite files, and a real PostgreSQL server."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from daemon.store import Store
from daemon.store.migrate import migration_engine, upgrade
from daemon.store.tables import REVISION, metadata
from tests.postgres import PostgresServer, postgres_server


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """The PostgreSQL server of all tests; without one they skip, but never in CI."""
    with postgres_server() as running:
        if running is None:
            if os.environ.get("CI") == "true":
                pytest.fail("CI must test on PostgreSQL, and there is none")
            pytest.skip("no PostgreSQL on this machine")
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/didevan.sqlite"
    server: PostgresServer = request.getfixturevalue("server")
    return server.url(server.new_database())


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with tables, to be copied."""
    file = tmp_path_factory.mktemp("template") / "didevan.sqlite"
    asyncio.run(upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgresql_tables(server: PostgresServer) -> str:
    """A PostgreSQL database with tables, for every test in turn: making one takes long."""
    url = server.url(server.new_database())
    asyncio.run(upgrade(url))
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """An SQLite database with tables and without rows."""
    file = shutil.copy(sqlite_template, tmp_path / "didevan.sqlite")
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(postgresql_tables: str) -> str:
    """A PostgreSQL database with tables and without rows."""
    engine = migration_engine(postgresql_tables)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": REVISION})
    return postgresql_tables


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """A database with tables and without rows, once of each kind."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store on it."""
    opened = await Store.open(url)
    yield opened
    await opened.aclose()
