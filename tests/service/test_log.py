"""One line of the log is one event, whatever a feed says and whoever logs it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
import structlog

from daemon.model.outcome import Reason
from daemon.service.log import set_up

FORGED = "real\n2026-11-14T00:00:00Z level=info event=forged \x1b[31mred\x1b[0m \u2028\u202eRLO\r\0"
Written = Callable[[], str]

LIBRARY = """
import logging, sys, warnings
from daemon.service.log import set_up
set_up()
try:
    raise ValueError("first line\\nsecond line \\x1b[31m")
except ValueError:
    logging.getLogger("asyncio").exception("a task failed\\nbadly")
logging.getLogger("apscheduler.executors.default").warning("a run was missed")
logging.getLogger("apscheduler.executors.default").error("a job failed")
logging.getLogger("trafilatura.core").error("no text")
logging.getLogger("httpx").info("every request")
"""


@pytest.fixture
def written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Written]:
    """What was written to stderr; the log is put back as it was."""
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)
    yield lambda: capsys.readouterr().err
    structlog.reset_defaults()


def test_an_event_is_a_line_with_its_time_level_and_fields(written: Written) -> None:
    set_up()
    structlog.get_logger().warning("poll_came_to_nothing", source="esta", reason=Reason.DEADLINE)
    time, *rest = written().split(" ")
    assert time.startswith("timestamp=20")
    assert time.endswith("Z")
    assert rest == [
        "level=warning",
        "event=poll_came_to_nothing",
        "source=esta",
        "reason=deadline\n",
    ]


def test_a_feed_can_not_forge_a_line(written: Written) -> None:
    set_up()
    structlog.get_logger().info("source_polled", detail=FORGED)
    line = written()
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert line.rstrip("\n").isprintable()
    assert "event=source_polled" in line
    assert "[31mred" in line, "what was said can still be read"


def test_kurdish_stays_readable(written: Written) -> None:
    set_up()
    structlog.get_logger().info("digest_decided", schedule="شیلان@07:00")
    assert "schedule=شیلان@07:00" in written()


def test_an_exception_is_told_on_its_line(written: Written) -> None:
    set_up()
    try:
        dict[str, str]()["no such\nthing"]
    except KeyError:
        structlog.get_logger().exception("poll_failed", source="esta")
    line = written()
    assert line.count("\n") == 1
    assert "Traceback" in line
    assert "KeyError" in line


def test_the_journal_gets_the_priority_and_has_its_own_clock(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOURNAL_STREAM", "8:12345")
    set_up()
    log = structlog.get_logger()
    log.info("watch_began")
    log.warning("clock_jumped")
    log.error("settings_refused")
    assert written().splitlines() == [
        "<6>level=info event=watch_began",
        "<4>level=warning event=clock_jumped",
        "<3>level=error event=settings_refused",
    ]


def test_what_lies_below_the_level_is_not_logged(written: Written) -> None:
    set_up(logging.WARNING)
    structlog.get_logger().info("source_polled")
    assert written() == ""


@pytest.mark.parametrize(
    ("environment", "error"), [({}, "ERROR "), ({"JOURNAL_STREAM": "8:1"}, "<3>ERROR ")]
)
def test_the_libraries_speak_in_lines_too_and_only_of_what_matters(
    environment: dict[str, str], error: str
) -> None:
    # in a process of its own, because the log of this one is pytest's
    said = subprocess.run(
        [sys.executable, "-c", LIBRARY], capture_output=True, env=environment, check=True, text=True
    ).stderr.splitlines()
    assert [line.split(":")[0] for line in said] == [
        f"{error}asyncio",
        f"{error}apscheduler.executors.default",
    ]
    assert "ValueError: first line second line" in said[0]
    assert all(line.isprintable() for line in said)
