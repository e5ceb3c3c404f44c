"""What a kind of channel is: its own options, and how one is opened with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel

from daemon.channels.unsubscribe import NO_ADDRESS, Unsubscribe
from daemon.model.post import Message, NotSent, Sent


class OpenChannel(Protocol):
    """A channel that is ready; ``send`` never raises for what the other side does."""

    async def send(self, message: Message) -> Sent | NotSent: ...

    async def aclose(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ChannelContext:
    """What every channel is given beside its options.

    ``sender`` is the address messages come from, with or without a name before it;
    ``secret`` reads a systemd credential by name and gives None when there is none;
    ``state_dir`` is where a channel may keep files; ``clock`` gives the present time in UTC;
    ``unsubscribe`` gives the web address for a message's List-Unsubscribe, or nothing.
    """

    sender: str
    secret: Callable[[str], str | None]
    state_dir: Path
    clock: Callable[[], datetime]
    unsubscribe: Unsubscribe = NO_ADDRESS


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A kind of channel: the model of its options, and what opens it with them."""

    Options: type[BaseModel]
    open: Callable[[Any, ChannelContext], OpenChannel]
