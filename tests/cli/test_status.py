"""``status`` and ``database``: how everything stands, in words and as JSON, changing nothing."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from daemon.cli.status import ago, state, within
from daemon.model.outcome import Reason
from daemon.model.post import SourceHealth
from daemon.store.tables import REVISION
from tests.cli.didevan import Didevan

NOW = datetime(2026, 11, 14, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WELL = SourceHealth("esta", "ئێستا", True, NOW - HOUR, NOW + HOUR, 0, None, "", None, 7, 1)
NEVER = replace(WELL, polled_at=None, next_poll_at=None)
FAILING = replace(WELL, failures=1, problem=Reason.DEADLINE, problem_detail="not done in 30 s")


def test_before_the_first_run_it_says_so_and_makes_nothing(didevan: Didevan) -> None:
    said = didevan("status").stdout
    assert said == "nothing yet: the watch was never begun here ('didevan run')\n"
    assert not didevan.state.exists()


def test_before_the_first_run_json_is_json_too(didevan: Didevan) -> None:
    told = didevan.json("status", "--json")
    assert told["overview"] is None
    assert [(row["source"], row["polled_at"]) for row in told["sources"]] == [
        ("esta", None),
        ("lvin", None),
    ]
    assert list(told["next_digests"]) == ["shilan"]
    assert datetime.fromisoformat(told["next_digests"]["shilan"]) > NOW
    assert not didevan.state.exists()


def with_wrong_rules(didevan: Didevan) -> None:
    """A folder of the user's own rules in which a category has no weight that is a number."""
    own = didevan.folder / "own"
    own.mkdir()
    (own / "mine.toml").write_text('[[category]]\nid = "mine"\nthreshold = "much"\n')
    config = didevan.folder / "config.toml"
    before = config.read_text(encoding="utf-8")
    config.write_text(f'{before}\n[rules]\nfolder = "{own}"\n', encoding="utf-8")


@pytest.fixture(scope="module")
def cycled(once_polled: Didevan, tmp_path_factory: pytest.TempPathFactory) -> Didevan:
    """After polls of a sound, a walled and a broken outlet, a digest and its delivery."""
    desk = once_polled.copied(tmp_path_factory.mktemp("cycled"))
    desk("poll", "dergay-nwe")
    desk.ending(1, "poll", "broken-window")
    desk("digest")
    desk("deliver")
    return desk


def test_after_a_cycle_it_tells_how_each_source_fares_and_why(cycled: Didevan) -> None:
    lines = cycled("status").stdout.splitlines()
    rows = {line.split()[0]: line for line in lines if line}
    assert lines[0].split() == ["source", "last", "polled", "next", "articles", "flagged", "state"]
    assert rows["bangi-chiya"].endswith(" ok")
    assert re.search(r" \d+ (s|min) ago +in \d+ (s|min) ", rows["bangi-chiya"])
    assert "broken_feed: " in rows["broken-window"]
    assert rows["rubar"].endswith(" not polled yet")
    assert any(line.startswith("pages not used: dergay-nwe: ") for line in lines)
    assert any(" articles, consent_wall: a consent page stands" in line for line in lines)
    assert "outbox: 1 sent" in lines
    assert any(line.startswith("last digest of analyst@") for line in lines)
    assert any(line.startswith("next digest for analyst: in ") for line in lines)
    assert lines[-1] == f"mail: post (maildir): {cycled.state / 'mail'}"


def test_after_a_cycle_json_tells_the_same(cycled: Didevan) -> None:
    told = cycled.json("status", "--json")
    sources = {row["source"]: row for row in told["sources"]}
    assert sources["bangi-chiya"]["outlet"] == "بانگی چیا"
    assert sources["bangi-chiya"]["problem"] is None
    assert sources["broken-window"]["problem"] == "broken_feed"
    assert sources["broken-window"]["failures"] == 1
    assert sources["rubar"]["polled_at"] is None
    overview = told["overview"]
    assert "sources" not in overview, "they are told once, with their outlets"
    assert overview["articles"] == sum(row["articles"] for row in told["sources"]) > 0
    assert [line["state"] for line in overview["outbox"]] == ["sent"]
    [digest] = overview["digests"]
    assert (digest["recipient"], digest["baseline"], digest["state"]) == ("analyst", False, "sent")
    assert isinstance(digest["late"], float)
    for moment in (told["now"], digest["decided_at"], sources["bangi-chiya"]["next_poll_at"]):
        assert datetime.fromisoformat(moment).utcoffset() == timedelta(0)
    assert "T" in told["now"]


def test_sources_that_are_not_enabled_are_counted_or_shown(didevan: Didevan) -> None:
    didevan("database", "upgrade")
    assert "1 source is not enabled ('didevan status --all')" in didevan("status").stdout
    lines = didevan("status", "--all").stdout.splitlines()
    assert any(line.startswith("lvin ") and line.endswith("not enabled") for line in lines)
    assert not any("--all" in line for line in lines)
    assert "outbox: empty" in lines


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (WELL, "ok"),
        (NEVER, "not polled yet"),
        (replace(WELL, enabled=False), "not enabled"),
        (FAILING, "deadline: not done in 30 s"),
        (
            replace(FAILING, failures=5, problem_since=NOW - 26 * HOUR),
            "deadline: not done in 30 s, 5 times in a row, first 1 d ago",
        ),
    ],
)
def test_the_state_of_a_source_in_words(row: SourceHealth, words: str) -> None:
    assert state(row, NOW) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59.9), "59 s"),
        (timedelta(seconds=60), "1 min"),
        (timedelta(minutes=119), "1 h"),
        (timedelta(hours=23, minutes=59), "23 h"),
        (timedelta(days=400), "400 d"),
    ],
)
def test_spans_are_told_in_one_unit(span: timedelta, words: str) -> None:
    assert ago(NOW - span, NOW) == f"{words} ago"
    assert within(NOW + span, NOW) == f"in {words}"


def test_what_never_was_and_what_is_over_have_words_too() -> None:
    assert (ago(None, NOW), within(None, NOW), within(NOW - HOUR, NOW)) == ("-", "-", "now")
    assert ago(NOW + HOUR, NOW) == "0 s ago", "a clock that was set back"


def test_wrong_rules_are_told_and_what_is_known_is_shown(polled: Didevan) -> None:
    sound = polled("status").stdout.splitlines()
    with_wrong_rules(polled)
    ended = polled("status")
    assert "mine.toml" in ended.stderr
    assert all(line.startswith("wrong: ") for line in ended.stderr.splitlines())
    assert [line.split()[0] for line in ended.stdout.splitlines() if line] == [
        line.split()[0] for line in sound if line
    ]
    told = polled.json("status", "--json")
    assert any("mine.toml" in wrong for wrong in told["wrong_settings"])
    assert told["overview"]["articles"] > 0
    assert "mine.toml" in polled.ending(2, "check").output


def test_a_wrong_source_is_told_and_the_others_are_shown(polled: Didevan) -> None:
    sources = polled.folder / "sources.toml"
    text = sources.read_text(encoding="utf-8").replace('kind = "rss"', 'kind = "rs"', 1)
    sources.write_text(text, encoding="utf-8")
    ended = polled("status")
    assert "unknown kind 'rs'" in ended.stderr
    assert "sources.toml:" in ended.stderr
    assert ended.stdout.startswith("source ")


def test_a_wrong_config_may_name_another_database_so_nothing_is_shown(polled: Didevan) -> None:
    config = polled.folder / "config.toml"
    config.write_text('[database]\nurl = "mysql://x/y"\n', encoding="utf-8")
    ended = polled.ending(2, "status")
    assert ended.stdout == ""
    assert "config.toml:2" in ended.stderr


def test_wrong_rules_do_not_keep_the_database_from_being_upgraded(didevan: Didevan) -> None:
    with_wrong_rules(didevan)
    assert didevan("database", "upgrade").stdout == f"from revision nothing to {REVISION}\n"
    assert didevan.json("database", "status", "--json")["current"] == REVISION


def test_the_database_is_made_brought_up_to_date_and_left_alone(didevan: Didevan) -> None:
    assert didevan("database", "status").stdout.startswith("revision: none yet\n")
    assert didevan.json("database", "status", "--json")["current"] is None
    assert not didevan.state.exists()

    assert didevan("database", "upgrade").stdout == f"from revision nothing to {REVISION}\n"
    assert didevan("database", "upgrade").stdout == f"already at revision {REVISION}\n"

    assert didevan("database", "status").stdout.splitlines()[-1] == "up to date"
    told = didevan.json("database", "status", "--json")
    assert told == {"current": REVISION, "head": REVISION, "known": True, "pending": []}
    assert didevan.state.stat().st_mode & 0o777 == 0o700


def test_what_there_is_to_do_is_named(didevan: Didevan) -> None:
    assert f"to do: {REVISION}" in didevan("database", "status").stdout.replace(", ", "\nto do: ")


def test_a_database_of_a_newer_didevan_is_told_and_left_alone(didevan: Didevan) -> None:
    didevan("database", "upgrade")
    with closing(sqlite3.connect(didevan.state / "didevan.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    lines = didevan("database", "status").stdout.splitlines()
    assert lines[0] == "revision: 9999"
    assert lines[-1] == "written by a newer Dîdevan: install that one again"
    assert json.loads(didevan("database", "status", "--json").stdout)["known"] is False
    assert "9999" in didevan.ending(1, "database", "upgrade").stderr
