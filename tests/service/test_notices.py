"""The watch looks after itself: troubles are logged and told, and the ping stops when it must."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from daemon.config.operator import NoticeSettings
from daemon.model.alert import Alerting
from daemon.model.article import Severity
from daemon.model.notice import Limits
from daemon.model.outcome import Failed, Fetched, Reason
from daemon.service import watch as watching
from daemon.service.watch import HEALTHY_SECONDS
from daemon.service.wiring import free_space
from daemon.store import Store
from tests.pipeline.fakes import NOW, FakeClock
from tests.pipeline.reporting import MINUTE, report
from tests.service.stage import SHILAN, Stage

PING = "https://ping.example.org/secret-token"


class Pinged:
    """A web that answers the ping, or does not."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failing = False

    async def fetch(self, url: str, **_: object) -> Fetched | Failed:
        self.asked.append(url)
        if self.failing:
            return Failed(Reason.DEADLINE, f"{url} did not answer")
        return Fetched(url, 200, {}, b"OK")

    async def aclose(self) -> None: ...


@pytest.fixture
async def stage(store: Store, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(store, clock, tmp_path)
    yield made
    await made.work.drain(0)
    await made.watch.journeys.aclose()


@pytest.fixture
def web(stage: Stage) -> Pinged:
    """The ping's web, in the place of the watch's own."""
    web = Pinged()
    journeys = stage.watch.journeys
    settings = replace(journeys.settings, notices=NoticeSettings(ping_url=PING))
    stage.watch.journeys = replace(journeys, settings=settings, fetcher=web)  # type: ignore[arg-type]
    return web


async def look(stage: Stage) -> list[str]:
    """One look, and the events that it logged."""
    with capture_logs() as logs:
        await stage.watch.notices()
        await stage.idle()
    assert "secret-token" not in str(logs)
    return [line["event"] for line in logs]


async def test_a_watch_that_is_well_pings_each_time(stage: Stage, web: Pinged) -> None:
    assert [await look(stage), await look(stage)] == [[], []]
    assert web.asked == [PING, PING]


async def test_a_watch_that_is_not_well_does_not_ping(
    stage: Stage, web: Pinged, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = time.monotonic() + HEALTHY_SECONDS + 1
    monkeypatch.setattr(watching, "time", SimpleNamespace(monotonic=lambda: later))
    await look(stage)
    assert web.asked == []


async def test_a_ping_that_fails_is_logged_when_it_begins_and_when_it_ends(
    stage: Stage, web: Pinged
) -> None:
    web.failing = True
    assert [await look(stage), await look(stage)] == [["ping_failed"], []]
    web.failing = False
    assert [await look(stage), await look(stage)] == [["ping_answered_again"], []]


async def test_a_trouble_is_logged_when_it_begins_and_when_it_ends(stage: Stage) -> None:
    journeys = stage.watch.journeys
    full = replace(journeys.noticer, limits=Limits(disk_free=10**30))
    stage.watch.journeys = replace(journeys, noticer=full)
    assert [await look(stage), await look(stage)] == [["trouble_began"], []]
    stage.watch.journeys = replace(journeys, noticer=replace(full, limits=Limits(disk_free=0)))
    assert [await look(stage), await look(stage)] == [["trouble_ended"], []]


async def test_alerts_that_were_decided_are_logged_without_addresses(stage: Stage) -> None:
    told = replace(SHILAN, alerting=Alerting(Severity.HIGH))
    journeys = stage.watch.journeys
    settings = replace(journeys.settings, recipients=(told,))
    stage.watch.journeys = replace(journeys, settings=settings)
    await stage.watch.journeys.begin()
    stage.clock.forward(MINUTE)
    await report(stage.store, "blast", at=stage.clock.now)
    stage.clock.forward(4 * MINUTE)
    with capture_logs() as logs:
        await stage.watch.alerts()
        await stage.idle()
    [line] = [line for line in logs if line["event"] == "alerts_decided"]
    assert (line["recipient"], line["stories"], line["mails"]) == ("shilan", 1, 1)
    assert "@" not in str(line)
    assert stage.clock.now > NOW


def test_where_there_is_no_disk_its_space_is_unknown(tmp_path: Path) -> None:
    assert (free_space(tmp_path) or 0) > 0
    assert free_space(tmp_path / "nothing" / "here") is None
