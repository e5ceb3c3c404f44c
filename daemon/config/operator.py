"""What the operator decides, as values: everything in config.toml, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from pydantic import BaseModel

from daemon.model.notice import Limits
from daemon.model.post import Recipient


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """One way of delivering: its name, its kind in CHANNELS, and that kind's own options."""

    name: str
    kind: str
    options: BaseModel


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How we behave on the web.

    ``contact`` goes into the User-Agent so that an outlet can reach the operator.
    ``deadline`` is seconds for one whole answer, ``max_body`` bytes after decompression,
    ``concurrency`` requests at once in all and ``per_host`` at one host. ``allow_networks``
    are networks (CIDR) reachable although they are private; ``allow_ports`` are allowed
    beside 80 and 443. ``gap`` is seconds between two requests to one host (None: the
    fetcher's own choice).
    """

    contact: str
    deadline: float
    concurrency: int
    per_host: int
    max_body: int
    allow_networks: tuple[str, ...]
    allow_ports: tuple[int, ...]
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class MailIdentity:
    """Who our messages come from; ``domain`` stands in every Message-ID.

    ``unsubscribe_url`` is the template of the operator's own page, and the credential of that
    name signs the tokens in it.
    """

    sender: str
    domain: str
    unsubscribe_url: str = ""
    unsubscribe_credential: str = ""


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """Which recipients are told of troubles, and from where on something is one.

    ``ping_url`` is asked while the watch is well, so that whoever listens there can tell when
    it is not.
    """

    to: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    ping_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """What the operator decides: everything in config.toml, checked.

    ``database`` is an SQLAlchemy URL and may hold a password: it is never shown.
    ``digest_max_age`` is how old an article may have been when first seen and still be told.
    ``retention`` is how long articles are kept (None: for ever). ``poll_concurrency`` is how
    many sources are polled at once. ``rules_folder`` holds the operator's own rules.
    """

    recipients: tuple[Recipient, ...]
    channels: tuple[ChannelSettings, ...]
    database: str = field(repr=False)
    fetch: FetchLimits
    mail: MailIdentity
    digest_max_age: timedelta
    retention: timedelta | None
    poll_concurrency: int
    rules_folder: Path | None
    notices: NoticeSettings = field(default_factory=NoticeSettings)
