"""A verdict as it is kept: its columns, and the matches and names found in the present text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from daemon.model.article import Match, Verdict
from daemon.store.engine import batches
from daemon.store.tables import entities, matches
from daemon.store.types import AnyRow

_VERDICT = ("flagged", "score", "severity", "categories", "lexicon")


def verdict_columns(judged: Verdict | AnyRow) -> dict[str, Any]:
    """The columns of an article that hold its verdict, of a verdict or of a stored article."""
    return {name: getattr(judged, name) for name in _VERDICT}


async def replace_evidence(
    connection: AsyncConnection, verdicts: Mapping[int, Verdict], revised: Sequence[int]
) -> None:
    """Write the evidence of every verdict by article id; that of the revised goes first."""
    tables = {matches: _match_rows(verdicts), entities: _entity_rows(verdicts)}
    for table, rows in tables.items():
        for batch in batches(revised):
            await connection.execute(delete(table).where(table.c.article_id.in_(batch)))
        if rows:
            await connection.execute(insert(table), rows)


async def matches_of(
    connection: AsyncConnection, ids: Iterable[int]
) -> dict[int, tuple[Match, ...]]:
    """The matches of the articles with these ids, in the order in which they were found."""
    found: dict[int, list[Match]] = {}
    for batch in batches(ids):
        statement = (
            select(matches)
            .where(matches.c.article_id.in_(batch))
            .order_by(matches.c.article_id, matches.c.position)
        )
        for row in await connection.execute(statement):
            found.setdefault(row.article_id, []).append(_match(row))
    return {article_id: tuple(several) for article_id, several in found.items()}


def _match(row: AnyRow) -> Match:
    return Match(
        category=row.category,
        term=row.term,
        field=row.field,
        surface=row.surface,
        start=row.span_start,
        end=row.span_end,
        weight=row.weight,
        attributes=tuple(row.attributes),
    )


def _match_rows(verdicts: Mapping[int, Verdict]) -> list[dict[str, Any]]:
    return [
        {
            "article_id": article_id,
            "position": position,
            "category": match.category,
            "term": match.term,
            "field": match.field,
            "surface": match.surface,
            "span_start": match.start,
            "span_end": match.end,
            "weight": match.weight,
            "attributes": match.attributes,
        }
        for article_id, verdict in verdicts.items()
        for position, match in enumerate(verdict.matches)
    ]


def _entity_rows(verdicts: Mapping[int, Verdict]) -> list[dict[str, Any]]:
    return [
        {
            "article_id": article_id,
            "position": position,
            "entity": mention.id,
            "type": mention.type,
            "name": mention.name,
            "surface": mention.surface,
            "field": mention.field,
            "span_start": mention.start,
            "span_end": mention.end,
        }
        for article_id, verdict in verdicts.items()
        for position, mention in enumerate(verdict.entities)
    ]
