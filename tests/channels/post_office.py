"""Real SMTP servers on loopback: aiosmtpd with chosen answers, and ones that only play a script."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope

CERTIFICATE = Path(__file__).with_name("loopback.pem")


@dataclass
class Office:
    """What the server answers, and what it took; ``lost`` mail was cut off after its last dot."""

    rcpt: str = "250 OK"
    mail: str = "250 OK"
    data: str = "250 OK, kept as 1"
    drop_after_data: bool = False
    hold_after_data: asyncio.Event | None = None
    password: str | None = None
    taken: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802 aiosmtpd's names
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self.mail

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.data.startswith("2"):
            self.taken.append(envelope)
            self.encrypted.append(session.ssl is not None)
        if self.drop_after_data:
            cast("asyncio.Transport", server.transport).abort()
        if self.hold_after_data is not None:
            await self.hold_after_data.wait()
        return self.data

    def authenticate(self, _s: Any, _n: Any, _e: Any, _mechanism: str, data: Any) -> AuthResult:
        good = data.login == b"didevan" and data.password == (self.password or "").encode()
        return AuthResult(success=good, handled=False)


def server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@asynccontextmanager
async def opened(
    office: Office, *, starttls: bool = False, tls: bool = False
) -> AsyncIterator[int]:
    """Serve ``office`` on an ephemeral loopback port, which is given."""
    loop = asyncio.get_running_loop()

    def serve() -> SMTP:
        return SMTP(
            office,
            loop=loop,
            hostname="localhost",
            tls_context=server_tls() if starttls else None,
            authenticator=office.authenticate if office.password else None,
            auth_require_tls=False,
        )

    server = await loop.create_server(serve, "127.0.0.1", 0, ssl=server_tls() if tls else None)
    async with server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def scripted(*answers: bytes, endless: bytes = b"") -> AsyncIterator[int]:
    """Send the first answer at once, each further one after a line arrives, then ``endless``."""

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            for number, answer in enumerate(answers):
                if number:
                    await reader.readline()
                writer.write(answer)
                await writer.drain()
            while endless:
                writer.write(endless)
                await writer.drain()
            await reader.read()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(play, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
