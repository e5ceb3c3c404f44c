"""A real store on a real SQLite file, and a clock that stands."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from daemon.store import Store
from daemon.store.migrate import upgrade
from tests.pipeline.fakes import FakeClock


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with tables and without rows, to be copied."""
    file = tmp_path_factory.mktemp("template") / "didevan.db"
    asyncio.run(upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture
async def store(database_template: Path, tmp_path: Path) -> AsyncIterator[Store]:
    file = shutil.copy(database_template, tmp_path / "didevan.db")
    opened = await Store.open(f"sqlite:///{file}")
    yield opened
    await opened.aclose()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
