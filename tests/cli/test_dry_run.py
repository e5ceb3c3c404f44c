"""Who only looks makes no database, upgrades none, and changes nothing in the one there is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256

import pytest

from tests.cli.didevan import OUTLET, Didevan

LOOKS = (("digest", "--dry-run"), ("poll", OUTLET, "--dry-run"))


def rows(desk: Didevan) -> str:
    """Everything in the database."""
    with closing(sqlite3.connect(desk.state / "didevan.db")) as database:
        return sha256("\n".join(database.iterdump()).encode()).hexdigest()


@pytest.mark.parametrize("look", LOOKS)
def test_where_there_is_no_database_none_is_made(newsdesk: Didevan, look: tuple[str, ...]) -> None:
    for file in newsdesk.state.glob("*"):
        file.unlink()
    newsdesk.state.rmdir()
    assert newsdesk(*look).stdout
    assert not newsdesk.state.exists()


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_in_the_database_changes(polled: Didevan, look: tuple[str, ...]) -> None:
    before = rows(polled)
    assert polled(*look).stdout
    assert rows(polled) == before


def test_a_preview_makes_no_database_either(didevan: Didevan) -> None:
    file = didevan.folder / "next.html"
    didevan("digest", "--preview", str(file))
    assert file.read_bytes().startswith(b"<!")
    assert not didevan.state.exists()


ASKING = (
    *(("stories",), ("story", "1"), ("why", "1"), ("export",), ("trends",), ("names",)),
    *(("silence", "list"), ("silence", "remove", "1"), ("names", "reject", "x")),
)


@pytest.mark.parametrize("ask", ASKING, ids=" ".join)
def test_who_only_asks_makes_no_database_and_says_that_there_is_none(
    didevan: Didevan, ask: tuple[str, ...]
) -> None:
    assert "never begun here ('didevan run')" in didevan.ending(1, *ask).stderr
    assert not didevan.state.exists()


@pytest.fixture
def outdated(polled: Didevan) -> Didevan:
    """A desk whose database an older Dîdevan wrote."""
    with closing(sqlite3.connect(polled.state / "didevan.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0001'")
    return polled


def test_an_older_database_is_not_upgraded_by_looking(outdated: Didevan) -> None:
    before = rows(outdated)
    ended = outdated.ending(1, "digest", "--dry-run")
    assert "run 'didevan database upgrade' first" in ended.stderr
    assert outdated("poll", OUTLET, "--dry-run").stdout.startswith(f"{OUTLET}: ")
    assert rows(outdated) == before
    assert not list(outdated.state.glob("*.before-*"))
