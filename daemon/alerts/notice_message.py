"""Notices as one message to an operator."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from daemon.alerts.notices import Change
from daemon.alerts.plain import header_text, shorten
from daemon.alerts.render import render_notice
from daemon.alerts.wording import counted, stamp
from daemon.model.notice import Notice, Trouble
from daemon.model.post import Message, Recipient

_TROUBLES = {
    Trouble.SOURCE_FAILING: "source {} fails",
    Trouble.NOTHING_RECEIVED: "nothing is received",
    Trouble.POST_REFUSED: "messages to {} are refused",
    Trouble.POST_CAPPED: "the hourly cap holds messages back",
    Trouble.DISK_NEARLY_FULL: "the disk is nearly full",
}
_LONGEST = 240


def notice_message(change: Change, recipient: Recipient, *, now: datetime, domain: str) -> Message:
    """What began and ended, in one message; its id follows from what it tells."""
    zone = ZoneInfo(recipient.zone)
    began = [_line(one, zone) for one in change.began]
    ended = [_line(one, zone) for one in change.ended]
    subject = _subject(change)
    rendered = render_notice(subject, began, ended, recipient)
    return Message(
        id=f"<{_identity(change, recipient, now)}@{domain}>",
        kind="notice",
        recipient=recipient.name,
        address=recipient.address,
        channel=recipient.channel,
        subject=header_text(rendered.subject),
        text=rendered.text,
        html=rendered.html,
        created_at=now,
        headers={"List-Id": f"Didevan notices <notices.{domain}>"},
    )


def called(notice: Notice) -> str:
    """A trouble in a few words."""
    return _TROUBLES[notice.kind].format(shorten(notice.subject, 60))


def _subject(change: Change) -> str:
    everything = [*change.began, *change.ended]
    if len(everything) == 1:
        over = "over: " if change.ended else ""
        return f"Dîdevan notice: {over}{called(everything[0])}"
    told = [
        counted(len(some), f"trouble {word}", f"troubles {word}")
        for some, word in ((change.began, "began"), (change.ended, "ended"))
        if some
    ]
    return f"Dîdevan notice: {', '.join(told)}"


def _line(notice: Notice, zone: ZoneInfo) -> str:
    until = f" to {stamp(notice.ended_at, zone)}" if notice.ended_at else ""
    word = called(notice)
    return (
        f"{word[:1].upper()}{word[1:]}, {'' if until else 'since '}"
        f"{stamp(notice.began_at, zone)}{until}: {shorten(notice.detail, _LONGEST)}"
    )


def _identity(change: Change, recipient: Recipient, now: datetime) -> str:
    told = [
        f"{one.kind} {one.subject} {one.began_at} {one.ended_at}"
        for one in (*change.began, *change.ended)
    ]
    parts = ["notice", recipient.name, recipient.channel, now.isoformat(), *told]
    return sha256("|".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
