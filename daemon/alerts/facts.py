"""What a message tells as plain values, for programs: the same stories, without any markup.

The schema is versioned: within one version keys are only ever added. docs/alerts.md has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from daemon.alerts.alert import Outlets
from daemon.alerts.block import safe_link
from daemon.alerts.evidence import compose_why
from daemon.alerts.gloss import gloss
from daemon.alerts.plain import one_line, shorten
from daemon.alerts.wording import category_name
from daemon.model.alert import AlertItem, StoryNews, Told
from daemon.model.article import StoredArticle
from daemon.model.post import DigestContent
from daemon.model.story import Actor, Place, Story

VERSION = 1
MOST_STORIES = 100
"""Stories of one message; of the others it is told how many they are."""
MOST_ARTICLES = 20

Facts = dict[str, Any]


def alert_facts(items: Sequence[AlertItem], names: Outlets) -> Facts:
    """The stories of an alert, each with the reason why it is told and what was told before."""
    told = [
        {
            **_news(item.news, names),
            "told_because": item.decision.ruling.value,
            "told_before": _before(item.before),
        }
        for item in items[:MOST_STORIES]
    ]
    return _message(told, len(items))


def digest_facts(content: DigestContent, names: Mapping[str, str]) -> Facts:
    """The stories of a digest, gravest first, and for which day it is."""
    outlets = {source.source: source.outlet for source in content.sources}
    known = Outlets(outlets, names)
    gravest = sorted(content.stories, key=lambda one: (-one.story.severity.rank, one.story.id))
    told = [_news(one, known) for one in gravest[:MOST_STORIES]]
    period = {
        "schedule": content.period.schedule,
        "date": content.period.local_date.isoformat(),
        "late_seconds": round(content.late.total_seconds()),
        "articles_read": content.read,
    }
    return {**_message(told, len(gravest)), "digest": period}


def _message(told: Sequence[Facts], number: int) -> Facts:
    return {"version": VERSION, "stories": list(told), "stories_left_out": number - len(told)}


def _news(news: StoryNews, names: Outlets) -> Facts:
    story = news.story
    return {
        **_story(story, names.categories),
        "articles": [_article(one, names) for one in news.articles[:MOST_ARTICLES]],
        "articles_left_out": max(len(news.articles) - MOST_ARTICLES, 0),
    }


def _story(story: Story, names: Mapping[str, str]) -> Facts:
    return {
        "story": story.id,
        "severity": story.severity.value,
        "in_english": gloss(story, names),
        "title": one_line(story.title),
        "kinds": list(story.kinds),
        "categories": [{"id": one, "name": category_name(one, names)} for one in story.categories],
        "place": _place(story.place) if story.place else None,
        "actors": [_actor(one) for one in story.actors],
        "weapons": list(story.weapons),
        "toll": [
            {
                "what": one.what.value,
                "low": one.low,
                "high": one.high,
                "approximate": one.approximate,
                "bound": one.bound.value,
            }
            for one in story.ranges
        ],
        "standing": [one.value for one in story.statuses],
        "day": story.day.day.isoformat(),
        "day_precision": story.day.precision.value,
        "first_reported_at": story.first_at.isoformat(),
        "last_reported_at": story.last_at.isoformat(),
        "sources": story.sources,
        "independent": story.independent,
    }


def _place(place: Place) -> Facts:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "latitude": place.lat,
        "longitude": place.lon,
        "lies_in": list(place.parents),
    }


def _actor(actor: Actor) -> Facts:
    return {"id": actor.id, "name": actor.name, "type": actor.type, "role": actor.role.value}


def _article(article: StoredArticle, names: Outlets) -> Facts:
    link = safe_link(article.url)
    return {
        "source": article.source,
        "outlet": names.outlets.get(article.source, article.source),
        "title": shorten(article.title, 280),
        "language": article.language.value,
        "url": link.url if link else None,
        "published_at": _moment(article.published_at),
        "first_seen_at": _moment(article.first_seen_at),
        "severity": article.severity.value if article.severity else None,
        "flagged_for": list(_reasons(article, names.categories)),
    }


def _reasons(article: StoredArticle, names: Mapping[str, str]) -> Iterable[Facts]:
    for evidence in compose_why(article.categories, article.matches, names).evidence:
        words = [one.phrase for one in evidence.found]
        yield {"category": evidence.category, "words": words}


def _before(told: Told | None) -> Facts | None:
    if told is None:
        return None
    return {
        "at": told.at.isoformat(),
        "severity": told.severity.value,
        "toll": told.facts,
        "times": told.times,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
