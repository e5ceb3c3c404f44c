"""Column types that come back the same from SQLite and PostgreSQL."""

# ruff: noqa: ARG002 - SQLAlchemy passes the dialect, and the point is that it does not matter
from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import DateTime, Dialect, Float, Row, Text, TypeDecorator

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row whose columns are taken by name."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """``text`` with U+FFFD for what a database refuses: NUL and lone surrogates.

    PostgreSQL takes no NUL in text, and neither database can encode a lone surrogate. One
    code point stands for one, so that the offsets of matches stay right.
    """
    return _UNSTORABLE.sub("\ufffd", text)


class Words(TypeDecorator[str]):
    """Text of any origin, made storable; a member of a StrEnum is stored as its value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Make the text storable."""
        return None if value is None else storable(str(value))


class Moment(TypeDecorator[datetime]):
    """A point in time: aware going in, aware in UTC coming out, also where SQLite forgets it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time; give UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say that it is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Span(TypeDecorator[timedelta]):
    """A length of time, stored in seconds."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> float | None:
        """Seconds."""
        return None if value is None else value.total_seconds()

    def process_result_value(self, value: float | None, dialect: Dialect) -> timedelta | None:
        """A timedelta."""
        return None if value is None else timedelta(seconds=value)


class Json(TypeDecorator[Any]):
    """Lists and mappings of words, stored as readable JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:
        """JSON with the letters as they are; a NUL is escaped by JSON itself."""
        return storable(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:
        """The list or mapping."""
        return None if value is None else json.loads(value)
