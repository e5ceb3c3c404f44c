"""The journey of a notice: how the watch stands, what is new about that, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from daemon.alerts.notice_message import notice_message
from daemon.alerts.notices import Change, change
from daemon.model.notice import Limits, Notice, Trouble, Vitals
from daemon.model.post import Message, Recipient
from daemon.model.source import Source
from daemon.pipeline.health import health
from daemon.pipeline.ports import Clock


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


@dataclass(frozen=True, slots=True)
class Noticer:
    """Tells ``operators`` what is wrong with the watch, once, and again when it ends.

    ``free`` gives the free space for our data in bytes, None where it cannot be told.
    """

    store: NoticeStore
    clock: Clock
    limits: Limits
    free: Callable[[], int | None]
    operators: tuple[Recipient, ...]
    sources: Sequence[Source]
    domain: str

    async def look(self) -> Change:
        """Look once; what began and ended is stored, also when nobody is to be told."""
        now = self.clock()
        found = await self.store.vitals(now, self.free())
        known = await self.store.present_notices()
        enabled = tuple(row for row in health(self.sources, found.sources) if row.enabled)
        news = change(known, replace(found, sources=enabled), self.limits, now)
        if news and await self.store.save_notices(news.began, news.ended, self._mails(news, now)):
            return news
        return Change()

    def _mails(self, news: Change, now: datetime) -> list[Message]:
        unreachable = {one.subject for one in news.began if one.kind is Trouble.POST_REFUSED}
        return [
            notice_message(news, operator, now=now, domain=self.domain)
            for operator in self.operators
            if operator.name not in unreachable
        ]
