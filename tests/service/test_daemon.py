"""The daemon as a real process: ready when sound, reloading, alone, and gone within seconds."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

import pytest

from daemon.demo.newsroom import Newsroom
from daemon.service import clock
from daemon.service.demonstration import write_settings
from daemon.store.tables import REVISION
from tests.service.listening import PATIENCE
from tests.service.running import RUN, Running, environment, running

DEADLINE = 2  # seconds, for the slow feed
HANGING = """\
[[source]]
name = "hanging"
outlet = "کاروانی هێواش"
url = "http://127.0.0.1:{port}/feed"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
"""
LIMITS = """\
[fetch]
deadline_seconds = {deadline}
allow_networks = ["127.0.0.0/8"]
allow_ports = [{port}]
"""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(clock.now(), delay=0) as opened:
        yield opened


@pytest.fixture(scope="module")
def silence() -> Iterator[socket.socket]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(PATIENCE)
        yield listening


@pytest.fixture(scope="module")
def both(
    newsroom: Newsroom, silence: socket.socket, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Running, Running]]:
    """Two daemons, started at the same time because that takes long."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    write_settings(first, newsroom)
    port = silence.getsockname()[1]
    (second / "sources.toml").write_text(HANGING.format(port=port), encoding="utf-8")
    (second / "config.toml").write_text(
        LIMITS.format(deadline=DEADLINE, port=port), encoding="utf-8"
    )
    with running(first) as one, running(second) as two:
        yield one, two


@pytest.fixture(scope="module")
def daemon(both: tuple[Running, Running]) -> Running:
    """A daemon that watches the demo's newsroom and has said that it is ready."""
    ready = both[0].until("READY=1")
    assert ready == "READY=1\nSTATUS=watching 10 sources for 1 recipient"
    return both[0]


@pytest.fixture
def sources(daemon: Running, newsroom: Newsroom) -> Iterator[list[str]]:
    """The daemon's sources, each as its table; put back at the end."""
    text = newsroom.sources_toml()
    yield ["[[source]]" + table for table in text.split("[[source]]")[1:]]
    daemon.write_sources(text)


def asked_of(daemon: Running, question: str) -> list[tuple[object, ...]]:
    """What the daemon's database answers."""
    file = daemon.folder / "didevan.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()


def asked(newsroom: Newsroom, target: str) -> bool:
    """Whether the newsroom is asked for this, soon."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if any(request.target == target for request in newsroom.requests):
            return True
        time.sleep(0.02)
    return False


def test_sigterm_ends_it_within_seconds_while_a_slow_feed_is_being_fetched(
    both: tuple[Running, Running], silence: socket.socket
) -> None:
    daemon = both[1]
    ready = daemon.until("READY=1")
    assert ready == "READY=1\nSTATUS=watching 1 source for 1 recipient"
    connection, _ = silence.accept()
    with connection:
        assert not any("poll_came_to_nothing" in line for line in daemon.log)
        daemon.signal(signal.SIGTERM)
        daemon.until("STOPPING=1")
        assert daemon.process.wait(DEADLINE + 8) == 0
    assert "event=watch_ended cancelled=0" in daemon.log[-1]
    assert sorted(file.name for file in daemon.folder.glob("didevan.db*")) == [
        "didevan.db",
        "didevan.db.lock",
        "didevan.db.upgrading",
    ], "and its own log is cleaned up"
    assert asked_of(daemon, "SELECT source, problem FROM feeds") == [("hanging", "deadline")]


def test_it_is_ready_when_the_database_is(daemon: Running) -> None:
    assert daemon.systemd.heard[0].startswith("READY=1"), "and nothing was said before"
    assert asked_of(daemon, "SELECT version_num FROM alembic_version") == [(REVISION,)]
    begun = asked_of(daemon, "SELECT recipient FROM digests WHERE baseline")
    assert begun == [("analyst",)], "the schedule has begun, so that the first digest can be due"


def test_the_watchdog_is_fed_more_often_than_it_asks_for(daemon: Running) -> None:
    fed = []
    for _ in range(6):
        daemon.until("WATCHDOG=1")
        fed.append(time.monotonic())
    shortest = min(later - earlier for earlier, later in pairwise(fed))
    assert shortest < 0.9, "a machine that pauses now and then makes others longer"


def test_it_polls_its_sources(daemon: Running, newsroom: Newsroom) -> None:
    assert daemon.process.poll() is None
    for table in newsroom.sources():
        entrance = str(table["url"]).removeprefix(newsroom.base_url)
        assert asked(newsroom, entrance), table["name"]
    assert {request.user_agent.partition("/")[0] for request in newsroom.requests} == {"didevan"}


def test_a_second_daemon_is_refused_and_told_who_holds_the_database(daemon: Running) -> None:
    second = subprocess.run(
        RUN,
        env=environment(daemon.folder),
        cwd=daemon.folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert second.returncode == 75
    assert f"is held by process {daemon.process.pid} on {socket.gethostname()}" in second.stderr
    assert "Traceback" not in second.stderr
    assert daemon.process.poll() is None


def test_settings_that_are_wrong_are_refused_on_reload_and_the_reason_told(
    daemon: Running, newsroom: Newsroom, sources: list[str]
) -> None:
    typed = sources[0].replace("language", "langauge").replace("/feed", "/feed?typed")
    daemon.write_sources(newsroom.sources_toml() + typed)

    said = daemon.reload()

    status = said.partition("STATUS=")[2]
    assert status.startswith("old settings kept: sources.toml:")
    assert "already used" in status
    problems = [line for line in daemon.log if "settings_refused" in line]
    assert any("did you mean 'language'" in line for line in problems)
    assert len(problems) >= 2, "every problem is logged, and the status tells the first"
    daemon.until("WATCHDOG=1")


def test_sound_settings_are_taken_on_reload(
    daemon: Running, newsroom: Newsroom, sources: list[str]
) -> None:
    slug = newsroom.outlets[0].slug
    added = sources[0].replace(f'"{slug}"', '"added"', 1).replace("/feed", "/feed?added")
    daemon.write_sources(added)

    assert daemon.reload() == "READY=1\nSTATUS=watching 1 source for 1 recipient"
    assert asked(newsroom, f"/{slug}/feed?added")


def test_every_line_of_its_log_is_an_event(daemon: Running) -> None:
    assert any("event=watch_began sources=10" in line for line in daemon.log)
    for line in daemon.log:
        assert line.startswith("timestamp="), line
        assert " level=" in line, line
        assert " event=" in line, line
