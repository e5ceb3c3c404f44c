"""Commands that only ask the memory: the store as it is, without journeys or the web."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import click

from daemon.cli.files import operator_of
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.service import clock
from daemon.store import Store

T = TypeVar("T")
_SPAN = re.compile(r"(\d{1,4})\s*([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def asked(setup: Setup, question: Callable[[Store], Awaitable[T]]) -> T:
    """What the store answers; raises NoDatabase when there is none to ask."""
    return run(setup, _ask(operator_of(setup).database, question))


async def _ask(database: str, question: Callable[[Store], Awaitable[T]]) -> T:
    store = await Store.open(database)
    try:
        return await question(store)
    finally:
        await store.aclose()


class Since(click.ParamType[datetime]):
    """A time: so many hours, days or weeks ago (12h, 3d, 2w), or a date (2026-11-14)."""

    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment meant, in UTC."""
        if isinstance(value, datetime):
            return value
        if span := _SPAN.fullmatch(str(value)):
            return clock.now() - int(span[1]) * _UNITS[span[2]]
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(
                f"'{value}' is neither like 12h, 3d, 2w nor a date like 2026-11-14", param, ctx
            )
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


SINCE = Since()
