"""Messages as signed JSON to a web address, for programs (the Standard Webhooks convention).

The signature is HMAC-SHA256 over ``id.timestamp.body``; whoever holds the secret can tell that
a message is ours, is whole and is fresh. https://www.standardwebhooks.com
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import ipaddress
import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, ConfigDict, Field, model_validator

from daemon.alerts.facts import VERSION
from daemon.alerts.plain import shorten
from daemon.channels.kind import ChannelContext, ChannelKind
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent, Sent

_MOST_ANSWER = 2_000  # bytes of an answer that are read; only its status counts
_GONE = 410
_ABOUT_THE_MESSAGE = {400, 413, 415, 422}  # trying again cannot help


class Options(BaseModel):
    """Where to, and with which secret.

    ``secret_credential`` names the credential with the shared secret; ``deadline`` bounds the
    whole exchange, in seconds. ``insecure`` allows http:// to another machine.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(min_length=1)
    secret_credential: str = Field(min_length=1)
    deadline: float = Field(default=30, gt=0)
    insecure: bool = False

    @model_validator(mode="after")
    def _safe(self) -> Options:
        scheme, host = _address(self.url)
        if scheme not in {"http", "https"} or not host:
            raise ValueError("url must begin with https:// and name a host")
        if scheme == "http" and not (self.insecure or _is_loopback(host)):
            raise ValueError(
                "url would send messages in clear text to another machine; "
                "set insecure = true if that is meant"
            )
        return self


def _address(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    return parts.scheme, "" if "@" in parts.netloc else host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(slots=True)
class Webhook:
    """One web address; the client is opened with the first message and kept."""

    options: Options
    context: ChannelContext
    _client: httpx.AsyncClient | None = field(default=None)

    async def send(self, message: Message) -> Sent | NotSent:
        """Post ``message`` within the deadline; redirects are not followed."""
        secret = self.context.secret(self.options.secret_credential)
        if not secret or not secret.strip():
            name = self.options.secret_credential
            return NotSent(Reason.POST_REFUSED, f"there is no credential '{name}'")
        body = payload(message)
        try:
            async with asyncio.timeout(self.options.deadline):
                return await self._post(message, body, secret.strip())
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return NotSent(Reason.POST_UNREACHABLE, _words(error))
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            return NotSent(Reason.POST_UNANSWERED, _words(error), ambiguous=True)

    async def aclose(self) -> None:
        """Close the connections that are kept open."""
        if self._client is not None:
            await self._client.aclose()

    async def _post(self, message: Message, body: bytes, secret: str) -> Sent | NotSent:
        headers = signed(message, body, secret, int(self.context.clock().timestamp()))
        if self._client is None:
            self._client = httpx.AsyncClient(
                timeout=self.options.deadline, follow_redirects=False, trust_env=False
            )
        async with self._client.stream(
            "POST", self.options.url, content=body, headers=headers
        ) as answer:
            return _judged(answer.status_code, await _beginning(answer))


def payload(message: Message) -> bytes:
    """``message`` as JSON in UTF-8; what no text can hold is replaced.

    Its facts stand beside its words; no key of theirs may take the place of ours.
    """
    values = {
        "version": VERSION,
        "stories": [],  # of a notice
        **message.facts,
        "id": identity(message),
        "kind": message.kind,
        "recipient": message.recipient,
        "subject": message.subject,
        "text": message.text,
        "html": message.html,
        "created_at": message.created_at.isoformat(),
        "thread": message.headers.get("References", message.id).split(" ")[0].strip("<>"),
    }
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")


def identity(message: Message) -> str:
    """The Message-ID without its brackets: the same for every repeat."""
    return message.id.strip("<>")


def signed(message: Message, body: bytes, secret: str, timestamp: int) -> dict[str, str]:
    """The headers that go with ``body``; a secret in the form ``whsec_...`` is base64."""
    told = b".".join((identity(message).encode(), str(timestamp).encode(), body))
    mark = base64.b64encode(hmac.digest(_key(secret), told, hashlib.sha256)).decode()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": identity(message),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{mark}",
    }


def _key(secret: str) -> bytes:
    coded = secret.removeprefix("whsec_")
    if coded == secret:
        return secret.encode()
    try:
        return base64.b64decode(coded, validate=True)
    except ValueError:
        return secret.encode()


async def _beginning(answer: httpx.Response) -> str:
    """The first words of an answer; a long one is not read to its end."""
    read = b""
    async for piece in answer.aiter_raw():
        read += piece
        if len(read) >= _MOST_ANSWER:
            break
    return shorten(read[:_MOST_ANSWER].decode("utf-8", "replace"), 120)


def _judged(status: int, said: str) -> Sent | NotSent:
    detail = f"{status} {said}".strip()
    if 200 <= status < 300:
        return Sent(note=detail)
    if status == _GONE:  # the convention: whoever says so wants no more messages
        return NotSent(Reason.ADDRESS_REFUSED, detail, permanent=True)
    if status in _ABOUT_THE_MESSAGE:
        return NotSent(Reason.POST_REFUSED, detail, permanent=True)
    # A wrong address or secret can be mended, and the message must not be lost until then.
    return NotSent(Reason.POST_REFUSED, detail)


def _words(error: Exception) -> str:
    return shorten(str(error) or type(error).__name__, 200)


def _open(options: Options, context: ChannelContext) -> Webhook:
    return Webhook(options, context)


KIND = ChannelKind(Options, _open)
