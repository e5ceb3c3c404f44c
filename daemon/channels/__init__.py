"""The post: one file per way of handing a message over."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.channels import apprise, feed, maildir, smtp, webhook
from daemon.channels.kind import ChannelContext, ChannelKind, OpenChannel

CHANNELS: Mapping[str, ChannelKind] = {
    "apprise": apprise.KIND,
    "feed": feed.KIND,
    "maildir": maildir.KIND,
    "smtp": smtp.KIND,
    "webhook": webhook.KIND,
}
"""Every kind of channel by the word that config.toml uses for it."""

__all__ = ["CHANNELS", "ChannelContext", "ChannelKind", "OpenChannel"]
