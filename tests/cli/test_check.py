"""``check`` and every start tell all that is wrong at once, in sentences, and change nothing."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from tests.cli.didevan import Didevan

WRONG = """\
[[source]]
name = "esta"
outlet = "ئێستا"
url = "https://esta.example/feed"
kind = "rss"
langauge = "ckb"
zone = "Asia/Baghdad"

[[source]]
name = "esta"
outlet = 5
url = "https//esta.example/other"
kind = "telegramm"
language = "ckb"
zone = "Asia/Baghdad"
"""
STARTS = [
    ("run",),
    ("poll", "esta"),
    ("digest",),
    ("deliver",),
    ("status",),
]


def test_sound_settings_are_summed_up(didevan: Didevan) -> None:
    said = didevan("check").stdout.splitlines()
    assert said[0] == "sources: 2, 1 enabled"
    assert re.fullmatch(r"rules: \d+ categories, version [0-9a-f]+", said[1])
    assert said[2:] == [
        "recipients: shilan",
        "channels: maildir (maildir)",
        "database: none yet; 'didevan run' makes it",
    ]
    assert not didevan.state.exists(), "checking makes nothing"


def test_without_a_config_the_defaults_are_checked(didevan: Didevan) -> None:
    (didevan.folder / "config.toml").unlink()
    assert "recipients: operator\n" in didevan("check").stdout


@pytest.mark.parametrize("words", [("check",), *STARTS], ids=" ".join)
def test_everything_that_is_wrong_is_told_at_once_with_file_and_line(
    didevan: Didevan, words: tuple[str, ...]
) -> None:
    (didevan.folder / "sources.toml").write_text(WRONG, encoding="utf-8")
    (didevan.folder / "config.toml").write_text("[mail]\nsendr = 'x'\n", encoding="utf-8")

    result = didevan.ending(2, *words)

    *problems, count = result.stderr.replace(f"{didevan.folder}/", "").splitlines()
    places = [problem.partition(": ")[0] for problem in problems]
    assert places == [
        "config.toml:2",
        "sources.toml:6",
        "sources.toml:10",
        "sources.toml:11",
        "sources.toml:12",
        "sources.toml:13",
    ]
    assert count == "6 problems found"
    assert "did you mean 'language'?" in result.stderr
    assert result.stdout == ""
    assert not didevan.state.exists()


def test_one_problem_is_no_plural(didevan: Didevan) -> None:
    (didevan.folder / "config.toml").write_text("[[chanel]]\n", encoding="utf-8")
    assert didevan.ending(2, "check").stderr.endswith("\n1 problem found\n")


def test_a_database_that_is_up_to_date_is_said_to_be(didevan: Didevan) -> None:
    didevan("database", "upgrade")
    assert didevan("check").stdout.splitlines()[-1].endswith(", up to date")


def test_a_database_of_a_newer_didevan_is_told(didevan: Didevan) -> None:
    didevan("database", "upgrade")
    with closing(sqlite3.connect(didevan.state / "didevan.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    for words in [("check",), *STARTS[:-1]]:
        result = didevan.ending(1, *words)
        assert result.stderr.startswith("didevan: the database "), result.stderr
        assert "9999" in result.stderr


@pytest.mark.parametrize("words", [*STARTS[:4], ("database", "upgrade")], ids=" ".join)
def test_a_folder_that_can_not_be_made_is_named(didevan: Didevan, words: tuple[str, ...]) -> None:
    didevan.state.write_text("a file, where a folder should be")
    result = didevan.ending(1, *words)
    assert result.stderr.startswith(
        f"didevan: cannot make the folder for our data: {didevan.state}"
    )
    assert result.stderr.count("\n") == 1
