"""A digest as a message: one identity however often it is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from daemon.alerts.message import digest_message
from daemon.model.article import StoredArticle
from daemon.model.post import Message
from tests.alerts.sample import ANALYST, DUE, content


def message(found: Iterable[StoredArticle] | None = None, **changes: object) -> Message:
    return digest_message(content(found, **changes), ANALYST, domain="example.org")


def test_the_id_is_the_same_however_late_and_whatever_it_tells() -> None:
    later = message(found=[], now=DUE + timedelta(hours=9), late=timedelta(hours=9), read=1)
    assert later.id == message().id
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message().id)


def test_another_schedule_date_recipient_or_channel_is_another_message() -> None:
    period = content().period
    others = [
        message(period=replace(period, schedule="evening")),
        message(period=replace(period, local_date=date(2026, 11, 22))),
        digest_message(content(), replace(ANALYST, name="other"), domain="example.org"),
        digest_message(content(), replace(ANALYST, channel="smtp"), domain="example.org"),
    ]
    assert len({message().id, *(other.id for other in others)}) == 5


def test_the_message_goes_where_the_recipient_wants_it() -> None:
    made = message()
    assert (made.recipient, made.address, made.channel) == (
        "morning desk",
        "analyst@example.org",
        "maildir",
    )
    assert (made.kind, made.created_at) == ("digest", content().now)


def test_a_digest_is_marked_as_list_mail() -> None:
    assert message().headers == {
        "List-Id": "Didevan digest <digest.example.org>",
        "Precedence": "bulk",
    }


def test_the_same_content_is_rendered_the_same_every_time() -> None:
    assert message() == message()
