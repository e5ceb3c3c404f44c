"""One daemon for one database, and nobody waits for a dead one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from daemon.errors import DatabaseError, DatabaseHeld
from daemon.store import Store
from daemon.store.hold import ADVISORY_LOCK, hold
from tests.store.samples import HOUR, NOW

HOLDER = """
import asyncio, os, signal, sys
from datetime import datetime, UTC
from daemon.store.hold import hold

async def main():
    async with hold(sys.argv[1], datetime(2026, 11, 14, tzinfo=UTC)):
        if sys.argv[2] == "fork" and os.fork() == 0:
            print(os.getpid(), flush=True)
            signal.pause()
        if sys.argv[2] == "alone":
            print(os.getpid(), flush=True)
        await asyncio.sleep(3600)

asyncio.run(main())
"""


async def test_the_second_daemon_is_told_who_the_first_is(url: str) -> None:
    with _another_process(url) as (_, pid), pytest.raises(DatabaseHeld) as caught:
        async with hold(url, NOW):
            pytest.fail("two hold one database")

    assert re.search(rf"process {pid} on \S+ since 2026-11-14T", str(caught.value))


async def test_kill_9_frees_the_database(url: str) -> None:
    with _another_process(url) as (process, _):
        process.send_signal(signal.SIGKILL)
        process.wait()
        _wait_until_free(url)
        async with hold(url, NOW):
            pass


async def test_a_forked_child_does_not_keep_what_its_dead_parent_held(sqlite_url: str) -> None:
    with _another_process(sqlite_url, "fork") as (process, child):
        process.send_signal(signal.SIGKILL)
        process.wait()
        try:
            async with hold(sqlite_url, NOW):
                pass
        finally:
            os.kill(child, signal.SIGKILL)


async def test_a_database_let_go_can_be_held_again(url: str) -> None:
    async with hold(url, NOW):
        with pytest.raises(DatabaseHeld, match=str(os.getpid())):
            async with hold(url, NOW + HOUR):
                pytest.fail("two hold one database")
    async with hold(url, NOW):
        pass


async def test_an_error_lets_the_database_go(url: str) -> None:
    with pytest.raises(OSError, match="the disk is full"):
        async with hold(url, NOW):
            raise OSError("the disk is full")
    async with hold(url, NOW):
        pass


async def test_whoever_only_looks_needs_no_hold(url: str) -> None:
    async with hold(url, NOW):
        store = await Store.open(url)
        assert (await store.overview()).articles == 0
        await store.aclose()


async def test_a_database_without_tables_can_be_held(empty_url: str) -> None:
    async with hold(empty_url, NOW):
        pass


async def test_two_databases_are_held_apart(sqlite_url: str, postgresql_url: str) -> None:
    async with hold(sqlite_url, NOW), hold(postgresql_url, NOW):
        pass


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="nowhere"):
        async with hold(f"sqlite:///{tmp_path}/nowhere/didevan.sqlite", NOW):
            pytest.fail("nothing can be held there")


@contextmanager
def _another_process(url: str, how: str = "alone") -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-c", HOLDER, url, how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        try:
            yield process, pid
        finally:
            process.kill()


def _wait_until_free(url: str) -> None:
    """PostgreSQL notices that a client is gone a moment after; wait for its lock, not longer."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        return
    options = "-c statement_timeout=5s"
    server = str(where.query["host"])
    with psycopg.connect(
        host=server, user=where.username, dbname=where.database, options=options
    ) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
        connection.execute("SELECT pg_advisory_unlock(%s)", (ADVISORY_LOCK,))
