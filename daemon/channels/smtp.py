"""Messages by SMTP: one recipient each, encrypted unless told otherwise, every outcome a value."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import ssl
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

import aiosmtplib
from aiosmtplib import SMTP
from pydantic import BaseModel, ConfigDict, Field, model_validator

from daemon.alerts.plain import shorten
from daemon.channels.email import build_email, envelope
from daemon.channels.kind import ChannelContext, ChannelKind
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent, Sent

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_PARTING = 5.0  # seconds for the goodbye, which changes nothing
_OK = 200  # the least code a server can answer with; aiosmtplib marks nonsense by -1
_TOO_LARGE = 552


class Options(BaseModel):
    """How to reach the mail server.

    ``timeout`` bounds each answer and ``deadline`` the whole conversation, both in seconds;
    the answer to the mail itself may take until the deadline, because giving up early is what
    makes second copies. ``ca_file`` holds the certificates to trust instead of the system's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(min_length=1)
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    insecure: bool = False
    username: str | None = None
    password_credential: str | None = None
    timeout: float = Field(default=30, gt=0)
    deadline: float = Field(default=300, gt=0)
    ca_file: Path | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Options:
        if self.security == "none" and not (self.insecure or _is_loopback(self.host)):
            raise ValueError(
                'security = "none" would send mail in clear text to another machine; '
                "set insecure = true if that is meant"
            )
        if (self.username is None) != (self.password_credential is None):
            raise ValueError("username and password_credential go together")
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Step(StrEnum):
    """How far a conversation has come, in the words a failure is reported with."""

    CONNECT = "connecting"
    ENCRYPT = "starting encryption"
    LOGIN = "logging in"
    SENDER = "naming the sender"
    RECIPIENT = "naming the recipient"
    MAIL = "sending the mail"


@dataclass(slots=True)
class _Conversation:
    """One mail's way into one server; ``step`` tells afterwards where it stopped."""

    options: Options
    password: str | None
    client: SMTP
    step: _Step = _Step.CONNECT

    async def hand_over(self, sender: str, recipient: str, mail: bytes) -> str:
        """What the server answered when it took the mail."""
        await self._connect()
        await self._login()
        self.step = _Step.SENDER
        await self.client.mail(sender, options=self._size(mail))
        self.step = _Step.RECIPIENT
        await self.client.rcpt(recipient)
        self.step = _Step.MAIL
        return (await self.client.data(mail, timeout=None)).message

    async def part(self) -> None:
        """Say goodbye after a mail was taken; what comes of that changes nothing."""
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await self.client.quit(timeout=_PARTING)

    async def _connect(self) -> None:
        ca_file = self.options.ca_file
        if self.options.security != "none":
            self.client.tls_context = await asyncio.to_thread(
                ssl.create_default_context, cafile=str(ca_file) if ca_file else None
            )
        await self.client.connect()
        if self.options.security == "starttls":
            self.step = _Step.ENCRYPT
            await self.client.starttls()
        await self.client.ehlo()

    async def _login(self) -> None:
        if self.options.username is not None:
            self.step = _Step.LOGIN
            await self.client.login(self.options.username, self.password or "")

    def _size(self, mail: bytes) -> list[str]:
        return [f"SIZE={len(mail)}"] if self.client.supports_extension("size") else []


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server; each message is a conversation of its own, with one recipient."""

    options: Options
    context: ChannelContext

    async def send(self, message: Message) -> Sent | NotSent:
        """Hand ``message`` to the server within the deadline."""
        try:
            mail = build_email(message, self.context.sender, self.context.unsubscribe(message))
            sender, recipient = envelope(message, self.context.sender)
        except ValueError as error:
            return NotSent(Reason.INTERNAL_ERROR, str(error), permanent=True)
        password = self._password()
        if isinstance(password, NotSent):
            return password
        return await self._converse(password, sender, recipient, mail)

    async def aclose(self) -> None:
        """Nothing is held open between messages."""

    def _password(self) -> str | NotSent | None:
        """Read anew for each message, so that a changed credential needs no restart."""
        name = self.options.password_credential
        if name is None:
            return None
        secret = self.context.secret(name)
        if secret is None:
            return NotSent(Reason.MAIL_LOGIN_FAILED, f"there is no credential '{name}'")
        return secret.rstrip("\r\n")

    async def _converse(
        self, password: str | None, sender: str, recipient: str, mail: bytes
    ) -> Sent | NotSent:
        talk = _Conversation(self.options, password, self._client(sender))
        try:
            async with asyncio.timeout(self.options.deadline):
                answer = await talk.hand_over(sender, recipient, mail)
        except (aiosmtplib.SMTPException, OSError, UnicodeError) as error:
            return _judged(talk.step, error)
        else:
            await talk.part()
            return Sent(note=shorten(answer, 200))
        finally:
            talk.client.close()

    def _client(self, sender: str) -> SMTP:
        return SMTP(
            hostname=self.options.host,
            port=self.options.port or _PORTS[self.options.security],
            local_hostname=sender.rpartition("@")[2],
            timeout=self.options.timeout,
            use_tls=self.options.security == "tls",
            start_tls=False,  # we ask for it ourselves, as a step of its own
        )


def _judged(step: _Step, error: Exception) -> Sent | NotSent:
    """What it means that ``error`` ended the conversation at ``step``."""
    if isinstance(error, aiosmtplib.SMTPResponseException) and error.code >= _OK:
        return _refused(step, error.code, shorten(error.message, 200))
    detail = shorten(f"{step}: {str(error) or type(error).__name__}", 240)
    if step is _Step.MAIL:
        return NotSent(Reason.MAIL_UNANSWERED, detail, ambiguous=True)
    if step is _Step.LOGIN and not isinstance(error, OSError):
        return NotSent(Reason.MAIL_LOGIN_FAILED, detail)
    if _without_tls(step, error):
        return NotSent(Reason.MAIL_NO_TLS, detail)
    return NotSent(Reason.MAIL_UNREACHABLE, detail)


def _refused(step: _Step, code: int, answer: str) -> Sent | NotSent:
    """What the server's own answer means.

    A 5xx is final where it is about the recipient or this mail. About the connection, the
    login or the sender it is not: the operator can mend those, and the mail must not be lost.
    """
    detail = f"{step}: {code} {answer}"
    if step is _Step.MAIL and code < 300:
        return Sent(note=f"{code} {answer}")
    if step is _Step.ENCRYPT:
        return NotSent(Reason.MAIL_NO_TLS, detail)
    if step is _Step.LOGIN:
        return NotSent(Reason.MAIL_LOGIN_FAILED, detail)
    if code < 500:
        return NotSent(Reason.MAIL_DEFERRED, detail)
    final = step in {_Step.RECIPIENT, _Step.MAIL} or code == _TOO_LARGE
    reason = Reason.ADDRESS_REFUSED if _knows_nobody(step, code, answer) else Reason.MAIL_REFUSED
    return NotSent(reason, detail, permanent=final)


def _knows_nobody(step: _Step, code: int, answer: str) -> bool:
    """Whether the server says that there is no such recipient.

    RFC 3463: 5.7.x is about what we are allowed, x.2.2 is a mailbox that is full.
    """
    about_us = answer.startswith(("5.7.", "5.2.2", "5.3.4"))
    return step is _Step.RECIPIENT and code != _TOO_LARGE and not about_us


def _without_tls(step: _Step, error: Exception) -> bool:
    """Whether it was the encryption that failed, and not the line."""
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return True
    return step is _Step.ENCRYPT and not isinstance(error, OSError)


def _open(options: Options, context: ChannelContext) -> Smtp:
    return Smtp(options, context)


KIND = ChannelKind(Options, _open)
