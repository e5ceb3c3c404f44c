"""systemd hears how we are, in whatever letters; without systemd nobody is told."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from daemon.service.notify import Notifier
from tests.service.listening import bound, listening


def test_ready_carries_a_status_in_kurdish() -> None:
    with listening() as systemd:
        Notifier({"NOTIFY_SOCKET": systemd.address}).ready("چاودێریی ٣ سەرچاوە دەکرێت")
        assert systemd.hear() == "READY=1\nSTATUS=چاودێریی ٣ سەرچاوە دەکرێت"


def test_each_state_has_its_own_words() -> None:
    with listening() as systemd:
        notifier = Notifier({"NOTIFY_SOCKET": systemd.address})
        notifier.reloading()
        notifier.status("one")
        notifier.alive()
        notifier.stopping()
        heard = [systemd.hear() for _ in range(4)]
        assert heard == ["RELOADING=1", "STATUS=one", "WATCHDOG=1", "STOPPING=1"]


def test_a_status_can_not_smuggle_in_another_state() -> None:
    with listening() as systemd:
        Notifier({"NOTIFY_SOCKET": systemd.address}).status("bad\nSTOPPING=1")
        assert systemd.hear() == "STATUS=bad STOPPING=1"


def test_half_a_letter_in_a_status_does_not_lose_the_rest() -> None:
    with listening() as systemd:
        Notifier({"NOTIFY_SOCKET": systemd.address}).ready("file \udce9.toml")
        assert systemd.hear() == "READY=1\nSTATUS=file ?.toml"


def test_an_abstract_socket_is_found() -> None:
    name = f"didevan-test-{os.getpid()}"
    with bound(f"\0{name}", f"@{name}") as systemd:
        Notifier({"NOTIFY_SOCKET": systemd.address}).alive()
        assert systemd.hear() == "WATCHDOG=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": ""}])
def test_without_systemd_nobody_is_told(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    Notifier(environment).ready("all is well")


def test_a_socket_that_is_gone_is_told_and_the_watch_goes_on(tmp_path: Path) -> None:
    notifier = Notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")})
    with capture_logs() as logs:
        notifier.alive()
    assert [(line["event"], line["log_level"]) for line in logs] == [("state_not_told", "warning")]


@pytest.mark.parametrize(
    ("given", "seconds"), [("60000000", 60.0), ("", None), ("soon", None), (None, None)]
)
def test_the_watchdogs_time_is_read_from_the_environment(
    given: str | None, seconds: float | None
) -> None:
    environment = {} if given is None else {"WATCHDOG_USEC": given}
    assert Notifier(environment).watchdog_seconds == seconds
