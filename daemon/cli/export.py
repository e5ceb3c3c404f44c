"""``didevan export``: stories as rows that other tools read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import datetime

import click

from daemon.cli.memory import SINCE, asked
from daemon.cli.setup import Setup
from daemon.model.story import Actor, Role, Story, Victims
from daemon.store.stories import Wanted

COLUMNS = (
    *("event_id", "event_date", "date_precision", "event_kind", "categories", "actor1", "actor2"),
    *("place", "admin1", "admin2", "latitude", "longitude", "place_kind"),
    *("fatalities_low", "fatalities_high", "wounded_low", "wounded_high"),
    *("arrested_low", "arrested_high", "kidnapped_low", "kidnapped_high"),
    *("displaced_low", "displaced_high", "families_displaced_low", "families_displaced_high"),
    *("severity", "sources", "source_scale", "status", "first_report", "last_report", "notes"),
)
"""The columns in their order; docs/stories.md says what each holds."""

_LEADING = "=+-@\t\r"
Value = str | int | float | None


@click.command()
@click.option(
    "--format",
    "kind",
    type=click.Choice(("csv", "geojson", "json")),
    default="csv",
    show_default=True,
    help="What to write: rows, points on a map, or objects.",
)
@click.option("--since", type=SINCE, help="Told since then: 12h, 3d, 2w, or 2026-11-14.")
@click.pass_obj
def command(setup: Setup, kind: str, since: datetime | None) -> None:
    """Write all stories to the standard output, in columns like those of event data sets.

    An event keeps its id in every export. In GeoJSON a story without a known place has no
    geometry.
    """
    found = asked(setup, lambda store: store.stories(Wanted(since=since)))
    rows = [row(one.story) for one in sorted(found, key=lambda one: one.story.id)]
    written = {"csv": as_csv, "geojson": as_geojson, "json": as_json}[kind](rows)
    click.echo(written, nl=False)


def row(story: Story) -> dict[str, Value]:
    """The values of a story's columns."""
    place, counts = story.place, _counts(story)
    first, second = _pair(story)
    return {
        "event_id": f"didevan-{story.id}",
        "event_date": story.day.day.isoformat(),
        "date_precision": story.day.precision.value if story.day.quote else "reported",
        "event_kind": "; ".join(story.kinds),
        "categories": "; ".join(story.categories),
        "actor1": first,
        "actor2": second,
        "place": place.name if place else None,
        "admin1": (place.admin1 or None) if place else None,
        "admin2": (place.admin2 or None) if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "place_kind": place.kind if place else None,
        **counts,
        "severity": story.severity.value,
        "sources": story.sources,
        "source_scale": story.independent,
        "status": "; ".join(story.statuses),
        "first_report": story.first_at.isoformat(),
        "last_report": story.last_at.isoformat(),
        "notes": story.title,
    }


def _counts(story: Story) -> dict[str, Value]:
    named = {
        "fatalities": Victims.KILLED,
        "wounded": Victims.WOUNDED,
        "arrested": Victims.ARRESTED,
        "kidnapped": Victims.KIDNAPPED,
        "displaced": Victims.DISPLACED,
        "families_displaced": Victims.FAMILIES,
    }
    counts: dict[str, Value] = {}
    for column, what in named.items():
        found = story.range(what)
        counts[f"{column}_low"] = found.low if found else None
        counts[f"{column}_high"] = found.high if found else None
    return counts


def _pair(story: Story) -> tuple[str | None, str | None]:
    """Who did it, and to whom; those whose part is not said come last."""
    doers = (Role.ATTACKER, Role.CLAIMED_BY)
    suffered = (Role.TARGET, Role.ARRESTED)
    first = _name([one for one in story.actors if one.role in doers])
    second = _name([one for one in story.actors if one.role in suffered])
    return first, second


def _name(actors: list[Actor]) -> str | None:
    return actors[0].name if actors else None


def as_csv(rows: list[dict[str, Value]]) -> str:
    """Comma-separated values; a text that a spreadsheet would run is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in one.items()} for one in rows)
    return out.getvalue()


def _harmless(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(tuple(_LEADING)) else value


def as_json(rows: list[dict[str, Value]]) -> str:
    """A list of objects."""
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_geojson(rows: list[dict[str, Value]]) -> str:
    """A collection of points (RFC 7946)."""
    features = [{"type": "Feature", "geometry": _point(one), "properties": one} for one in rows]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _point(one: Mapping[str, Value]) -> dict[str, object] | None:
    if one["latitude"] is None or one["longitude"] is None:
        return None
    return {"type": "Point", "coordinates": [one["longitude"], one["latitude"]]}
