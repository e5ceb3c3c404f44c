from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from daemon.model.new_name import Sighting
from daemon.pipeline.merge import Merger
from daemon.pipeline.names import NameWatch
from daemon.store import Store
from daemon.store.migrate import upgrade
from daemon.store.stories import Wanted
from daemon.stories.facts import Reader
from tests.store.samples import NOW, article, entry, result
from tests.stories.understood import rules

P = ParamSpec("P")
R = TypeVar("R")
TITLE = "سەرایا نەمروود بەرپرسیارێتی هێرشێکی گرتە ئەستۆ"
BODY = "سەرایا نەمروود ڕایگەیاند کە بە درۆن هێرشی کردووەتە سەر بنکەیەک لە هەولێر."


async def at_once(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """No thread: the test waits for nothing."""
    return function(*args, **kwargs)


@pytest.fixture
async def store(tmp_path: Path, template: Path) -> Store:
    return await Store.open(f"sqlite:///{shutil.copy(template, tmp_path / 'didevan.sqlite')}")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "didevan.sqlite"
    asyncio.run(upgrade(f"sqlite:///{file}"))
    return file


async def tell(store: Store, body: str = BODY, fingerprint: str = "first") -> None:
    verdict = rules().match({"title": TITLE, "body": body})
    assert verdict.flagged
    at = entry("claim", fingerprint=fingerprint)
    await store.save_feed_result(result(article(at, verdict, title=TITLE, body=body)))


def merger(store: Store, watch: NameWatch | None = None) -> Merger:
    names = watch or NameWatch(store, rules().lexicon, at_once)
    return Merger(store, Reader(rules().lexicon), at_once, lambda: NOW, names=names)


async def test_names_are_noted_when_their_article_is_merged(store: Store) -> None:
    await tell(store)
    assert await merger(store).merge() == 1
    (found,) = await store.names()
    assert (found.name, len(found.sightings)) == ("سەرایا نەمروود", 1)
    (sighting,) = found.sightings
    assert sighting.quote.field == "title"
    assert TITLE[sighting.quote.start : sighting.quote.end] == sighting.quote.surface
    await store.aclose()


async def test_a_revision_without_the_name_takes_it_back(store: Store) -> None:
    await tell(store, BODY + " گرووپی شەهباز هێرشی کرد.")
    await merger(store).merge()
    assert {one.name for one in await store.names()} == {"سەرایا نەمروود", "گرووپی شەهباز"}
    await tell(store, fingerprint="second")
    await merger(store).merge()
    assert [one.name for one in await store.names()] == ["سەرایا نەمروود"]
    await store.aclose()


async def test_a_watch_that_dies_before_the_merging_loses_and_doubles_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(store)

    async def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(store, "save_accounts", die)
        with pytest.raises(KeyboardInterrupt):
            await merger(store).merge()
    assert await store.open_names() == 1
    assert await merger(store).merge() == 1
    (found,) = await store.names()
    assert len(found.sightings) == 1
    await store.aclose()


async def test_a_fault_in_the_watch_keeps_no_article_from_its_story(store: Store) -> None:
    class Stumbling:
        async def note_names(self, read: Sequence[int], found: Sequence[Sighting]) -> None:
            raise OSError(f"a fault with {len(read)} and {len(found)}")

    async def fail(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        raise ValueError(function, args, kwargs)

    await tell(store)
    stumbling = NameWatch(Stumbling(), rules().lexicon, fail)
    assert await merger(store, stumbling).merge() == 1
    (story,) = await store.stories(Wanted())
    assert story.story.title == TITLE
    await store.aclose()
