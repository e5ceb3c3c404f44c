"""Messages to chats and telephones by Apprise: Telegram, Signal, Slack, Matrix, ntfy and others.

Apprise is an extra, because it brings six packages that nobody else needs. Its addresses hold
tokens: they come from a credential, and no word of them is stored or logged.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from daemon.alerts.plain import header_text, shorten
from daemon.channels.kind import ChannelContext, ChannelKind
from daemon.model.outcome import Reason
from daemon.model.post import Message, NotSent, Sent

EXTRA = "didevan[apprise]"
CUT = "\n… (shortened: the whole is longer than this service takes)"


class Options(BaseModel):
    """``url_credential`` names the credential that holds the Apprise address.

    ``longest`` is how many letters of the text are sent; ``deadline`` bounds the whole
    exchange, in seconds.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    url_credential: str = Field(min_length=1)
    longest: int = Field(default=3500, ge=200, le=100_000)
    deadline: float = Field(default=60, gt=0)

    @model_validator(mode="after")
    def _installed(self) -> Options:
        if find_spec("apprise") is None:
            raise ValueError(f"this kind of channel needs an extra: pip install '{EXTRA}'")
        return self


@dataclass(frozen=True, slots=True)
class AppriseChannel:
    """One Apprise address, read from its credential anew for each message."""

    options: Options
    context: ChannelContext

    async def send(self, message: Message) -> Sent | NotSent:
        """Hand the subject and the text to the service."""
        url = (self.context.secret(self.options.url_credential) or "").strip()
        if not url:
            name = self.options.url_credential
            return NotSent(Reason.POST_REFUSED, f"there is no credential '{name}'")
        service = await asyncio.to_thread(_service, url)  # loading its services takes a moment
        if service is None:
            word = f"credential '{self.options.url_credential}' holds no address of Apprise"
            return NotSent(Reason.POST_REFUSED, word)
        try:
            async with asyncio.timeout(self.options.deadline):
                result = await service.async_notify(
                    title=header_text(message.subject),
                    body=self._body(message.text),
                    body_format="text",
                )
        except TimeoutError:
            return NotSent(Reason.POST_UNANSWERED, "no answer in time", ambiguous=True)
        return Sent() if result else NotSent(Reason.POST_REFUSED, _why(result, url))

    async def aclose(self) -> None:
        """Nothing is held open."""

    def _body(self, text: str) -> str:
        plain = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
        if len(plain) <= self.options.longest:
            return plain
        return plain[: self.options.longest - len(CUT)] + CUT


def _service(url: str) -> Any:
    """Apprise with one address; None when it is none that Apprise knows."""
    service = import_module("apprise").Apprise()
    return service if service.add(url) else None


def _why(result: Any, url: str) -> str:
    """What Apprise noted in its log, without any word of the address."""
    said = next((entry.message for entry in result.logs()), "the service did not take it")
    for secret in sorted(set(re.split(r"[:/?&=@]+", url)), key=len, reverse=True):
        if len(secret) >= 4:
            said = said.replace(secret, "***")
    return shorten(said, 200)


def _open(options: Options, context: ChannelContext) -> AppriseChannel:
    return AppriseChannel(options, context)


KIND = ChannelKind(Options, _open)
