"""Messages for the tests of the post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from daemon.channels import ChannelContext
from daemon.model.post import Message

NOW = datetime(2026, 11, 21, 4, 5, tzinfo=UTC)
SENDER = "Dîdevan <didevan@example.org>"

LETTER = Message(
    id="<0123456789abcdef0123456789abcdef@example.org>",
    kind="digest",
    recipient="morning desk",
    address="analyst@example.net",
    channel="post",
    subject="Dîdevan: هێرشێک لە کەرکووک",
    text="هەولێر\n.\nژمارە ١٢\n",
    html='<!doctype html><html lang="en"><body><p dir="rtl">هەولێر</p></body></html>',
    created_at=datetime(2026, 11, 21, 4, 0, tzinfo=UTC),
    headers={"List-Id": "Didevan digest <digest.example.org>", "Precedence": "bulk"},
)


def letter(**changes: object) -> Message:
    """A digest to an analyst, with what the test wants different."""
    return replace(LETTER, **changes)  # type: ignore[arg-type]


def context(state_dir: Path, secrets: Mapping[str, str] | None = None) -> ChannelContext:
    """What a channel is given, with credentials from a table."""
    return ChannelContext(SENDER, dict(secrets or {}).get, state_dir, lambda: NOW)


def parsed(mail: bytes) -> EmailMessage:
    """The mail as the standard library's present parser understands it."""
    return message_from_bytes(mail, policy=policy.default)


def part(mail: bytes, kind: str) -> str:
    """The decoded body of one kind: ``plain`` or ``html``."""
    found = parsed(mail).get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")
