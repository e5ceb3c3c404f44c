"""Which flagged articles a recipient's digest tells, by the stories in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from daemon.alerts.interest import refusal
from daemon.model.alert import Candidate
from daemon.model.article import Severity, StoredArticle
from daemon.model.post import Recipient


@dataclass(frozen=True, slots=True)
class Sifted:
    """The articles that are told, and the numbers of those that were not asked for.

    What is in neither came after the digest was due, and is left for the next one.
    """

    wanted: tuple[StoredArticle, ...]
    passed_over: tuple[int, ...] = ()


def sift(
    articles: Iterable[StoredArticle],
    stories: Mapping[int, Candidate],
    recipient: Recipient,
    outlets: Mapping[str, str],
    due_at: datetime,
) -> Sifted:
    """Divide ``articles``; ``stories`` are theirs, ``outlets`` what the sources are called.

    Articles are understood before a digest is decided. One that could not be is told to whoever
    asked for places or actors, for nobody knows that it is not about them; one that came only
    after ``due_at`` is left for the next digest, when it will be understood.
    """
    wanted, passed_over = [], []
    for article in articles:
        story, interest = stories.get(article.id), recipient.interest
        if story is None and (interest.places or interest.actors):
            if article.first_seen_at >= due_at:
                continue
            interest = replace(interest, places=(), actors=())
        seen = _named(story or _alone(article), outlets)
        if refusal(seen, interest, recipient.digest_at_least) is None:
            wanted.append(article)
        else:
            passed_over.append(article.id)
    return Sifted(tuple(wanted), tuple(passed_over))


def _alone(article: StoredArticle) -> Candidate:
    """An article that stands in no story yet, as one of its own."""
    return Candidate(
        story=0,
        severity=article.severity or Severity.LOW,
        first_at=article.first_seen_at,
        last_at=article.first_seen_at,
        categories=article.categories,
        sources=(article.source,),
        languages=(article.language,),
    )


def _named(story: Candidate, outlets: Mapping[str, str]) -> Candidate:
    # a digest tells of what is remembered too: only alerts leave it out
    known = tuple(outlets[source] for source in story.sources if source in outlets)
    return replace(story, outlets=known, history=False)
