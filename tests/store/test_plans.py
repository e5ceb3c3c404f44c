"""What is asked in every tick is answered from indexes, however large the archive is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from daemon.store import Store
from daemon.store.tables import metadata
from tests.store.samples import FLAGGED, NOW, article, message, period, result

SMALL = {"feeds", "silences", "notices", "alert_recipients", "unmerged"}
"""Tables that do not grow with the archive."""
DAY = timedelta(days=1)


@pytest.fixture
def asked() -> Iterator[list[tuple[str, Any]]]:
    """Every statement that is executed, with its parameters."""
    found: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        found.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def scanned(url: str, asked: list[tuple[str, Any]]) -> list[str]:
    """The tables that grow and are read from end to end, each with what was asked."""
    found = []
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        for statement, parameters in asked:
            if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            for *_, step in database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters):
                what, table, *_how = step.split()
                if what == "SCAN" and table in set(metadata.tables) - SMALL:
                    found.append(f"{step}: {statement}")
    return found


async def test_no_tick_reads_a_growing_table_from_end_to_end(
    sqlite_url: str, asked: list[tuple[str, Any]]
) -> None:
    store = await Store.open(sqlite_url)
    await store.save_feed_result(result(article("one", FLAGGED)))
    await store.begin_schedule(period(), NOW)
    await store.enqueue(message())
    asked.clear()

    await store.due(["outlet"], NOW, 5)
    await store.unmerged(30)
    await store.silences(NOW)
    await store.refused()
    await store.changed_stories(0)
    await store.changed_stories(None)
    await store.alert_candidates(NOW - DAY, [1, 2, 3])
    await store.alert_candidates(NOW - DAY)
    await store.alert_histories(["shilan", "azad"], [1, 2, 3], NOW)
    await store.save_alerts([], NOW)
    await store.last_digest(period().schedule)
    await store.source_health()
    await store.vitals(NOW, None)
    await store.sent_since(NOW)
    await store.release_abandoned("us", NOW)
    await store.claim("us", NOW)
    await store.release_abandoned("them", NOW)

    assert len(asked) > 30
    assert scanned(sqlite_url, asked) == []
    await store.aclose()


async def test_a_scan_would_be_found(sqlite_url: str, asked: list[tuple[str, Any]]) -> None:
    store = await Store.open(sqlite_url)
    await store.overview()
    assert any("articles" in one for one in scanned(sqlite_url, asked))
    await store.aclose()
