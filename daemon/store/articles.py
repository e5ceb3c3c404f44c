"""Articles, their revisions and their evidence, as one feed result changes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Article
from daemon.model.poll import FeedResult, Stored
from daemon.store import identity
from daemon.store.accounts import note_unmerged
from daemon.store.engine import batches
from daemon.store.evidence import replace_evidence, verdict_columns
from daemon.store.identity import Group
from daemon.store.rereading import reread_columns
from daemon.store.tables import articles, revisions
from daemon.store.types import AnyRow, storable


class Change(NamedTuple):
    """An article that is new, or that has a new revision."""

    article_id: int
    revision: int
    article: Article


async def save_articles(connection: AsyncConnection, result: FeedResult) -> Stored:
    """Write all of a result but the feed's state, in a dozen statements however long it is."""
    keys = chain.from_iterable(identity.keys_of(article.entry) for article in result.articles)
    known = await identity.known_keys(connection, result.source, keys)
    groups = identity.grouped(result.articles, known)
    revised = await _revise(connection, [g for g in groups if g.article_id], result.polled_at)
    new = await _insert_new(connection, [g for g in groups if not g.article_id], result)
    await _write_revisions(connection, new + revised, result.polled_at)
    verdicts = {change.article_id: change.article.verdict for change in new + revised}
    await replace_evidence(connection, verdicts, [change.article_id for change in revised])
    await identity.save_keys(connection, result.source, groups)
    await note_unmerged(connection, list(verdicts))
    return Stored(len(new), len(revised), sum(v.flagged for v in verdicts.values()))


async def _insert_new(
    connection: AsyncConnection, groups: Sequence[Group], result: FeedResult
) -> list[Change]:
    if not groups:
        return []
    rows = [_new_row(group.article, result) for group in groups]
    statement = insert(articles).returning(articles.c.id, articles.c.key)
    ids = {row.key: row.id for row in await connection.execute(statement, rows)}
    for group, row in zip(groups, rows, strict=True):
        group.article_id = ids[row["key"]]
    return [Change(group.article_id, 1, group.article) for group in groups]


async def _revise(
    connection: AsyncConnection, groups: Sequence[Group], now: datetime
) -> list[Change]:
    stored = await _stored(connection, [group.article_id for group in groups])
    await _note_reading(connection, groups, stored, now)
    changed = [(g, stored[g.article_id]) for g in groups if _differs(g, stored[g.article_id])]
    if changed:
        statement = update(articles).where(articles.c.id == bindparam("article_id"))
        rows = [_revised_row(group, row, now) for group, row in changed]
        await connection.execute(statement, rows)
    return [Change(group.article_id, row.revision + 1, group.article) for group, row in changed]


async def _note_reading(
    connection: AsyncConnection, groups: Sequence[Group], stored: dict[int, AnyRow], now: datetime
) -> None:
    """Note of the articles read just now when they are next, and which page can be used now."""
    rows = [_read_row(group, stored[group.article_id], now) for group in groups]
    if rows:
        statement = update(articles).where(articles.c.id == bindparam("article_id"))
        await connection.execute(statement, rows)


async def _stored(connection: AsyncConnection, ids: Sequence[int]) -> dict[int, AnyRow]:
    columns = (
        articles.c.id,
        articles.c.title,
        articles.c.body,
        articles.c.revision,
        articles.c.first_seen_at,
        articles.c.flagged,
        articles.c.flagged_at,
        articles.c.score,
        articles.c.severity,
        articles.c.categories,
        articles.c.lexicon,
        articles.c.published_at,
        articles.c.precision,
        articles.c.dated_by,
        articles.c.author,
        articles.c.section,
        articles.c.image,
        articles.c.problem,
        articles.c.problem_detail,
        articles.c.reread_at,
        articles.c.rereads,
    )
    rows: dict[int, AnyRow] = {}
    for batch in batches(ids):
        statement = select(*columns).where(articles.c.id.in_(batch))
        rows |= {row.id: row for row in await connection.execute(statement)}
    return rows


async def _write_revisions(
    connection: AsyncConnection, changes: Sequence[Change], now: datetime
) -> None:
    if changes:
        await connection.execute(insert(revisions), [_revision_row(c, now) for c in changes])


def _read_row(group: Group, row: AnyRow, now: datetime) -> dict[str, Any]:
    due = row.reread_at is not None and row.reread_at <= now
    failed = group.article.problem is not None
    return {
        "article_id": group.article_id,
        "problem": row.problem if failed else None,
        "problem_detail": row.problem_detail if failed else "",
        **reread_columns(group.article, now, row.rereads + due),
    }


def _differs(group: Group, row: AnyRow) -> bool:
    """Whether there is something new; what went wrong with a page that was read before is not."""
    article = group.article
    if article.problem and not row.problem and article.entry.fingerprint == group.fingerprint:
        return False
    said = (article.entry.fingerprint, storable(article.title), storable(article.body))
    return said != (group.fingerprint, row.title, row.body)


def _new_row(article: Article, result: FeedResult) -> dict[str, Any]:
    flagged_at = result.polled_at if article.verdict.flagged else None
    return {
        "source": result.source,
        "key": identity.stored_key(article.entry.key),
        "first_seen_at": result.polled_at,
        "revision": 1,
        "flagged_at": flagged_at,
        **reread_columns(article, result.polled_at, 0),
        **_text_columns(article, result.polled_at),
        **_said_columns(article),
        **_date_columns(article, result.polled_at),
        **verdict_columns(article.verdict),
    }


def _revised_row(group: Group, row: AnyRow, now: datetime) -> dict[str, Any]:
    """Once flagged, an article stays flagged, with the judgement that flagged it.

    An outlet that edits an attack away has told us something too, and a page that came back
    as a consent wall must not silence what it said before.
    """
    article = group.article
    keep = row.flagged and not article.verdict.flagged
    return {
        "article_id": group.article_id,
        "revision": row.revision + 1,
        "flagged_at": row.flagged_at or (now if article.verdict.flagged else None),
        **_text_columns(article, now),
        **_said_columns(article, row),
        **_date_columns(article, row.first_seen_at, row),
        **verdict_columns(row if keep else article.verdict),
    }


def _text_columns(article: Article, now: datetime) -> dict[str, Any]:
    return {
        "url": article.entry.url,
        "title": article.title,
        "body": article.body,
        "origin": article.origin,
        "language": article.language,
        "revised_at": now,
        "problem": article.problem,
        "problem_detail": article.problem_detail,
    }


def _said_columns(article: Article, before: AnyRow | None = None) -> dict[str, Any]:
    """What the page says beside its text; what it no longer says stays as it was."""
    said = {name: getattr(article.about, name) for name in ("author", "section", "image")}
    return {name: words or getattr(before, name, None) for name, words in said.items()}


def _date_columns(
    article: Article, first_seen_at: datetime, before: AnyRow | None = None
) -> dict[str, Any]:
    published_at, precision = article.entry.published_at, article.entry.precision
    dated_by = article.about.dated_by
    if published_at is None and before is not None and before.published_at is not None:
        published_at, precision, dated_by = before.published_at, before.precision, before.dated_by
    return {
        "published_at": published_at,
        "precision": precision,
        "dated_by": dated_by,
        "age": first_seen_at - published_at if published_at else None,
    }


def _revision_row(change: Change, now: datetime) -> dict[str, Any]:
    article = change.article
    return {
        "article_id": change.article_id,
        "revision": change.revision,
        "seen_at": now,
        "fingerprint": article.entry.fingerprint,
        "title": article.title,
        "body": article.body,
        "origin": article.origin,
        "published_at": article.entry.published_at,
        "dated_by": article.about.dated_by,
        "author": article.about.author or None,
        "flagged": article.verdict.flagged,
        "score": article.verdict.score,
        "lexicon": article.verdict.lexicon,
    }
