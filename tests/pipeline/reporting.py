"""Articles that are flagged, understood and merged into stories, for the tests of alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zlib import crc32

from daemon.model.alert import Alerting
from daemon.model.article import (
    Article,
    Match,
    Origin,
    Precision,
    Severity,
    Verdict,
)
from daemon.model.language import Language
from daemon.model.poll import FeedResult
from daemon.model.post import Recipient
from daemon.model.source import FeedState, Source
from daemon.model.story import (
    Account,
    Count,
    EventDate,
    Incident,
    Place,
    Quote,
    Victims,
)
from daemon.store import Store
from tests.pipeline.fakes import BLAST, NOW, entry

MINUTE = timedelta(minutes=1)
DUTY = Recipient("duty", "duty@didevan.example", "post", alerting=Alerting(at_least=Severity.HIGH))
SOURCES = tuple(
    Source(name, outlet, f"https://{name}.example/feed", "rss", Language.SORANI, "Asia/Baghdad")
    for name, outlet in (("esta", "ئێستا"), ("rojnews", "RojNews"), ("lvin", "Lvîn"))
)
SOMEWHERE = Quote("body", BLAST, 0, len(BLAST))


def place(name: str) -> Place:
    """A town of Kirkuk Governorate."""
    parents = ("kirkuk-governorate", "iraq")
    return Place(name, name.title(), "town", SOMEWHERE, 35.1, 44.3, parents, "Kirkuk Governorate")


def article(name: str, source: str, severity: Severity) -> Article:
    """A report of an explosion."""
    found = (Match("explosion_ied", "blast", "body", BLAST, 0, len(BLAST), 3.0),)
    verdict = Verdict(True, 3.0, severity, Language.SORANI, ("explosion_ied",), found)
    body = f"{BLAST} لە داقووق ڕوویدا و دوو کەس گیانیان لەدەستدا."  # a blast in Daquq, two died
    what = replace(entry(f"{source}-{name}"), precision=Precision.MINUTE)
    return Article(what, source, f"هەواڵی {name}", body, Language.SORANI, Origin.PAGE, verdict)


async def report(
    store: Store,
    name: str,
    source: str = "esta",
    *,
    at: datetime = NOW,
    severity: Severity = Severity.HIGH,
    killed: int = 2,
    town: str = "daquq",
) -> int:
    """One article about the event ``name``, seen at ``at``; the number of its story."""
    written = article(name, source, severity)
    told_now = replace(written.entry, fingerprint=f"{name} {severity} {killed}")
    written = replace(written, entry=told_now)
    state = FeedState(source, at + MINUTE, MINUTE, polled_at=at)
    await store.save_feed_result(FeedResult(source, at, state, (written,)))
    (waiting,) = await store.unmerged(10)
    told = Incident(
        kinds=("explosion",),
        date=EventDate(at.date(), Precision.DAY),
        places=(place(town),),
        counts=(Count(Victims.KILLED, killed, SOMEWHERE),),
    )
    account = Account(
        article=waiting.article.id,
        source=source,
        title=written.title,
        language=Language.SORANI,
        reported_at=at,
        incident=told,
        sketch=tuple(sorted(crc32(f"{name} {number}".encode()) for number in range(32))),
        categories=("explosion_ied",),
        severity=severity,
    )
    return await store.save_account(account, waiting.article.revision, at)
