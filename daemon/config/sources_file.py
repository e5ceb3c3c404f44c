"""sources.toml becomes sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from pydantic import BaseModel

from daemon.config.document import Document
from daemon.config.lines import Path
from daemon.config.schema import CadenceTable, SelectorsTable, SourceTable
from daemon.config.tables import Kind, Names, Reader, label
from daemon.errors import Problem
from daemon.model.source import Cadence, Selectors, Source

APART = ("cadence", "selectors")  # tables within a table, each with its own problems


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
        further = row.get("candidates")
        for place, url in enumerate(further if isinstance(further, list) else ()):
            urls.add(url, (*at, "candidates", place), who)


def _source(
    reader: Reader, kinds: Mapping[str, Kind], row: Mapping[str, object], at: Path
) -> Source | None:
    who = label("source", row, at)
    cadence = _cadence(reader, row.get("cadence", {}), (*at, "cadence"), who)
    selectors = reader.check(
        SelectorsTable, row.get("selectors", {}), (*at, "selectors"), f"{who}, selectors"
    )
    table = {key: value for key, value in row.items() if key not in APART}
    checked = reader.check_open(SourceTable, kinds, table, at, who, beside=APART)
    if checked is None or cadence is None or selectors is None:
        return None
    # a kind whose feed is the whole text says so; those of the tests need not
    whole = bool(getattr(kinds[checked[0].kind], "full_text", False))
    return _built(*checked, cadence, selectors, whole)


def _built(
    table: SourceTable, options: BaseModel, cadence: Cadence, pages: SelectorsTable, whole: bool
) -> Source:
    chosen = {name: value or "" for name, value in pages.model_dump().items()}
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
        candidates=tuple(table.candidates),
        headers=dict(table.headers),
        full_text=whole if table.full_text is None else table.full_text,
        selectors=Selectors(**chosen),
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
