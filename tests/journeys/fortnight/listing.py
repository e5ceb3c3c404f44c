"""The mails of the fortnight as a person reads them: by recipient, on the recipient's clock."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.journeys.fortnight.harvest import Fortnight, Mail

ZONES = {"berlin": "Europe/Berlin"}
BAGHDAD = "Asia/Baghdad"
EXPECTED = Path(__file__).with_name("mails.txt")
"""Every mail with its time, kind and stories; written by ``python -m tests.journeys.fortnight``."""


def listing(fortnight: Fortnight, *, subjects: bool = True) -> str:
    """Every mail, each with its time, kind and stories, and if asked for with its subject."""
    recipients = dict.fromkeys(one.recipient for one in fortnight.mails)
    lines = [line for name in sorted(recipients) for line in _to(fortnight, name, subjects)]
    return "\n".join(lines) + "\n"


def _to(fortnight: Fortnight, recipient: str, subjects: bool) -> Iterator[str]:
    zone = ZoneInfo(ZONES.get(recipient, BAGHDAD))
    yield f"{recipient} ({zone.key})"
    for mail in fortnight.to(recipient):
        told = f"{mail.at.astimezone(zone):%a %d %b %H:%M}  {_told(mail, subjects)}"
        yield textwrap.fill(told, 100, initial_indent="  ", subsequent_indent=" " * 20)
    yield ""


def _told(mail: Mail, subjects: bool) -> str:
    words = f"{mail.kind}{_manner(mail)}"
    if subjects or mail.kind == "notice":
        words += f": {mail.subject}"
    if mail.kind == "notice":
        return words
    counted = f", and {len(mail.counted)} only counted" if mail.counted else ""
    return f"{words} [{', '.join(_folded(mail)) or 'nothing'}{counted}]"


def _manner(mail: Mail) -> str:
    """Whether the mail goes on in a thread, and whether it was written late."""
    late = mail.kind == "digest" and "! Late by" in _text(mail)
    return (" (in thread)" if mail.content["References"] else "") + (" (late)" if late else "")


def _text(mail: Mail) -> str:
    body = mail.content.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _folded(mail: Mail) -> list[str]:
    """The stories, those of the storm as one range."""
    storm = sorted(one for one in mail.events if re.fullmatch(r"storm-\d\d", one))
    alone = sorted(set(mail.events) - set(storm)) if mail.kind == "digest" else mail.events
    rest = [one for one in alone if one not in storm]
    if len(storm) < 2:
        return [*rest, *storm]
    return [*rest, f"{storm[0]} to {storm[-1]}: {len(storm)} stories"]
