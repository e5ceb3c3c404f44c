"""Notices as one message to an operator."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from daemon.alerts.addressed import addressed
from daemon.alerts.notices import Change
from daemon.alerts.plain import shorten
from daemon.alerts.render import Line, render_notice
from daemon.alerts.troubles import called, meant
from daemon.alerts.wording import counted, sentence_case, stamp
from daemon.model.notice import Notice
from daemon.model.post import Message, Recipient

_LONGEST = 240


def notice_message(change: Change, recipient: Recipient, *, now: datetime, domain: str) -> Message:
    """What began and ended, in one message; its id follows from what it tells."""
    zone = ZoneInfo(recipient.zone)
    began = [_line(one, zone) for one in change.began]
    ended = [_line(one, zone) for one in change.ended]
    subject = _subject(change)
    rendered = render_notice(subject, began, ended, recipient)
    return addressed(
        "notice",
        rendered,
        recipient,
        told=(now.isoformat(), *map(_told, (*change.began, *change.ended))),
        domain=domain,
        now=now,
        headers={"List-Id": f"Didevan notices <notices.{domain}>"},
    )


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


def _line(notice: Notice, zone: ZoneInfo) -> Line:
    until = f" to {stamp(notice.ended_at, zone)}" if notice.ended_at else ""
    said = shorten(notice.detail, _LONGEST)
    return Line(
        head=f"{sentence_case(called(notice))}, {'' if until else 'since '}"
        f"{stamp(notice.began_at, zone)}{until}",
        said=f"{said}{'' if said.endswith('.') else '.'}",
        meaning="" if until else meant(notice),
    )


def _told(notice: Notice) -> str:
    return f"{notice.kind} {notice.subject} {notice.began_at} {notice.ended_at}"
