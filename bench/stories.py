"""What merging costs per article as the archive grows, against extracting a page."""

from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

import structlog

from bench.rules import articles, page, ready_matcher
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
from daemon.store.division import STORY
from daemon.store.migrate import upgrade
from daemon.stories.facts import Reader, Report
from daemon.stories.merging import shelf_keys
from daemon.stories.when import Moment
from daemon.stories.whole import story

ARCHIVES = (1_000, 10_000, 100_000)
PER_DAY = 50
"""Flagged articles of one day: what grows is the archive, not the news."""
MERGED = 30
"""New articles of one round, of one day each."""
ROUNDS = 9
"""Every size in turn in every round; the first only warms up."""
TODAY = datetime(2026, 11, 14, 9, tzinfo=UTC)
DAYS = tuple(TODAY - timedelta(days=days) for days in (2, 7, 12, 17))
"""Days of the smallest archive that have no candidates in common."""


@dataclass(frozen=True, slots=True)
class _Archive:
    """A store of ``size`` merged articles, and what its rounds cost."""

    size: int
    store: Store
    costs: list[float]
    ratios: list[float]


def report() -> Iterator[str]:
    """The figures, line by line."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    archives = asyncio.run(_measured())
    for one in archives:
        cost, ratio = median(one.costs) * 1000, median(one.ratios)
        yield f"merging with {one.size:,} stored: {cost:.1f} ms, ratio {ratio:.2f} (at most 0.2)"
    costs = [median(one.ratios) for one in archives]
    yield f"the dearest is {max(costs) / min(costs):.2f} times the cheapest (at most 1.5)"


async def _measured() -> list[_Archive]:
    """Medians need rounds: in each every archive has its turn beside extracting a page."""
    matcher = ready_matcher()
    texts = articles()
    pages = [page(text) for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        archives = [await _archive(folder, size, texts, matcher) for size in ARCHIVES]
        for turn in range(ROUNDS):
            extracting = _cpu(lambda: [extract(one) for one in pages]) / len(pages)
            for one in archives[turn % 3 :] + archives[: turn % 3]:
                cost = await _cost(one.store, turn, texts, matcher)
                if turn:
                    one.costs.append(cost)
                    one.ratios.append(cost / extracting)
        for one in archives:
            await one.store.aclose()
    return archives


async def _archive(folder: str, size: int, texts: Sequence[str], matcher: Matcher) -> _Archive:
    file = Path(folder, f"{size}.sqlite")
    await upgrade(f"sqlite:///{file}")
    _fill(file, size, _accounts(texts, matcher))
    return _Archive(size, await Store.open(f"sqlite:///{file}"), [], [])


def _cpu(function: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    function()
    return time.process_time() - started


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


async def _cost(store: Store, turn: int, texts: Sequence[str], matcher: Matcher) -> float:
    """CPU seconds to understand and merge one article beside those that are stored."""
    await _save(store, turn, texts, _verdicts(texts, matcher))
    day = DAYS[turn % len(DAYS)]
    merger = Merger(store, Reader(matcher.lexicon), _at_once, lambda: day)
    gc.collect()
    started = time.process_time()
    merged = await merger.merge()
    return (time.process_time() - started) / merged


async def _at_once(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    return function(*args, **kwargs)


async def _save(store: Store, turn: int, texts: Sequence[str], verdicts: Sequence[Verdict]) -> None:
    """New articles of one day, flagged and unmerged."""
    new, at = [], DAYS[turn % len(DAYS)]
    for number in range(turn * MERGED, (turn + 1) * MERGED):
        text, verdict = texts[number % len(texts)], verdicts[number % len(texts)]
        key = f"https://example.org/new/{number}"
        entry = Entry(key, (), key, f"{number}", "", "", at, Precision.MINUTE, "1")
        body = f"{number} {text}"
        new.append(
            Article(entry, "outlet", f"{number}", body, verdict.language, Origin.PAGE, verdict)
        )
    state = FeedState("outlet", at, timedelta(hours=1))
    await store.save_feed_result(FeedResult("outlet", at, state, tuple(new)))


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
