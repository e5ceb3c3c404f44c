"""What merging costs per article as the archive grows, against extracting a page."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import structlog

from bench.rules import articles, page, per_call, ready_matcher
from daemon.extract import extract
from daemon.model.article import Article, Entry, Origin, Precision, Verdict
from daemon.model.poll import FeedResult
from daemon.model.source import FeedState
from daemon.model.story import Account, EventDate
from daemon.pipeline.merge import Merger
from daemon.pipeline.ports import P, R
from daemon.rules.matcher import Matcher
from daemon.store import Store
from daemon.store.accounts import ACCOUNT
from daemon.store.merging import STORY
from daemon.store.migrate import upgrade
from daemon.stories.facts import Reader, Report
from daemon.stories.merging import shelf_keys
from daemon.stories.when import Moment
from daemon.stories.whole import story

ARCHIVES = (1_000, 10_000, 100_000)
PER_DAY = 50
"""Flagged articles of one day: what grows is the archive, not the news."""
MERGED = 60
TODAY = datetime(2026, 11, 14, 9, tzinfo=UTC)


def report() -> Iterator[str]:
    """The figures, line by line."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    matcher = ready_matcher()
    texts = articles()
    extracting = per_call(extract, [page(text) for text in texts])
    known = _accounts(texts, matcher)
    costs = {size: asyncio.run(_cost(size, texts, known, matcher)) for size in ARCHIVES}
    for size, cost in costs.items():
        ratio = cost / extracting
        yield f"merging with {size:,} stored: {cost * 1000:.1f} ms, ratio {ratio:.2f} (at most 0.2)"
    growth = max(costs.values()) / min(costs.values())
    yield f"the dearest is {growth:.2f} times the cheapest (at most 1.5)"


def _verdicts(texts: Sequence[str], matcher: Matcher) -> list[Verdict]:
    return [replace(matcher.match({"body": text}), flagged=True) for text in texts]


def _accounts(texts: Sequence[str], matcher: Matcher) -> list[Account]:
    """What is understood of the texts, to fill archives with."""
    reader = Reader(matcher.lexicon)
    verdicts = _verdicts(texts, matcher)
    return [
        reader.account(Report(1, "outlet", "", text, Moment(TODAY), verdict))
        for text, verdict in zip(texts, verdicts, strict=True)
    ]


async def _cost(
    size: int, texts: Sequence[str], known: Sequence[Account], matcher: Matcher
) -> float:
    """CPU seconds to understand and merge one article beside ``size`` stored ones."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/didevan.sqlite"
        await upgrade(url)
        _fill(Path(folder, "didevan.sqlite"), size, known)
        store = await Store.open(url)
        await _save(store, texts, _verdicts(texts, matcher))
        merger = Merger(store, Reader(matcher.lexicon), _at_once, lambda: TODAY)
        started = time.process_time()
        merged = await merger.merge()
        spent = time.process_time() - started
        await store.aclose()
    return spent / merged


async def _at_once(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    return function(*args, **kwargs)


async def _save(store: Store, texts: Sequence[str], verdicts: Sequence[Verdict]) -> None:
    """New articles of today, flagged and unmerged."""
    new = []
    for number in range(MERGED):
        text, verdict = texts[number % len(texts)], verdicts[number % len(texts)]
        key = f"https://example.org/new/{number}"
        entry = Entry(key, (), key, f"{number}", "", "", TODAY, Precision.MINUTE, "1")
        body = f"{number} {text}"
        new.append(
            Article(entry, "outlet", f"{number}", body, verdict.language, Origin.PAGE, verdict)
        )
    state = FeedState("outlet", TODAY, timedelta(hours=1))
    await store.save_feed_result(FeedResult("outlet", TODAY, state, tuple(new)))


def _fill(file: Path, size: int, known: Sequence[Account]) -> None:
    """An archive of ``size`` merged articles, some of every day until today."""
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA synchronous=OFF")
        numbers = count(1)
        for first in range(0, size, 2000):
            some = [_stored(next(numbers), size, known) for _ in range(min(2000, size - first))]
            database.executemany(_ARTICLE, [_article_row(one) for one in some])
            database.executemany(_STORY, [_story_row(one) for one in some])
            facts = [(one.article, one.article, 1, _json(one)) for one in some]
            database.executemany("INSERT INTO accounts VALUES (?, ?, ?, ?)", facts)
            keys = [
                (key, one.incident.date.day.isoformat(), one.article)
                for one in some
                for key in shelf_keys(one)
            ]
            database.executemany("INSERT INTO account_keys VALUES (?, ?, ?)", keys)
    database.close()


def _stored(number: int, size: int, known: Sequence[Account]) -> Account:
    """One of the known accounts, of another day and in other words."""
    one = known[number % len(known)]
    at = TODAY - timedelta(days=(size - number) // PER_DAY)
    incident = replace(one.incident, date=EventDate(at.date(), Precision.DAY))
    words = tuple(value ^ (number * 2_654_435_761 % 2**32) for value in one.sketch)
    told = replace(one, article=number, incident=incident, sketch=tuple(sorted(words)))
    return replace(told, reported_at=at)


_ARTICLE = (
    "INSERT INTO articles (id, source, key, url, title, body, origin, language, precision,"
    " first_seen_at, revision, revised_at, flagged, score, categories, lexicon, problem_detail)"
    " VALUES (?, 'archive', ?, '', '', '', 'page', 'ckb', 'day', ?, 1, ?, 1, 1.0, '[]', '', '')"
)
_STORY = (
    "INSERT INTO stories (id, day, first_at, last_at, changed_at, severity, security, facts)"
    " VALUES (?, ?, ?, ?, ?, 'high', 1, ?)"
)


def _article_row(one: Account) -> tuple[object, ...]:
    at = f"{one.reported_at:%Y-%m-%d %H:%M:%S.%f}"
    return one.article, str(one.article), at, at


def _story_row(one: Account) -> tuple[object, ...]:
    at = f"{one.reported_at:%Y-%m-%d %H:%M:%S.%f}"
    facts = STORY.dump_json(story([one])).decode()
    return one.article, one.incident.date.day.isoformat(), at, at, at, facts


def _json(one: Account) -> str:
    return ACCOUNT.dump_json(one).decode()
