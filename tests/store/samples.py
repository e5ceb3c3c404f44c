"""Values for the tests of the store, each with one thing to say differently."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from daemon.model.article import (
    Article,
    EntityMention,
    Entry,
    Match,
    Origin,
    Precision,
    Severity,
    StoredArticle,
    Verdict,
)
from daemon.model.language import Language
from daemon.model.poll import FeedResult
from daemon.model.post import DigestContent, DigestPeriod, Message
from daemon.model.source import FeedState

NOW = datetime(2026, 11, 14, 9, 30, 15, 123456, tzinfo=UTC)
TODAY = NOW.date()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

ATTACK = Match("attack", "teqinewe", "body", "تەقینەوەیەک", 0, 11, 3.0, ("indefinite",))  # a blast
GROUP = EntityMention("pkk", "armed_group", "PKK", "پەکەکە", "body", 20, 26)
FLAGGED = Verdict(
    flagged=True,
    score=4.5,
    severity=Severity.HIGH,
    language=Language.SORANI,
    categories=("attack", "terror"),
    matches=(ATTACK, replace(ATTACK, start=30, end=41, attributes=("negated", "doubt"))),
    entities=(GROUP,),
    lexicon="abc123",
)
QUIET = Verdict(False, 0.5, None, Language.SORANI, (), (), (), "abc123")


def entry(name: str, **changed: Any) -> Entry:
    """An entry whose keys come from ``name``."""
    plain = Entry(
        key=f"https://outlet.example/{name}",
        aliases=(f"guid:{name}",),
        url=f"https://outlet.example/{name}",
        title=f"هەواڵی {name}",
        summary="",
        content="",
        published_at=NOW - HOUR,
        precision=Precision.MINUTE,
        fingerprint=f"{name}-1",
    )
    return replace(plain, **changed)


def article(
    what: str | Entry, verdict: Verdict = QUIET, source: str = "outlet", **changed: Any
) -> Article:
    """An article of an entry, or of one with that name."""
    of = entry(what) if isinstance(what, str) else what
    body = "تەقینەوەیەک لە شار ڕوویدا.\nدوو کەس بریندار بوون."  # a blast in the town, two hurt
    plain = Article(of, source, of.title, body, Language.SORANI, Origin.PAGE, verdict)
    return replace(plain, **changed)


def state(source: str = "outlet", at: datetime = NOW, **changed: Any) -> FeedState:
    """The state of a feed polled at ``at``."""
    return replace(FeedState(source, at + HOUR, HOUR, polled_at=at), **changed)


def result(*articles: Article, at: datetime = NOW, source: str = "outlet") -> FeedResult:
    """What a poll at ``at`` brought."""
    return FeedResult(source, at, state(source, at), articles)


def period(day: date = TODAY, schedule: str = "shilan@07:00") -> DigestPeriod:
    """The period that was due at seven in the morning of ``day``."""
    due_at = datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)
    return DigestPeriod(schedule, "shilan", day, due_at)


def content(of: DigestPeriod, *articles: StoredArticle, read: int = 7) -> DigestContent:
    """What a digest of that period tells."""
    now = of.due_at + timedelta(minutes=2)
    return DigestContent(of, now, timedelta(minutes=2), articles, read, ())


def message(name: str = "one", **changed: Any) -> Message:
    """A message whose Message-ID comes from ``name``."""
    plain = Message(
        id=f"<{name}@didevan.example>",
        kind="digest",
        recipient="shilan",
        address="shilan@didevan.example",
        channel="mail",
        subject="دیدەوان: ٣ هەواڵ",
        text="دەق",
        html='<p dir="rtl">دەق</p>',
        created_at=NOW,
        headers={"List-Id": "<didevan.example>"},
    )
    return replace(plain, **changed)
