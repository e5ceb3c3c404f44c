"""The post of the fortnight: a real mail server with its bad days, and what it was handed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope

from daemon.pipeline.ports import Clock
from tests.channels.post_office import Office
from tests.journeys.fortnight.script import CUT_OFF, POST_DOWN, REFUSING

GONE = "gone@news.example"


@dataclass(frozen=True)
class Taken:
    """A mail that the server took: when, for whom, and its bytes."""

    at: datetime
    address: str
    content: bytes


@dataclass
class Sorting(Office):
    """Closed while it is down; once it cuts the line after a mail's last dot."""

    clock: Clock = field(default=lambda: CUT_OFF)
    mails: list[Taken] = field(default_factory=list)
    refusals: list[datetime] = field(default_factory=list)
    cut: int = 0

    async def handle_MAIL(  # noqa: N802 aiosmtpd's names
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        down = POST_DOWN[0] <= self.clock() < POST_DOWN[1]
        self.mail = "421 4.3.2 closing for repairs" if down else "250 OK"
        return await super().handle_MAIL(server, session, envelope, address, options)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        gone = address == GONE and REFUSING[0] <= self.clock() < REFUSING[1]
        self.rcpt = "550 5.1.1 no such user here" if gone else "250 OK"
        if gone:
            self.refusals.append(self.clock())
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802, ARG002
        assert isinstance(envelope.content, bytes)
        self.mails.append(Taken(self.clock(), envelope.rcpt_tos[0], envelope.content))
        if self.clock() >= CUT_OFF and not self.cut:
            self.cut += 1
            cast("Any", server.transport).abort()
        return self.data
