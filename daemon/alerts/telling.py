"""The articles of a digest gathered into blocks: one for each story, with all its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from daemon.alerts.block import Block, compose_block
from daemon.alerts.gloss import gloss
from daemon.alerts.wording import counted
from daemon.model.alert import StoryNews
from daemon.model.article import Severity, StoredArticle
from daemon.model.story import Story

_MOST_OTHERS = 6


def tell(
    articles: Sequence[StoredArticle],
    stories: Iterable[StoryNews],
    outlets: Mapping[str, str],
    zone: ZoneInfo,
    names: Mapping[str, str],
) -> list[Block]:
    """One block for each story, and for each article of none; the strongest first.

    ``outlets`` and ``names`` are what sources and categories are called.
    """
    by_article = {article: one for one in stories for article in one.story.articles}
    groups: dict[tuple[str, int], list[StoredArticle]] = {}
    for article in sorted(articles, key=_strongest):
        news = by_article.get(article.id)
        key = ("story", news.story.id) if news else ("article", article.id)
        groups.setdefault(key, []).append(article)
    return [
        _block(told, by_article.get(told[0].id), outlets, zone, names=names)
        for told in groups.values()
    ]


def _strongest(article: StoredArticle) -> tuple[float, float, float, int]:
    rank = (article.severity or Severity.LOW).rank
    return -rank, -article.score, article.first_seen_at.timestamp(), article.id


def _block(
    articles: Sequence[StoredArticle],
    news: StoryNews | None,
    outlets: Mapping[str, str],
    zone: ZoneInfo,
    *,
    names: Mapping[str, str],
) -> Block:
    blocks = [
        compose_block(article, outlets.get(article.source, article.source), zone, names)
        for article in articles[: _MOST_OTHERS + 1]
    ]
    if news is None:
        return blocks[0]
    return replace(
        blocks[0],
        severity=news.story.severity,
        gloss=gloss(news.story, names),
        standing=standing(news.story),
        since=_since(news, articles),
        others=tuple(blocks[1:]),
        more=len(articles) - len(blocks),
    )


def standing(story: Story) -> str:
    """How many report a story; nothing for a single source."""
    if story.sources < 2:
        return ""
    told = f"{counted(story.sources, 'source')}"
    if story.independent < story.sources:
        return f"{told}, {story.independent} of them in words of their own"
    return told


def _since(news: StoryNews, fresh: Sequence[StoredArticle]) -> str:
    """What is new about a story of which an earlier digest told."""
    before = len(news.story.articles) - len(fresh)
    if before <= 0:
        return ""
    return "; ".join(_changes(news, fresh, before))


def _changes(news: StoryNews, fresh: Sequence[StoredArticle], before: int) -> Iterator[str]:
    yield f"Goes on: {counted(len(fresh), 'new report')} after {before} earlier"
    ids = {article.id for article in fresh}
    old = [one.severity.rank for one in news.articles if one.id not in ids and one.severity]
    if old and news.story.severity.rank > max(old):
        yield f"it has become {news.story.severity}"
    known = {one.source for one in news.articles if one.id not in ids}
    new = {one.source for one in fresh} - known
    if new:
        yield f"{counted(len(new), 'more source')}"
