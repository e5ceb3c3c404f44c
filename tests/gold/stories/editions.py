"""Articles of the gold set that stand in files whole: editions of events, and the held-out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.gold.stories.compose import Gold, facts_of
from tests.gold.stories.events import events

FOREIGN = frozenset(("en", "ar"))
_BAGHDAD = timedelta(hours=3)
_COUNTS = {
    "killed": "killed",
    "wounded": "wounded",
    "arrested": "taken",
    "kidnapped": "taken",
    "displaced": "displaced",
    "families": "families",
}


def editions() -> list[Gold]:
    """Editions of known events, and events told only in them."""
    return [_gold(one) for one in _read("editions.toml")]


def held_out() -> list[Gold]:
    """Thirty articles of thirty events, in other sentences than the templates'."""
    return [_gold(one) for one in _read("held_out.toml")]


def held_out_again() -> list[Gold]:
    """A second such set, in five written forms, with events told in several languages."""
    return [_gold(one) for one in _read("held_out_again.toml")]


def held_out_third() -> list[Gold]:
    """A third, by a writer who knew nothing of the rules."""
    return [_gold(one) for one in _read("held_out_third.toml")]


def held_out_fourth() -> list[Gold]:
    """A fourth, by another writer who knew nothing of the rules."""
    return [_gold(one) for one in _read("held_out_fourth.toml")]


def _read(name: str) -> list[Mapping[str, Any]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    found: list[Mapping[str, Any]] = tomllib.loads(text)["article"]
    return found


def _gold(one: Mapping[str, Any]) -> Gold:
    at: datetime = one["at"]
    return Gold(
        story=one["story"],
        source=one["source"],
        title=one["title"],
        body=one["body"],
        reported_at=at.astimezone(UTC),
        form=one["form"],
        facts=None if one.get("history") else _facts(one),
    )


def _facts(one: Mapping[str, Any]) -> Mapping[str, frozenset[str]] | None:
    """What the event says, and what the article says itself; None when nothing must be found."""
    said: Mapping[str, Any] = one.get("facts", {})
    if said.get("none"):
        return None
    known = next((facts_of(event) for event in events() if event.id == one["story"]), {})
    return {**known, **dict(_own(said))}


def _own(said: Mapping[str, Any]) -> Iterator[tuple[str, frozenset[str]]]:
    for key in ("place", "day"):
        if key in said:
            yield key, frozenset((str(said[key]),))
    taken = [said[key] for key in ("arrested", "kidnapped") if key in said]
    for key, sort in _COUNTS.items():
        if key in said:
            yield (
                sort,
                frozenset(str(number) for number in (taken if sort == "taken" else [said[key]])),
            )
    if said:
        yield "actors", frozenset(said.get("actors", ()))
    if "statuses" in said:
        yield "statuses", frozenset(said["statuses"])
