from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from daemon.model.story import Account
from daemon.pipeline.merge import Merger
from daemon.store import Store
from daemon.store.migrate import upgrade
from daemon.store.stories import Wanted
from daemon.stories.facts import Reader, Report
from tests.gold.stories.compose import articles
from tests.store.samples import NOW, article, entry, result
from tests.stories.understood import rules

P = ParamSpec("P")
R = TypeVar("R")
GOLD = articles()[:8]


async def at_once(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """No thread: the test waits for nothing."""
    return function(*args, **kwargs)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "didevan.sqlite"
    asyncio.run(upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture
async def store(template: Path, tmp_path: Path) -> Store:
    """A store with articles that are flagged by the real rules and wait to be merged."""
    opened = await Store.open(f"sqlite:///{shutil.copy(template, tmp_path / 'didevan.sqlite')}")
    for number, gold in enumerate(GOLD):
        verdict = rules().match({"title": gold.title, "body": gold.body})
        at = entry(f"a{number}", published_at=gold.reported_at)
        told = article(at, verdict, gold.source, title=gold.title, body=gold.body)
        seen = result(told, at=gold.reported_at, source=gold.source)
        await opened.save_feed_result(seen)
    return opened


def merger(store: Store, reader: Reader | None = None) -> Merger:
    return Merger(store, reader or Reader(rules().lexicon), at_once, lambda: NOW)


async def test_what_waits_becomes_stories_once(store: Store) -> None:
    assert await merger(store).merge() == len(GOLD)
    assert await merger(store).merge() == 0
    stories = await store.stories(Wanted())
    assert len(stories) == len({gold.story for gold in GOLD})
    assert sum(len(one.story.articles) for one in stories) == len(GOLD)
    await store.aclose()


async def test_yesterday_goes_by_the_clock_of_the_source(store: Store) -> None:
    waiting = (await store.unmerged(1))[0]
    there = replace(merger(store), zones={waiting.article.source: "Pacific/Kiritimati"})
    assert there.report(waiting).moment.zone == "Pacific/Kiritimati"
    assert merger(store).report(waiting).moment.zone == "Asia/Baghdad"
    await store.aclose()


async def test_one_article_that_cannot_be_read_does_not_keep_the_others(store: Store) -> None:
    class Stumbling(Reader):
        def account(self, report: Report) -> Account:
            if report.title == GOLD[0].title and report.source == GOLD[0].source:
                raise ValueError("a fault of ours")
            return super().account(report)

    same = sum((g.title, g.source) == (GOLD[0].title, GOLD[0].source) for g in GOLD)
    assert await merger(store, Stumbling(rules().lexicon)).merge() == len(GOLD) - same
    assert len(await store.unmerged(10)) == same
    assert await merger(store).merge() == same
    await store.aclose()
