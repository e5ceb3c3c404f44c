"""A recipient's wishes come through as they are written."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from daemon.model.alert import Alerting, Interest, Span
from daemon.model.article import Severity
from daemon.model.language import Language
from daemon.model.post import Digits, Grouping, Recipient
from tests.config.rooms import SOUND, load, written

WISHES = """\
[[recipient]]
name = "rozhin"
address = "rozhin@example.org"
zone = "Europe/Berlin"
digest_at = ["19:00", "07:00"]
digest_days = ["thu", "mon"]
digest_severity = "medium"
digest_sections = "category"
digits = "arabic"
categories = ["explosion"]
places = ["kirkuk"]
actors = ["pkk"]
outlets = ["esta"]
languages = ["kmr", "kmr-Arab"]

[recipient.alert]
severity = "high"
quiet_hours = ["22:00-06:30", "13:00-14:00"]
quiet_broken_by = "nothing"
group_wait_minutes = 1.5
enough_sources = 2
group_interval_minutes = 30
repeat_interval_hours = 12
storm_at = 3
most_per_hour = 6
max_age_hours = 48
"""


def only(tmp_path: Path, text: str) -> Recipient:
    sources = written(tmp_path, "sources.toml", SOUND)
    (recipient,) = load(sources, written(tmp_path, "config.toml", text)).recipients
    return recipient


def test_every_wish_is_kept(tmp_path: Path) -> None:
    recipient = only(tmp_path, WISHES)
    assert recipient.digest_at == (time(7, 0), time(19, 0))
    assert recipient.digest_days == (0, 3)
    assert recipient.digest_at_least is Severity.MEDIUM
    assert recipient.digest_sections is Grouping.CATEGORY
    assert recipient.digits is Digits.ARABIC
    assert recipient.interest == Interest(
        categories=("explosion",),
        places=("kirkuk",),
        actors=("pkk",),
        outlets=("esta",),
        languages=(Language.KURMANJI, Language.BADINI),
    )
    assert recipient.alerting == Alerting(
        at_least=Severity.HIGH,
        quiet=(Span(time(22, 0), time(6, 30)), Span(time(13, 0), time(14, 0))),
        quiet_broken_by=None,
        group_wait=timedelta(seconds=90),
        enough_sources=2,
        group_interval=timedelta(minutes=30),
        repeat_interval=timedelta(hours=12),
        storm_at=3,
        most_per_hour=6,
        oldest=timedelta(hours=48),
    )


def test_who_wishes_nothing_has_every_digest_and_no_alerts(tmp_path: Path) -> None:
    plain = only(tmp_path, WISHES.partition("zone")[0])
    assert plain == Recipient("rozhin", "rozhin@example.org", "maildir")
    assert plain.alerting is None


def test_an_alert_with_its_severity_alone_has_the_defaults_of_the_model(tmp_path: Path) -> None:
    text = WISHES.partition("zone")[0] + '[recipient.alert]\nseverity = "critical"\n'
    assert only(tmp_path, text).alerting == Alerting(at_least=Severity.CRITICAL)
