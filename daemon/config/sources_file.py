"""sources.toml becomes sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import BaseModel

from daemon.config.document import Document
from daemon.config.lines import Path
from daemon.config.schema import CadenceTable, SourceTable
from daemon.config.tables import Kind, Names, Reader, label
from daemon.errors import Problem
from daemon.model.source import Cadence, Source


def read_sources(
    document: Document, kinds: Mapping[str, Kind], problems: list[Problem]
) -> tuple[Source, ...]:
    """The sources that are sound; what is wrong with the others is in ``problems``."""
    reader = Reader(document, problems)
    reader.known_keys(["source"])
    if not reader.has("source") and not problems:
        reader.note((), "there is no [[source]] in this file")
    found: list[Source | None] = []
    names, urls = Names(reader, "name"), Names(reader, "url")
    for at, row in reader.rows("source"):
        _unique(row, at, names, urls)
        found.append(_source(reader, kinds, row, at))
    return tuple(source for source in found if source is not None)


def _unique(row: Mapping[str, object], at: Path, names: Names, urls: Names) -> None:
    who = label("source", row, at)
    # a table copied whole is one mistake, not two
    if names.add(row.get("name"), (*at, "name"), who):
        urls.add(row.get("url"), (*at, "url"), who)


def _source(
    reader: Reader, kinds: Mapping[str, Kind], row: Mapping[str, object], at: Path
) -> Source | None:
    who = label("source", row, at)
    cadence = _cadence(reader, row.get("cadence", {}), (*at, "cadence"), who)
    table = {key: value for key, value in row.items() if key != "cadence"}
    checked = reader.check_open(SourceTable, kinds, table, at, who, beside=("cadence",))
    if checked is None or cadence is None:
        return None
    return _built(*checked, cadence)


def _built(table: SourceTable, options: BaseModel, cadence: Cadence) -> Source:
    return Source(
        name=table.name,
        outlet=table.outlet,
        url=table.url,
        kind=table.kind,
        language=table.language,
        zone=table.zone,
        enabled=table.enabled,
        reason=table.reason,
        cadence=cadence,
        options=options.model_dump(),
    )


def _cadence(reader: Reader, value: object, at: Path, who: str) -> Cadence | None:
    table = reader.check(CadenceTable, value, at, f"{who}, cadence")
    if table is None:
        return None
    if table.shortest_minutes > table.longest_minutes:
        reader.note(at, f"{who}, cadence: 'shortest_minutes' must not exceed 'longest_minutes'")
        return None
    return Cadence(
        shortest=timedelta(minutes=table.shortest_minutes),
        longest=timedelta(minutes=table.longest_minutes),
    )
