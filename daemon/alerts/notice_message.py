"""Notices as one message to an operator."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from daemon.alerts.addressed import addressed
from daemon.alerts.notices import Change
from daemon.alerts.plain import shorten
from daemon.alerts.render import render_notice
from daemon.alerts.wording import counted, stamp
from daemon.model.notice import SUPPRESSED_AFTER, Notice, Trouble
from daemon.model.post import Message, Recipient

_TROUBLES = {
    Trouble.SOURCE_FAILING: "source {} cannot be read",
    Trouble.SOURCE_SILENT: "source {} has fallen silent",
    Trouble.SOURCE_UNREADABLE: "the pages of source {} cannot be read",
    Trouble.NOTHING_RECEIVED: "nothing is received",
    Trouble.POST_REFUSED: "messages to {} are refused",
    Trouble.POST_WAITING: "messages by channel {} do not go out",
    Trouble.POST_CAPPED: "the hourly cap holds messages back",
    Trouble.DISK_NEARLY_FULL: "the disk is nearly full",
}
_MEANING = {
    Trouble.SOURCE_FAILING: (
        "What it publishes is in no alert and no digest until it can be read again. "
        "'didevan probe {}' looks for another address of it."
    ),
    Trouble.SOURCE_SILENT: (
        "It answers, and has nothing new. Look whether its site still publishes: its feed may "
        "have moved or been given up. 'didevan probe {}' looks for another address."
    ),
    Trouble.SOURCE_UNREADABLE: (
        "Only what its feed says is read: reports whose headline tells little may be missed. "
        "Its pages may have a new layout; 'selectors' in sources.toml can say where the text is."
    ),
    Trouble.NOTHING_RECEIVED: (
        "When most sources answer, it may be a quiet night; when few do, look at this machine's "
        "way into the network."
    ),
    Trouble.POST_REFUSED: (
        f"After {SUPPRESSED_AFTER} refusals of an address nothing more is written to it. Mend the "
        "address in config.toml, or say 'didevan send --test {}' once it exists again: what was "
        "missed is in the next digest."
    ),
    Trouble.POST_WAITING: "Nothing is lost: they are tried again for five days.",
    Trouble.POST_CAPPED: (
        "They go out later, the oldest first. 'most_messages_per_hour' in config.toml is the cap."
    ),
    Trouble.DISK_NEARLY_FULL: (
        "When it is full, nothing can be stored and nothing is sent. Make room, or keep "
        "articles for a shorter time ('days' of [retention])."
    ),
}
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


def called(notice: Notice) -> str:
    """A trouble in a few words."""
    return _TROUBLES[notice.kind].format(shorten(notice.subject, 60))


def meant(notice: Notice) -> str:
    """What a trouble means for the readers, and what can be done."""
    return _MEANING[notice.kind].format(shorten(notice.subject, 60))


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
    said = shorten(notice.detail, _LONGEST)
    meaning = "" if until else f" {meant(notice)}"
    return (
        f"{word[:1].upper()}{word[1:]}, {'' if until else 'since '}"
        f"{stamp(notice.began_at, zone)}{until}: {said}{'' if said.endswith('.') else '.'}{meaning}"
    )


def _told(notice: Notice) -> str:
    return f"{notice.kind} {notice.subject} {notice.began_at} {notice.ended_at}"
