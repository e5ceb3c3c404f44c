"""The only module that knows every concrete class: settings become journeys."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from daemon import __version__
from daemon.channels import CHANNELS, ChannelContext
from daemon.channels.unsubscribe import Unsubscribe
from daemon.config.credentials import ReadSecret
from daemon.config.operator import FetchLimits
from daemon.config.settings import Settings
from daemon.fetch import FetchSettings, PageFetcher, WebFetcher
from daemon.jail import Jail
from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Unreadable
from daemon.model.source import Source
from daemon.pipeline.alert import Alerter
from daemon.pipeline.collect import Collector
from daemon.pipeline.deliver import Deliverer
from daemon.pipeline.digest import Digester
from daemon.pipeline.notice import Noticer
from daemon.pipeline.ports import Channel, Clock, P, R
from daemon.pipeline.read import PageReader
from daemon.schedule.cadence import AdaptivePlanner
from daemon.schedule.periods import due_periods, next_due
from daemon.schedule.retry import retry_at
from daemon.sources import KINDS
from daemon.store import Store

CONNECT_DEADLINE = 10.0  # seconds
SLOW_THREADS = 2  # matching holds the interpreter: more would not help


@dataclass(frozen=True, slots=True)
class KindParser:
    """Reads a source by its kind, in the jail."""

    jail: Jail

    def accept(self, source: Source) -> str:
        """The Accept header of the source's kind."""
        return KINDS[source.kind].accept

    async def parse(self, source: Source, fetched: Fetched, now: datetime) -> Parsed | Unreadable:
        """The entries, as the source's kind reads them."""
        return await self.jail.parse(source, fetched, now)


class ThreadOffload:
    """Runs slow plain functions in threads of our own, so that the event loop never waits."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(SLOW_THREADS, thread_name_prefix="slow")

    async def __call__(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """What ``function`` returns."""
        call = partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def close(self) -> None:
        """Begin nothing more; what runs is left to end by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Journeys:
    """The journeys for one set of settings, and what must be closed with them."""

    settings: Settings
    sources: Mapping[str, Source]  # the enabled ones, by name
    collector: Collector
    digester: Digester
    alerter: Alerter
    noticer: Noticer
    deliverer: Deliverer
    fetcher: WebFetcher
    channels: Mapping[str, Channel]
    offload: ThreadOffload
    jail: Jail

    async def begin(self) -> None:
        """Remember since when each recipient has his digests and alerts."""
        await self.digester.begin(self.settings.recipients)
        await self.alerter.begin(self.settings.recipients)

    async def aclose(self) -> None:
        """Close what was opened for these settings; the store is not ours."""
        await self.fetcher.aclose()
        for channel in self.channels.values():
            await channel.aclose()
        self.offload.close()
        await self.jail.aclose()


def wire(
    settings: Settings, store: Store, *, clock: Clock, owner: str, read_secret: ReadSecret
) -> Journeys:
    """Everything that works, made of the settings; ``owner`` names this process to the outbox."""
    fetcher = WebFetcher(fetch_settings(settings.fetch))
    channels = open_channels(settings, read_secret, clock)
    offload, jail = ThreadOffload(), Jail()
    return Journeys(
        settings=settings,
        sources={source.name: source for source in settings.sources if source.enabled},
        collector=_collector(settings, store, fetcher, offload=offload, jail=jail, clock=clock),
        digester=_digester(settings, store, clock),
        alerter=_alerter(settings, store, clock),
        noticer=_noticer(settings, store, clock),
        deliverer=Deliverer(
            store, channels, clock, retry_at, owner, settings.notices.limits.most_per_hour
        ),
        fetcher=fetcher,
        channels=channels,
        offload=offload,
        jail=jail,
    )


def _digester(settings: Settings, store: Store, clock: Clock) -> Digester:
    return Digester(
        store=store,
        due_periods=due_periods,
        next_due=next_due,
        clock=clock,
        domain=settings.mail.domain,
        oldest=settings.digest_max_age,
        sources=settings.sources,
        names=_category_names(settings),
    )


def _alerter(settings: Settings, store: Store, clock: Clock) -> Alerter:
    return Alerter(
        store=store,
        clock=clock,
        domain=settings.mail.domain,
        sources=settings.sources,
        names=_category_names(settings),
    )


def _category_names(settings: Settings) -> dict[str, str]:
    return {category.id: category.name for category in settings.rules.categories}


def _noticer(settings: Settings, store: Store, clock: Clock) -> Noticer:
    told = settings.notices.to
    return Noticer(
        store=store,
        clock=clock,
        limits=settings.notices.limits,
        free=partial(free_space, settings.state_dir),
        operators=tuple(one for one in settings.recipients if one.name in told),
        sources=settings.sources,
        domain=settings.mail.domain,
    )


def free_space(folder: Path) -> int | None:
    """The bytes that are free for us where ``folder`` lies; None when nobody can tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def fetch_settings(limits: FetchLimits) -> FetchSettings:
    """The fetcher's settings, with the contact in the User-Agent."""
    contact = f" (+{limits.contact})" if limits.contact else ""
    return FetchSettings(
        user_agent=f"didevan/{__version__}{contact}",
        deadline=limits.deadline,
        connect_deadline=min(limits.deadline, CONNECT_DEADLINE),
        max_body=limits.max_body,
        concurrency=limits.concurrency,
        per_host=limits.per_host,
        gap=limits.gap,
        allow_networks=limits.allow_networks,
        allow_ports=limits.allow_ports,
    )


def open_channels(settings: Settings, read_secret: ReadSecret, clock: Clock) -> dict[str, Channel]:
    """Every channel of the settings, by the name that recipients use."""
    mail = settings.mail
    unsubscribe = Unsubscribe(mail.unsubscribe_url, mail.unsubscribe_credential, read_secret)
    context = ChannelContext(mail.sender, read_secret, settings.state_dir, clock, unsubscribe)
    return {c.name: CHANNELS[c.kind].open(c.options, context) for c in settings.channels}


def _collector(
    settings: Settings,
    store: Store,
    fetcher: WebFetcher,
    *,
    offload: ThreadOffload,
    jail: Jail,
    clock: Clock,
) -> Collector:
    pages = PageFetcher(fetcher, store, clock)
    return Collector(
        fetcher=fetcher,
        parser=KindParser(jail),
        reader=PageReader(pages, jail, settings.rules, offload, clock),
        store=store,
        planner=AdaptivePlanner(jitter=lambda: random.uniform(0.9, 1.1)),  # noqa: S311 (not a secret)
        clock=clock,
    )
