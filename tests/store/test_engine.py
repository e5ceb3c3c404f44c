"""How connections are opened, and what two writers do to each other."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from daemon.errors import DatabaseError, NoDatabase, UnknownRevision
from daemon.store import Store
from daemon.store.engine import database_url
from daemon.store.revision import current_revision
from tests.store.samples import NOW, article, result


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("sqlite:///a.sqlite", "sqlite+aiosqlite:///a.sqlite"),
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql+asyncpg://h/d", "postgresql+psycopg://h/d"),
    ],
)
def test_a_url_gets_the_driver_that_we_use(given: str, wanted: str) -> None:
    assert database_url(given).render_as_string(hide_password=False) == wanted


@pytest.mark.parametrize(
    "given", ["", "nonsense", "mysql://h/d", "sqlite://", "sqlite:///:memory:"]
)
def test_a_database_that_we_cannot_use_is_refused(given: str) -> None:
    with pytest.raises(DatabaseError):
        database_url(given)


async def test_a_commit_is_on_the_disk_and_keys_are_checked(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    async with store._database.write() as connection:
        said = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    await store.aclose()

    assert said == ["wal", 2, 1, 30_000]


async def test_a_reading_connection_cannot_write(store: Store) -> None:
    async with store._database.read() as connection:
        with pytest.raises(DBAPIError, match=r"readonly|read-only"):
            await connection.execute(text("DELETE FROM feeds"))


async def test_readers_go_on_while_somebody_writes(store: Store) -> None:
    await store.save_feed_result(result(article("one")))

    async with store._database.write() as connection:
        await connection.execute(text("DELETE FROM articles"))
        assert len(await store.recent_articles()) == 1

    assert await store.recent_articles() == []


async def test_a_writer_has_its_turn_from_its_beginning(sqlite_url: str, tmp_path: Path) -> None:
    store = await Store.open(sqlite_url)
    impatient = sqlite3.connect(tmp_path / "didevan.sqlite", timeout=0, isolation_level=None)

    async with store._database.write():  # nothing is written yet, and perhaps it reads first
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            impatient.execute("BEGIN IMMEDIATE")

    impatient.close()
    await store.aclose()


async def test_a_reader_sees_one_state_of_the_database(store: Store) -> None:
    count = text("SELECT count(*) FROM articles")
    async with store._database.read() as connection:
        before = (await connection.execute(count)).scalar_one()
        await store.save_feed_result(result(article("one")))
        after = (await connection.execute(count)).scalar_one()

    assert (before, after) == (0, 0)


async def test_several_daemons_and_commands_write_without_disturbing_each_other(url: str) -> None:
    stores = [await Store.open(url) for _ in range(4)]

    async def write(store: Store, number: int) -> None:
        for turn in range(10):
            name = f"{number}-{turn}"
            await store.save_feed_result(result(article(name, source=name), source=name))

    await asyncio.gather(*(write(store, number) for number, store in enumerate(stores)))

    assert len(await stores[0].recent_articles()) == 40
    for store in stores:
        await store.aclose()


async def test_two_writers_of_one_source_store_an_article_once(url: str) -> None:
    stores = [await Store.open(url) for _ in range(2)]
    saves = (store.save_feed_result(result(article("one"))) for store in stores * 5)

    stored = await asyncio.gather(*saves)

    assert sum(each.new for each in stored) == 1
    for store in stores:
        await store.aclose()


async def test_a_database_without_tables_is_not_opened(empty_url: str, tmp_path: Path) -> None:
    with pytest.raises(NoDatabase, match="never begun"):
        await Store.open(empty_url)

    assert not (tmp_path / "didevan.sqlite").exists()


async def test_a_database_of_a_newer_didevan_is_not_opened(url: str, store: Store) -> None:
    async with store._database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert await connection.run_sync(current_revision) == "9999"

    with pytest.raises(UnknownRevision, match="9999"):
        await Store.open(url)


async def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("these are no tables" * 100)

    with pytest.raises(DatabaseError, match=r"notes\.txt.*not a database"):
        await Store.open(f"sqlite:///{tmp_path}/notes.txt")


async def test_a_password_is_not_shown_when_the_server_is_away(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as caught:
        await Store.open(f"postgresql://didevan:secret@/d?host={tmp_path}")

    assert "secret" not in str(caught.value)
    assert "d?" in str(caught.value)


async def test_the_store_keeps_its_rows_when_it_is_closed_and_opened(url: str) -> None:
    first = await Store.open(url)
    await first.save_feed_result(result(article("one")))
    await first.aclose()

    second = await Store.open(url)
    [found] = await second.recent_articles()
    await second.aclose()
    assert found.first_seen_at == NOW
