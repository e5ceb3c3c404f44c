"""Troubles: named once when they begin, and once more when they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from daemon.alerts.notice_message import notice_message
from daemon.alerts.notices import Change, change, troubles
from daemon.alerts.troubles import meant
from daemon.model.notice import Limits, Notice, Refused, Stuck, Trouble, Vitals
from daemon.model.outcome import Reason
from tests.alerts.reading import parse_errors
from tests.alerts.sample import ANALYST, DUE, health

HOUR = timedelta(hours=1)
LIMITS = Limits()
WELL = Vitals(
    sources=(health("esta", "ئێستا"), health("off", "Off", enabled=False, problem=Reason.GONE)),
    newest_at=DUE - HOUR,
    refused=(),
    sent_lately=3,
    waiting=1,
    free=5_000_000_000,
)
FAILING = health(
    "kirkuk",
    "کەرکووک",
    problem=Reason.DEADLINE,
    problem_detail="no byte in 20 s",
    problem_since=DUE - 25 * HOUR,
)
SILENT = replace(FAILING, problem=Reason.SILENT, problem_since=DUE)
UNREADABLE = replace(FAILING, problem=Reason.EXTRACTION_FAILING, problem_since=DUE)
STUCK = Stuck("post", 2, DUE - HOUR, Reason.MAIL_UNREACHABLE, "connecting: refused")
REFUSED = Refused("duty", "duty@example.org", "post", Reason.MAIL_REFUSED, "550 no such user", DUE)


def kinds(vitals: Vitals) -> list[tuple[Trouble, str]]:
    return [(one.kind, one.subject) for one in troubles(vitals, LIMITS, DUE)]


def test_a_watch_that_is_well_has_no_trouble() -> None:
    assert kinds(WELL) == []


@pytest.mark.parametrize(
    ("changes", "kind", "subject"),
    [
        ({"sources": (FAILING,)}, Trouble.SOURCE_FAILING, "kirkuk"),
        ({"newest_at": DUE - 6 * HOUR}, Trouble.NOTHING_RECEIVED, ""),
        ({"sources": (SILENT,)}, Trouble.SOURCE_SILENT, "kirkuk"),
        ({"sources": (UNREADABLE,)}, Trouble.SOURCE_UNREADABLE, "kirkuk"),
        ({"refused": (REFUSED,)}, Trouble.POST_REFUSED, "duty"),
        ({"stuck": (STUCK,)}, Trouble.POST_WAITING, "post"),
        ({"sent_lately": 200}, Trouble.POST_CAPPED, ""),
        ({"free": 199_999_999}, Trouble.DISK_NEARLY_FULL, ""),
    ],
)
def test_each_trouble_is_noticed(changes: dict[str, object], kind: Trouble, subject: str) -> None:
    assert kinds(replace(WELL, **changes)) == [(kind, subject)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": (replace(FAILING, problem_since=DUE - 23 * HOUR),)},
        {"sources": (replace(FAILING, enabled=False),)},
        {"newest_at": None},
        {"newest_at": DUE - 9 * HOUR, "sources": (health("off", "Off", enabled=False),)},
        {"sent_lately": 500, "waiting": 0},
        {"stuck": (replace(STUCK, since=DUE - timedelta(minutes=59)),)},
        {"free": None},
    ],
)
def test_what_is_no_trouble_yet_is_not_one(changes: dict[str, object]) -> None:
    assert kinds(replace(WELL, **changes)) == []  # type: ignore[arg-type]


def test_a_trouble_is_told_once_and_again_when_it_ends() -> None:
    bad = replace(WELL, sources=(FAILING,), free=1)
    first = change([], bad, LIMITS, DUE)
    assert [one.kind for one in first.began] == [Trouble.SOURCE_FAILING, Trouble.DISK_NEARLY_FULL]
    known = [replace(one, id=number) for number, one in enumerate(first.began)]
    assert not change(known, bad, LIMITS, DUE + HOUR)
    last = change(known, replace(bad, sources=WELL.sources), LIMITS, DUE + 2 * HOUR)
    assert (last.began, [one.id for one in last.ended]) == ((), [0])
    assert last.ended[0].ended_at == DUE + 2 * HOUR


def test_what_a_sleeping_machine_did_not_see_is_not_missed() -> None:
    """A laptop that was closed for a night finds every source hours behind."""
    bad = replace(WELL, newest_at=DUE - 10 * HOUR, sources=(FAILING,), free=1)
    woken = change([], bad, LIMITS, DUE, awake=timedelta(minutes=9))
    assert [one.kind for one in woken.began] == [Trouble.DISK_NEARLY_FULL]
    later = change([], bad, LIMITS, DUE, awake=timedelta(minutes=10))
    assert len(later.began) == 3


@pytest.mark.parametrize("kind", list(Trouble))
def test_every_trouble_is_told_in_words_with_what_it_means(kind: Trouble) -> None:
    subject, text, html = message(Notice(kind, "kirkuk", "so it is", DUE))
    flat = " ".join(text.split())
    assert "{" not in subject + flat
    assert flat.count("so it is.") == 1
    assert meant(Notice(kind, "kirkuk", "", DUE)) in flat
    assert parse_errors(html) == []


def message(*began: Notice, ended: tuple[Notice, ...] = ()) -> tuple[str, str, str]:
    made = notice_message(Change(began, ended), ANALYST, now=DUE, domain="example.org")
    return made.subject, made.text, made.html


def test_the_message_names_the_trouble_since_when_and_why() -> None:
    (found,) = troubles(replace(WELL, sources=(FAILING,)), LIMITS, DUE)
    subject, text, html = message(found)
    assert subject == "Dîdevan notice: source kirkuk cannot be read"
    flat = " ".join(text.split())
    assert (
        "Source kirkuk cannot be read, since 20 Nov 06:00: it did not answer in time (no byte"
        in flat
    )
    assert "no byte in" in html
    assert parse_errors(html) == []


def test_many_troubles_of_one_moment_are_one_message() -> None:
    began = tuple(troubles(replace(WELL, sources=(FAILING,), free=1), LIMITS, DUE))
    over = replace(began[0], ended_at=DUE)
    assert message(*began)[0] == "Dîdevan notice: 2 troubles began"
    assert message(*began, ended=(over,))[0] == "Dîdevan notice: 2 troubles began, 1 trouble ended"
    assert message(ended=(over,))[0] == "Dîdevan notice: over: source kirkuk cannot be read"


def test_what_servers_say_is_only_text() -> None:
    evil = Notice(Trouble.POST_REFUSED, "x", "550 <script>alert(1)</script>\r\nBcc: e@e", DUE)
    subject, text, html = message(evil)
    assert "<script>" not in html
    assert "\r" not in subject + text
