"""Reading articles back with their evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import About, Match, Origin, Precision, Severity, StoredArticle
from daemon.model.dating import DateOrigin
from daemon.model.language import Language
from daemon.store.engine import batches
from daemon.store.evidence import matches_of
from daemon.store.tables import articles
from daemon.store.types import AnyRow


async def recall(
    connection: AsyncConnection, statement: Select[*tuple[Any, ...]]
) -> list[StoredArticle]:
    """The articles that ``statement`` (a select of whole articles) gives, in its order."""
    rows = (await connection.execute(statement)).all()
    found = await matches_of(connection, (row.id for row in rows))
    return [_stored_article(row, found.get(row.id, ())) for row in rows]


async def recall_all(connection: AsyncConnection, ids: Iterable[int]) -> list[StoredArticle]:
    """These articles, by number."""
    found: list[StoredArticle] = []
    for batch in batches(sorted(ids)):
        some = select(articles).where(articles.c.id.in_(batch)).order_by(articles.c.id)
        found += await recall(connection, some)
    return found


def recent(
    source: str | None, flagged: bool | None, since: datetime | None, limit: int
) -> Select[*tuple[Any, ...]]:
    """The newest articles first; None does not restrict."""
    wanted: Iterable[ColumnElement[bool] | None] = (
        None if source is None else articles.c.source == source,
        None if flagged is None else articles.c.flagged.is_(flagged),
        None if since is None else articles.c.first_seen_at >= since,
    )
    conditions = [condition for condition in wanted if condition is not None]
    newest = (articles.c.first_seen_at.desc(), articles.c.id.desc())
    return select(articles).where(*conditions).order_by(*newest).limit(limit)


def _stored_article(row: AnyRow, found: tuple[Match, ...]) -> StoredArticle:
    return StoredArticle(
        id=row.id,
        source=row.source,
        url=row.url,
        title=row.title,
        body=row.body,
        published_at=row.published_at,
        precision=Precision(row.precision),
        first_seen_at=row.first_seen_at,
        language=Language(row.language),
        origin=Origin(row.origin),
        revision=row.revision,
        flagged=row.flagged,
        score=row.score,
        severity=Severity(row.severity) if row.severity else None,
        categories=tuple(row.categories),
        matches=found,
        extra=_extra(row),
        about=_about(row),
    )


def _about(row: AnyRow) -> About:
    return About(
        author=row.author or "",
        section=row.section or "",
        image=row.image or "",
        dated_by=DateOrigin(row.dated_by) if row.dated_by else None,
    )


def _extra(row: AnyRow) -> dict[str, str]:
    said = {"problem": row.problem, "problem_detail": row.problem_detail, "lexicon": row.lexicon}
    return {name: value for name, value in said.items() if value}
