"""Four weeks of explosions in the store: one each Monday, and many on one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from daemon.model.story import Account
from daemon.store import Store
from tests.store.samples import FLAGGED, article, entry, result
from tests.stories.understood import account

LAST = date(2026, 11, 14)
TOWNS = ("داقوق", "حەویجە", "دووبز", "لەیلان")  # of the governorate of Kirkuk
SOURCES = ("esta", "lvin")


@cache
def blast(town: str) -> Account:
    """A blast in a town."""
    return account(f"تەقینەوەیەک لە {town}", f"بۆمبێک لە {town} تەقییەوە و دوو کەس کوژران.")


def usual() -> list[tuple[date, str, str]]:
    """A blast a week."""
    before = (LAST - timedelta(days=back) for back in range(1, 29))
    return [(day, "داقوق", "esta") for day in before if day.weekday() == 0]


def many(*sources: str) -> list[tuple[date, str, str]]:
    """Blasts everywhere on the last day, told by these sources."""
    return [(LAST, town, source) for town in TOWNS for source in sources]


async def watch(store: Store) -> None:
    """An article a day that is of no interest: the watch was awake."""
    for back in range(1, 29):
        at = _morning(LAST - timedelta(days=back))
        await store.save_feed_result(result(article(f"quiet-{back}"), at=at))


async def tell(store: Store, told: list[tuple[date, str, str]]) -> None:
    """Store blasts, and merge them."""
    for number, (day, town, source) in enumerate(told):
        at = entry(f"{day}-{number}", published_at=_morning(day))
        flagged = article(at, FLAGGED, source, title=blast(town).title)
        await store.save_feed_result(result(flagged, at=_morning(day), source=source))
    await merge(store, told)


async def merge(store: Store, told: list[tuple[date, str, str]], *, step: int = 1) -> None:
    """Merge what was stored, in its order or (-1) the other way round."""
    waiting = [one.article.id for one in await store.unmerged(1000)]
    for number, (day, town, source) in list(zip(waiting, told, strict=True))[::step]:
        plain = blast(town)
        told_of = replace(
            plain,
            article=number,
            source=source,
            sketch=tuple(number * 100 + n for n in range(8)),
            incident=replace(plain.incident, date=replace(plain.incident.date, day=day)),
            reported_at=_morning(day),
        )
        await store.save_accounts([(told_of, 1)], _morning(day))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
