"""The post: one file per way of handing a message over."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.channels import maildir, smtp
from daemon.channels.kind import ChannelContext, ChannelKind, OpenChannel

CHANNELS: Mapping[str, ChannelKind] = {"maildir": maildir.KIND, "smtp": smtp.KIND}
"""Every kind of channel by the word that config.toml uses for it."""

__all__ = ["CHANNELS", "ChannelContext", "ChannelKind", "OpenChannel"]
