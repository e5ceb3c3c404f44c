"""Troubles of the watch in words: what each is, and what can be done."""

from __future__ import annotations

from daemon.alerts.plain import shorten
from daemon.model.notice import SUPPRESSED_AFTER, Notice, Trouble

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


def called(notice: Notice) -> str:
    """A trouble in a few words."""
    return _TROUBLES[notice.kind].format(shorten(notice.subject, 60))


def meant(notice: Notice) -> str:
    """What a trouble means for the readers, and what can be done."""
    return _MEANING[notice.kind].format(shorten(notice.subject, 60))
