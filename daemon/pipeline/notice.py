"""The journey of a notice: how the watch stands, what is new about that, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from daemon.alerts.notice_message import notice_message
from daemon.alerts.notices import SETTLED, Change, change
from daemon.model.notice import Limits, Notice, Refused, Trouble, Vitals
from daemon.model.post import Message, Recipient
from daemon.model.source import Source
from daemon.pipeline.health import health
from daemon.pipeline.ports import Clock

PAUSE = timedelta(hours=1)
"""Looks follow on one another every minute: so long a gap was none of the watch's making."""


class NoticeStore(Protocol):
    """The memory that notices need."""

    async def present_notices(self) -> list[Notice]:
        """The troubles that have not ended."""
        ...

    async def vitals(self, now: datetime, free: int | None) -> Vitals: ...

    async def save_notices(
        self, began: Sequence[Notice], ended: Sequence[Notice], messages: Sequence[Message]
    ) -> bool:
        """Write them in one transaction; False, and nothing written, when another did before."""
        ...


@dataclass(slots=True)
class Awake:
    """Since when looks have followed on one another without a pause."""

    since: datetime | None = None
    last: datetime | None = None

    def at(self, now: datetime) -> timedelta:
        """How long the watch has been awake at ``now``, which is a look itself."""
        if self.since is None:
            self.since = now - SETTLED  # the first look of all comes late enough by itself
        elif self.last is not None and not timedelta(0) <= now - self.last <= PAUSE:
            self.since = now
        self.last = now
        return now - self.since


@dataclass(frozen=True, slots=True)
class Noticer:
    """Tells ``operators`` what is wrong with the watch, once, and again when it ends.

    ``free`` gives the free space for our data in bytes, None where it cannot be told. After a
    pause longer than ``PAUSE`` between two looks the machine was asleep: what was missed in
    that time is not the sources' fault, and they are judged again once they were looked at.
    """

    store: NoticeStore
    clock: Clock
    limits: Limits
    free: Callable[[], int | None]
    operators: tuple[Recipient, ...]
    sources: Sequence[Source]
    domain: str
    awake: Awake = field(default_factory=Awake)

    async def look(self) -> Change:
        """Look once; what began and ended is stored, also when nobody is to be told."""
        now = self.clock()
        found = await self.store.vitals(now, self.free())
        known = await self.store.present_notices()
        enabled = tuple(row for row in health(self.sources, found.sources) if row.enabled)
        news = change(
            known,
            replace(found, sources=enabled),
            self.limits,
            now,
            awake=self.awake.at(now),
        )
        mails = self._mails(news, found.refused, now) if news else []
        if news and await self.store.save_notices(news.began, news.ended, mails):
            return news
        return Change()

    def _mails(self, news: Change, refused: Sequence[Refused], now: datetime) -> list[Message]:
        unreachable = {one.recipient for one in refused if one.suppressed}
        unreachable |= {one.subject for one in news.began if one.kind is Trouble.POST_REFUSED}
        return [
            notice_message(news, operator, now=now, domain=self.domain)
            for operator in self.operators
            if operator.name not in unreachable
        ]
