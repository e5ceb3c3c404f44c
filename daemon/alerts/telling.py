"""The articles of a digest gathered into blocks: one for each story, with all its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from daemon.alerts.block import Block, compose_block
from daemon.alerts.changes import changes
from daemon.alerts.conflicts import conflicts
from daemon.alerts.gloss import compose_line
from daemon.alerts.interest import readable_first
from daemon.alerts.wording import counted, in_digits, stamp
from daemon.model.alert import StoryNews
from daemon.model.article import Severity, StoredArticle
from daemon.model.language import Language
from daemon.model.post import Digits, ToldStory
from daemon.model.story import Account, Story

_MOST_OTHERS = 6


@dataclass(frozen=True, slots=True)
class Manner:
    """How a recipient is told: names of sources and categories, zone and digits, what he knows.

    ``accounts`` are what the articles of a story say on which they differ; ``languages`` are
    those that he reads: what is written in them is told first.
    """

    outlets: Mapping[str, str]
    names: Mapping[str, str]
    zone: ZoneInfo
    digits: Digits = Digits.LATIN
    before: Mapping[int, ToldStory] = field(default_factory=dict)
    accounts: Mapping[int, tuple[Account, ...]] = field(default_factory=dict)
    languages: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A block, what it was made of: its articles and the story in which they stand, if any."""

    block: Block
    articles: tuple[StoredArticle, ...]
    story: Story | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """The ids of what it is about, what most of it is about first."""
        return self.story.categories if self.story else self.articles[0].categories


def tell(
    articles: Sequence[StoredArticle], stories: Iterable[StoryNews], manner: Manner
) -> list[Told]:
    """A block for each story, and for each article of none; the strongest first."""
    by_article = {article: one for one in stories for article in one.story.articles}
    groups: dict[tuple[str, int], list[StoredArticle]] = {}
    for article in sorted(articles, key=_strongest):
        news = by_article.get(article.id)
        key = ("story", news.story.id) if news else ("article", article.id)
        groups.setdefault(key, []).append(article)
    told = []
    for rank, found in enumerate(groups.values()):
        group = readable_first(found, manner.languages)
        news = by_article.get(group[0].id)
        numbers = tuple(one.id for one in group)
        block = replace(_block(group, news, manner), rank=rank, articles=numbers)
        told.append(Told(block, tuple(group), news.story if news else None))
    return told


def told_again(story: Story, manner: Manner) -> str:
    """A story without a new article, whose facts have changed, in one line."""
    before = manner.before[story.id]
    line = compose_line(story, manner.names, manner.digits)
    changed = "; ".join(changes(before.story, story, manner.digits))
    return f"{line}. {_since(before, manner)}: {changed}."


def standing(story: Story, digits: Digits = Digits.LATIN) -> str:
    """How many report a story; nothing for a single source."""
    if story.sources < 2:
        return ""
    told = f"told by {counted(story.sources, 'source')}"
    if story.independent < story.sources:
        told += f", {story.independent} of them in words of their own"
    else:
        told += ", each in words of its own"
    return in_digits(told, digits)


def _strongest(article: StoredArticle) -> tuple[float, float, float, int]:
    rank = (article.severity or Severity.LOW).rank
    return -rank, -article.score, article.first_seen_at.timestamp(), article.id


def _block(articles: Sequence[StoredArticle], news: StoryNews | None, manner: Manner) -> Block:
    blocks = [_compose(article, manner) for article in articles[: _MOST_OTHERS + 1]]
    if news is None:
        return blocks[0]
    story = news.story
    line = compose_line(story, manner.names, manner.digits)
    since, changed = _news(news, articles, manner)
    return replace(
        blocks[0],
        severity=story.severity,
        gloss=line.event,
        toll=line.toll,
        conflicts=conflicts(
            story, manner.accounts.get(story.id, ()), manner.outlets, manner.digits
        ),
        sure=line.sure,
        standing=standing(story, manner.digits),
        since=since,
        changes=changed,
        others=tuple(blocks[1:]),
        more=len(articles) - len(blocks),
        command=f"didevan story {story.id}",
    )


def _compose(article: StoredArticle, manner: Manner) -> Block:
    outlet = manner.outlets.get(article.source, article.source)
    return compose_block(article, outlet, manner.zone, manner.names, manner.digits)


def _news(
    news: StoryNews, fresh: Sequence[StoredArticle], manner: Manner
) -> tuple[str, tuple[str, ...]]:
    """Since when the story was told, and what changed; nothing for one told for the first time."""
    before = manner.before.get(news.story.id)
    if before:
        changed = changes(before.story, news.story, manner.digits)
        return _since(before, manner), changed or ("still reported, and nothing else is new",)
    earlier = len(news.story.articles) - len(fresh)
    if earlier <= 0:
        return "", ()
    # told before the memory of what digests said began
    again = f"{counted(len(fresh), 'new report')} after {earlier} earlier"
    return "It goes on", (in_digits(again, manner.digits),)


def _since(before: ToldStory, manner: Manner) -> str:
    digest = f"the digest of {in_digits(stamp(before.at, manner.zone), manner.digits)}"
    return f"Only counted in {digest}; since then" if before.counted else f"Since {digest}"
