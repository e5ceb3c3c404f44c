"""The whole life of the daemon on one page: sound, ready, watching, reloading, stopping."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import timedelta

import structlog

from daemon.config.credentials import ReadSecret
from daemon.config.settings import Settings, needs_restart
from daemon.errors import SettingsError
from daemon.schedule.jobs import Jobs
from daemon.service import clock
from daemon.service.garbage import settle
from daemon.service.notify import Notifier
from daemon.service.opening import make_state_dir, opened
from daemon.service.watch import Watch, owner_name
from daemon.service.wiring import Journeys, wire
from daemon.service.work import Work
from daemon.store import Store
from daemon.store.hold import hold

log = structlog.get_logger()

TICK_SECONDS = 1.0
STORY_SECONDS = 10.0  # beside once after every poll
DELIVER_SECONDS = 2.0
DIGEST_SECONDS = 15.0
ALERT_SECONDS = 15.0
NOTICE_SECONDS = 60.0
FIRST_NOTICE = timedelta(minutes=5)  # after a night without the machine, sources are read first
HOUSEKEEPING_SECONDS = 3600.0
HEARTBEAT_SECONDS = 5.0
DRAIN_SECONDS = 10.0  # systemd waits 30 s before it kills

Load = Callable[[], Settings]
"""Reads all settings; raises SettingsError with every problem."""


class Daemon:
    """One running daemon; ``load`` is asked again on SIGHUP."""

    def __init__(self, load: Load, read_secret: ReadSecret, notifier: Notifier) -> None:
        self._load = load
        self._read_secret = read_secret
        self._notifier = notifier
        self._owner = owner_name(clock.now(), os.getpid())
        self._stop = asyncio.Event()
        self._reload = asyncio.Event()

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT.

        Raises SettingsError or DatabaseError when it cannot begin.
        """
        self._listen()
        settings = self._load()
        make_state_dir(settings.state_dir)
        async with hold(settings.database, clock.now()), opened(settings.database) as store:
            journeys = self._wire(settings, store)
            work = Work()
            watch = Watch(journeys, store, work, clock.now)
            try:
                await self._begin(watch, store)
                settle()
                await self._watch(watch, work)
            finally:
                await watch.journeys.aclose()

    def _wire(self, settings: Settings, store: Store) -> Journeys:
        return wire(
            settings, store, clock=clock.now, owner=self._owner, read_secret=self._read_secret
        )

    async def _begin(self, watch: Watch, store: Store) -> None:
        abandoned = await store.release_abandoned(self._owner, clock.now())
        if abandoned:
            log.warning("messages_in_doubt_sent_again", messages=abandoned)
        await watch.journeys.begin()

    async def _watch(self, watch: Watch, work: Work) -> None:
        jobs = self._start_jobs(watch)
        self._notifier.ready(summary(watch.journeys))
        log.info("watch_began", sources=len(watch.journeys.sources))
        await self._beat(watch, jobs)
        self._notifier.stopping()
        jobs.stop()
        cancelled = await work.drain(DRAIN_SECONDS)
        log.info("watch_ended", cancelled=len(cancelled))

    def _start_jobs(self, watch: Watch) -> Jobs:
        jobs = Jobs()
        now = clock.now()
        jobs.every(TICK_SECONDS, "tick", watch.tick, now)
        jobs.every(STORY_SECONDS, "stories", watch.stories, now)
        jobs.every(DELIVER_SECONDS, "deliver", watch.deliver, now)
        jobs.every(DIGEST_SECONDS, "digests", watch.digests, now)
        jobs.every(ALERT_SECONDS, "alerts", watch.alerts, now)
        jobs.every(NOTICE_SECONDS, "notices", watch.notices, now + FIRST_NOTICE)
        jobs.every(HOUSEKEEPING_SECONDS, "housekeeping", watch.housekeeping, now)
        jobs.start()
        return jobs

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self._stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._reload.set)

    async def _beat(self, watch: Watch, jobs: Jobs) -> None:
        """Feed the watchdog while work goes on; mend the jobs' timers; reload when asked."""
        jumps = clock.JumpDetector()
        while not self._stop.is_set():
            if watch.is_well():
                self._notifier.alive()
            if jumps.jumped():
                log.warning("clock_jumped")
                jobs.wake(clock.now())
            if self._reload.is_set():
                self._reload.clear()
                await self._exchange(watch)
            await _first(self._stop, self._reload, seconds=self._pause())

    def _pause(self) -> float:
        watchdog = self._notifier.watchdog_seconds
        return min(HEARTBEAT_SECONDS, watchdog / 3) if watchdog else HEARTBEAT_SECONDS

    async def _exchange(self, watch: Watch) -> None:
        """Use the settings as the files are now; keep the old ones when they are wrong."""
        self._notifier.reloading()
        old = watch.journeys.settings
        try:
            settings = await asyncio.to_thread(self._load)
            journeys = self._wire(settings, watch.store)
        except SettingsError as error:
            for problem in error.problems:
                log.error("settings_refused", problem=str(problem))  # noqa: TRY400 (no bug of ours)
            self._notifier.ready(f"old settings kept: {error.problems[0]}")
            return
        for name in needs_restart(old, settings):
            log.warning("setting_needs_a_restart", setting=name)
        watch.exchange(journeys)
        settle()
        await journeys.begin()
        self._notifier.ready(summary(journeys))
        log.info("settings_reloaded", sources=len(journeys.sources))


def summary(journeys: Journeys) -> str:
    """How many sources and recipients are watched, for ``systemctl status``."""
    sources, recipients = len(journeys.sources), len(journeys.settings.recipients)
    return f"watching {_counted(sources, 'source')} for {_counted(recipients, 'recipient')}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


async def _first(*events: asyncio.Event, seconds: float) -> None:
    """Wait for the first of the events, or for so many seconds."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
