"""Articles that are flagged, understood and merged into stories, for the tests of alerts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast
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
from daemon.pipeline.merge import Merger
from daemon.store import Store
from daemon.stories.facts import Reader, Report
from tests.pipeline.fakes import BLAST, NOW, at_once, entry

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
    published: datetime | None = None,
) -> int:
    """One article about the event ``name``, seen at ``at``; the number of its story.

    Without ``published`` it was published when it was seen.
    """
    written = article(name, source, severity)
    told_now = replace(
        written.entry, fingerprint=f"{name} {severity} {killed}", published_at=published or at
    )
    written = replace(written, entry=told_now)
    state = FeedState(source, at + MINUTE, MINUTE, polled_at=at)
    await store.save_feed_result(FeedResult(source, at, state, (written,)))
    said = Said(killed, town, crc32(name.encode()), severity, source)
    await Merger(store, cast("Reader", said), at_once, lambda: at).merge()
    (candidate,) = (await store.candidates_of_articles([said.article])).values()
    return candidate.story


@dataclass
class Said:
    """What is understood of one article, in place of reading it: fulfils what Reader does."""

    killed: int
    town: str
    wording: int
    severity: Severity
    source: str
    article: int = 0

    def account(self, read: Report) -> Account:
        self.article = read.article
        day = read.moment.at.date()
        told = Incident(
            kinds=("explosion",),
            date=EventDate(day, Precision.DAY),
            places=(place(self.town),),
            counts=(Count(Victims.KILLED, self.killed, SOMEWHERE),),
        )
        return Account(
            article=read.article,
            source=self.source,
            title=read.title,
            language=Language.SORANI,
            reported_at=read.moment.at,
            incident=told,
            sketch=tuple(sorted(crc32(f"{self.wording} {n}".encode()) for n in range(32))),
            categories=("explosion_ied",),
            severity=self.severity,
        )
