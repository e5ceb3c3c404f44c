"""Who lives: a dead owner's claims are released at once, and a living one's never."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from daemon.errors import DatabaseError
from daemon.model.post import Sent
from daemon.store import Store
from tests.store.samples import DAY, HOUR, NOW, message

CLAIMER = """
import asyncio, os, signal, sys
from datetime import datetime, UTC
from daemon.store import Store

async def main():
    store = await Store.open(sys.argv[1])
    claimed = await store.claim(sys.argv[2], datetime(2026, 11, 14, 10, tzinfo=UTC))
    if sys.argv[3:] == ["fork"] and os.fork() == 0:
        signal.pause()
    print(claimed.message.id, flush=True)
    await asyncio.sleep(3600)

asyncio.run(main())
"""


async def test_a_living_owner_keeps_his_claim_and_a_killed_one_loses_it(
    url: str, store: Store
) -> None:
    await store.enqueue(message())
    with _another_process(url, "deliver-1") as process:
        assert await store.release_abandoned("daemon", NOW + 365 * DAY) == 0
        assert await store.claim("daemon", NOW + DAY) is None
        _kill(process, url)
        assert await store.release_abandoned("daemon", NOW + HOUR) == 1

    again = await store.claim("daemon", NOW + HOUR)

    assert again is not None
    assert (again.message.id, again.tries, again.ambiguous) == (message().id, 2, True)
    assert await store.release_abandoned("deliver-2", NOW + DAY) == 0


async def test_of_two_claimers_only_the_dead_ones_message_is_released(
    url: str, store: Store
) -> None:
    await store.enqueue(message("one"))
    await store.enqueue(message("two"))
    with _another_process(url, "first") as first, _another_process(url, "second"):
        _kill(first, url)
        assert await store.release_abandoned("daemon", NOW + DAY) == 1
        again = await store.claim("daemon", NOW + DAY)
        assert again is not None
        assert again.message.id == message("one").id
        assert await store.claim("daemon", NOW + DAY) is None


async def test_a_forked_child_does_not_keep_alive_what_its_dead_parent_claimed(
    sqlite_url: str,
) -> None:
    store = await Store.open(sqlite_url)
    await store.enqueue(message())
    with _another_process(sqlite_url, "parent", "fork") as process:
        _kill(process, sqlite_url)
        assert await store.release_abandoned("daemon", NOW + DAY) == 1
    await store.aclose()


async def test_who_stops_in_order_leaves_nothing_alive(url: str, store: Store) -> None:
    await store.enqueue(message())
    other = await Store.open(url)
    claimed = await other.claim("other", NOW)
    assert claimed is not None
    await other.aclose()
    assert await store.release_abandoned("daemon", NOW) == 1


async def test_the_next_owner_cleans_up_after_the_dead(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    await store.enqueue(message())
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    with _another_process(sqlite_url, "killed") as process:
        assert [file.name for file in folder.glob("*.alive")] == ["didevan.sqlite.killed.alive"]
        _kill(process, sqlite_url)
    await store.claim("next/one", NOW)
    assert [file.name for file in folder.glob("*.alive")] == ["didevan.sqlite.next%2Fone.alive"]
    await store.aclose()
    assert not list(folder.glob("*.alive"))


async def test_a_session_that_the_server_ended_is_opened_again(postgresql_url: str) -> None:
    store = await Store.open(postgresql_url)
    other = await Store.open(postgresql_url)
    for name in ("one", "two"):
        await store.enqueue(message(name))
    first = await store.claim("us", NOW)
    assert first is not None
    await store.record_sent(first, Sent(), NOW)
    async with other._database.write() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        await connection.execute(text(ended))
    assert await store.claim("us", NOW) is not None
    assert await other.release_abandoned("them", NOW) == 0
    await store.aclose()
    await other.aclose()


async def test_a_folder_that_cannot_be_written_is_named(sqlite_url: str) -> None:
    store = await Store.open(sqlite_url)
    await store.enqueue(message())
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    (folder / "didevan.sqlite.us.alive").mkdir()
    with pytest.raises(DatabaseError, match=r"us\.alive"):
        await store.claim("us", NOW)
    await store.aclose()


@contextmanager
def _another_process(url: str, owner: str, *more: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has claimed the next message, and sends for ever."""
    command = [sys.executable, "-c", CLAIMER, url, owner, *more]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("<")
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # with the child that it forked


def _kill(process: subprocess.Popen[str], url: str) -> None:
    """Kill it; PostgreSQL notices a moment after: wait for that, and not longer."""
    before = _advisory_locks(url)
    process.kill()
    process.wait()
    for _ in range(500):
        if not before or _advisory_locks(url, pause=0.01) < before:
            return
    pytest.fail("PostgreSQL does not notice that its client is gone")


def _advisory_locks(url: str, pause: float = 0) -> int:
    """How many advisory locks are held in this database; none on SQLite."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        return 0
    held = (
        "SELECT count(*) FROM pg_sleep(%s), pg_locks WHERE locktype = 'advisory' AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    server = str(where.query["host"])
    with psycopg.connect(host=server, user=where.username, dbname=where.database) as connection:
        found = connection.execute(held, (pause,)).fetchone()
        assert found is not None
        return int(found[0])
