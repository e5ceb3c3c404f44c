"""Migrations: up, down, without drift, and safe to kill at any statement."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import daemon
from daemon.errors import DatabaseError, UnknownRevision
from daemon.store import Store
from daemon.store.migrate import (
    RevisionStatus,
    alembic_config,
    migration_engine,
    revision_status,
    script_directory,
    upgrade,
)
from daemon.store.tables import REVISION, metadata
from tests.store.future import AHEAD, FutureScripts, future_scripts
from tests.store.samples import FLAGGED, article, result

ROOT = Path(daemon.__file__).parent.parent


@pytest.fixture
def future(tmp_path: Path) -> FutureScripts:
    """Makes the migrations of a Dîdevan one revision ahead of this one."""
    return lambda more="": future_scripts(tmp_path / "future", more)


async def test_an_empty_database_gets_all_tables(empty_url: str, tmp_path: Path) -> None:
    before = await revision_status(empty_url)
    assert (before.current, before.up_to_date, before.known) == (None, False, True)
    assert before.pending[-1] == REVISION
    assert not (tmp_path / "didevan.sqlite").exists()

    done = await upgrade(empty_url)

    assert (done.before, done.after, done.backup) == (None, REVISION, None)
    assert await revision_status(empty_url) == RevisionStatus(REVISION, REVISION, True, ())
    assert _tables(empty_url) == {*metadata.tables, "alembic_version"}
    await (await Store.open(empty_url)).aclose()


async def test_an_upgrade_of_an_up_to_date_database_does_nothing(url: str, tmp_path: Path) -> None:
    before = _fingerprint(tmp_path)

    done = await upgrade(url)

    assert (done.before, done.after, done.backup) == (REVISION, REVISION, None)
    assert _fingerprint(tmp_path) == before


def test_the_migrations_can_be_undone_and_done_again(url: str) -> None:
    _alembic(url, command.downgrade, "base")
    assert _tables(url) == {"alembic_version"}

    _alembic(url, command.upgrade, "head")
    assert _tables(url) == {*metadata.tables, "alembic_version"}


def test_the_tables_are_what_the_migrations_make(url: str) -> None:
    _alembic(url, command.check)


def test_a_forgotten_migration_would_be_noticed(url: str) -> None:
    engine = migration_engine(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE feeds DROP COLUMN moved_to"))

    try:
        with pytest.raises(Exception, match="New upgrade operations detected"):
            _alembic(url, command.check)
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE feeds ADD COLUMN moved_to TEXT"))


def test_revisions_are_numbered_in_order_and_the_store_knows_the_last() -> None:
    directory = ScriptDirectory.from_config(alembic_config(script_directory()))
    revisions = [script.revision for script in directory.walk_revisions()][::-1]

    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    assert revisions[-1] == REVISION


async def test_a_database_of_a_newer_didevan_is_left_alone(url: str, tmp_path: Path) -> None:
    engine = migration_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = _fingerprint(tmp_path)

    with pytest.raises(UnknownRevision, match=r"revision 9999.*newer Dîdevan"):
        await upgrade(url)

    status = await revision_status(url)
    assert (status.current, status.known, status.up_to_date) == ("9999", False, False)
    assert _fingerprint(tmp_path) == before


async def test_an_sqlite_database_is_copied_before_it_is_changed(
    sqlite_url: str, tmp_path: Path, future: FutureScripts
) -> None:
    store = await Store.open(sqlite_url)
    await store.save_feed_result(result(article("one", FLAGGED)))
    (tmp_path / "didevan.sqlite").chmod(0o600)

    done = await upgrade(sqlite_url, scripts=future())

    await store.aclose()
    assert (done.before, done.after) == (REVISION, AHEAD)
    assert done.backup == tmp_path / f"didevan.sqlite.before-{AHEAD}"
    assert done.backup.stat().st_mode & 0o777 == 0o600
    copy = await Store.open(f"sqlite:///{done.backup}")
    assert [found.matches for found in await copy.recent_articles()] == [FLAGGED.matches]
    await copy.aclose()


async def test_rebuilding_a_table_keeps_what_refers_to_it(url: str, future: FutureScripts) -> None:
    store = await Store.open(url)
    await store.save_feed_result(result(article("one", FLAGGED)))
    await store.aclose()
    scripts = future()

    await upgrade(url, scripts=scripts)

    with migration_engine(url).begin() as connection:
        count = "SELECT count(*) FROM articles JOIN matches ON article_id = id WHERE colour = 'red'"
        assert connection.execute(text(count)).scalar_one() == len(FLAGGED.matches)
        command.downgrade(alembic_config(scripts, connection), REVISION)


async def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    url: str, future: FutureScripts
) -> None:
    scripts = future("op.execute('INSERT INTO nowhere VALUES (1)')")

    with pytest.raises(DatabaseError, match="nowhere"):
        await upgrade(url, scripts=scripts)

    assert (await revision_status(url, scripts=scripts)).current == REVISION
    assert _tables(url) == {*metadata.tables, "alembic_version"}


async def test_an_upgrade_that_would_break_references_is_taken_back(
    sqlite_url: str, future: FutureScripts
) -> None:
    store = await Store.open(sqlite_url)
    await store.save_feed_result(result(article("one", FLAGGED)))

    with pytest.raises(DatabaseError, match="references"):
        await upgrade(sqlite_url, scripts=future("op.execute('DELETE FROM articles')"))

    assert len(await store.recent_articles()) == 1
    await store.aclose()


async def test_two_upgrades_at_once_both_succeed(empty_url: str) -> None:
    done = await asyncio.gather(*(upgrade(empty_url) for _ in range(3)))

    assert {each.after for each in done} == {REVISION}
    assert (await revision_status(empty_url)).up_to_date


async def test_an_upgrade_killed_at_any_statement_can_be_run_again(
    url: str, future: FutureScripts
) -> None:
    store = await Store.open(url)
    await store.save_feed_result(result(article("one", FLAGGED), article("two", FLAGGED)))
    await store.aclose()
    scripts = future()

    lines = await asyncio.to_thread(_killed, url, scripts, 1)

    assert [line["killed"] for line in lines] == [True] * (len(lines) - 1) + [False]
    assert len(lines) > 8
    for line in lines[:-1]:
        assert line["after_kill"] == {"revision": REVISION, "rows": 4}
    for line in lines:
        assert line["after_rerun"] == {"revision": AHEAD, "rows": 4}
    _check_integrity(url)
    with migration_engine(url).begin() as connection:
        command.downgrade(alembic_config(scripts, connection), REVISION)


async def test_a_first_upgrade_killed_halfway_can_be_run_again(empty_url: str) -> None:
    lines = await asyncio.to_thread(_killed, empty_url, script_directory(), 7)

    assert len(lines) > 3
    assert {line["after_kill"]["revision"] for line in lines[:-1]} == {None}
    assert {line["after_rerun"]["revision"] for line in lines} == {REVISION}
    _check_integrity(empty_url)


async def test_migrating_does_not_silence_the_daemons_loggers(empty_url: str) -> None:
    logger = logging.getLogger("daemon.tests")
    root = logging.getLogger()
    before = (root.level, list(root.handlers))

    await upgrade(empty_url)

    assert not logger.disabled
    assert (root.level, list(root.handlers)) == before


async def test_a_file_that_is_no_database_is_not_migrated(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("these are no tables" * 100)

    with pytest.raises(DatabaseError, match=r"notes\.txt.*not a database"):
        await upgrade(f"sqlite:///{tmp_path}/notes.txt")


def test_an_installed_didevan_finds_its_migrations_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert script_directory() == ROOT / "migrations"
    (tmp_path / "_migrations").mkdir()

    monkeypatch.setattr(daemon, "__file__", str(tmp_path / "__init__.py"))

    assert script_directory() == tmp_path / "_migrations"


def test_a_developers_alembic_finds_its_configuration(sqlite_url: str) -> None:
    arguments = ["-x", f"database={sqlite_url}", "check"]
    done = subprocess.run(
        [sys.executable, "-m", "alembic", *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (0, "No new upgrade operations detected.\n")


def _alembic(url: str, what: Callable[..., object], *arguments: str) -> None:
    with migration_engine(url).begin() as connection:
        what(alembic_config(script_directory(), connection), *arguments)


def _tables(url: str) -> set[str]:
    with migration_engine(url).connect() as connection:
        return set(inspect(connection).get_table_names())


def _killed(url: str, scripts: Path, step: int) -> list[dict[str, Any]]:
    command_line = [
        sys.executable,
        "-m",
        "tests.store.killed_upgrade",
        url,
        str(scripts),
        str(step),
    ]
    done = subprocess.run(command_line, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _check_integrity(url: str) -> None:
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()


def _fingerprint(folder: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.sqlite*")}
