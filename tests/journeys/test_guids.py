"""Feeds that change their entries' ids at every poll, or use them again for other stories."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from daemon.model.article import Article, Entry, Parsed
from daemon.model.language import Language
from daemon.model.outcome import Fetched
from daemon.model.source import Source
from daemon.sources import KINDS
from daemon.store import Store
from daemon.store.migrate import upgrade
from tests.store.samples import FLAGGED, NOW, article, result, state

STORIES, POLLS = 50, 24
SITE = "https://outlet.example"
SOURCE = Source("outlet", "ڕۆژنامە", f"{SITE}/feed", "rss", Language.SORANI, "Asia/Baghdad")

Item = tuple[str, str, str]  # guid, link, title
Behaviour = Callable[[int, int], Item]


def plain(story: int) -> Item:
    return f"id-{story}", f"{SITE}/babet/{story}", f"هەواڵی ژمارە {story}"


STABLE: dict[str, Behaviour] = {
    "as it should be": lambda _poll, n: plain(n),
    "another id at every poll": lambda poll, n: (f"{poll}-{n}", *plain(n)[1:]),
    "one id for all": lambda _poll, n: ("https://outlet.example/", *plain(n)[1:]),
    "no ids": lambda _poll, n: ("", *plain(n)[1:]),
    "links that are followed": lambda poll, n: (
        f"{SITE}/?p={n}",
        f"{SITE}/babet/{n}?utm_source=rss&utm_campaign={poll}",
        plain(n)[2],
    ),
    "http and https in turn": lambda poll, n: (
        "",
        plain(n)[1].replace("https", "http" if poll % 2 else "https"),
        plain(n)[2],
    ),
    "www and a closing slash in turn": lambda poll, n: (
        f"{poll}-{n}",
        plain(n)[1].replace("//", "//www." if poll % 2 else "//") + "/" * (poll % 2),
        plain(n)[2],
    ),
}


def document(behaviour: Behaviour, poll: int) -> Fetched:
    items = (behaviour(poll, story) for story in range(STORIES))
    written = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><link>{link.replace('&', '&amp;')}</link>"
        f"<title>{title}</title></item>"
        for guid, link, title in items
    )
    body = f"<rss version='2.0'><channel><title>t</title>{written}</channel></rss>"
    return Fetched(SOURCE.url, 200, {"content-type": "text/xml; charset=utf-8"}, body.encode())


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    url = f"sqlite:///{tmp_path}/didevan.db"
    await upgrade(url)
    opened = await Store.open(url)
    yield opened
    await opened.aclose()


async def poll_all(store: Store, behaviour: Behaviour) -> tuple[int, int]:
    """Articles that were new, and that were revised, over all polls."""
    new = revised = 0
    for poll in range(POLLS):
        at = NOW + timedelta(minutes=15 * poll)
        parsed = KINDS["rss"].parse(SOURCE, document(behaviour, poll), at)
        assert isinstance(parsed, Parsed)
        unseen = await store.unseen("outlet", parsed.entries)
        stored = await store.save_feed_result(
            replace(result(*map(_article, unseen), at=at), state=state(at=at))
        )
        new, revised = new + stored.new, revised + stored.revised
    return new, revised


def _article(entry: Entry) -> Article:
    return article(entry, FLAGGED, title=entry.title, body=entry.title)


@pytest.mark.parametrize("behaviour", STABLE)
async def test_fifty_stories_are_fifty_articles_whatever_their_ids_do(
    store: Store, behaviour: str
) -> None:
    assert await poll_all(store, STABLE[behaviour]) == (STORIES, 0)


async def test_an_id_used_again_for_another_story_does_not_hide_it(store: Store) -> None:
    def recycled(poll: int, n: int) -> Item:
        story = poll * STORIES + n
        return f"id-{n}", f"{SITE}/babet/{story}", f"هەواڵی ژمارە {story}"

    assert await poll_all(store, recycled) == (STORIES * POLLS, 0)


async def test_an_edited_title_is_a_revision_and_no_new_article(store: Store) -> None:
    def edited(poll: int, n: int) -> Item:
        guid, link, title = plain(n)
        return guid, link, f"{title} (نوێکراوە)" if poll >= 12 else title

    assert await poll_all(store, edited) == (STORIES, STORIES)
