"""``didevan parse``: what a saved feed, sitemap, list page, API answer or channel yields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import click

from daemon.alerts.wording import counted
from daemon.cli.documents import ONE, json_line, moment, named_source, problem, read_document
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.cli.terminal import show
from daemon.model.article import Entry, Parsed, Precision
from daemon.model.source import Source
from daemon.service import clock
from daemon.service.saved import ReadFeed, SavedReader
from daemon.sources import KINDS


@click.command()
@click.argument("files", nargs=-1, required=True, type=ONE, metavar="FILE...")
@click.option(
    "--kind",
    type=click.Choice(list(KINDS)),
    help="How to read it.  [default: the source's kind, else what it seems to be]",
)
@click.option(
    "--base", metavar="URL", default="", help="The address it came from, for relative links."
)
@click.option("--source", "name", metavar="SOURCE", help="Read it with the options of this source.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object for each file, as said above.")
@click.pass_obj
def command(
    setup: Setup,
    *,
    files: tuple[str, ...],
    kind: str | None,
    base: str,
    name: str | None,
    jsonl: bool,
) -> None:
    """Show what each saved document FILE (or '-', the standard input) yields.

    With --jsonl each file gives one line: {"file", "kind", "entries", "problem"}; an entry
    is {"id", "url", "title", "published_at", "precision", "summary", "content"}, a problem
    {"reason", "detail"} or null. The id is what the document calls the entry, if it calls no
    other so, else what Dîdevan does. No document ends the command: the others are read all
    the same.
    """
    source = named_source(setup, name)

    async def read() -> None:
        async with SavedReader(clock.now()) as reader:
            for file in files:
                found = await _read(reader, file, kind, base, source)
                show_found(file, found, jsonl=jsonl)

    run(setup, read())


async def _read(
    reader: SavedReader, file: str, kind: str | None, base: str, source: Source | None
) -> ReadFeed:
    url = base or (source.url if source is not None else "")
    return await reader.feed(read_document(file, url), kind, source)


def show_found(file: str, found: ReadFeed, *, jsonl: bool) -> None:
    """Print what one file yields."""
    if jsonl:
        click.echo(json_line(as_json(file, found)))
        return
    for line in _lines(file, found):
        show(line)


def as_json(file: str, found: ReadFeed) -> dict[str, object]:
    """What a document yields in the stable form of ``parse --jsonl``."""
    entries = found.outcome.entries if isinstance(found.outcome, Parsed) else ()
    often = Counter(entry.stated_id for entry in entries)
    return {
        "file": file,
        "kind": found.kind,
        "entries": [_entry(entry, often) for entry in entries],
        "problem": problem(found.outcome),
    }


def _entry(entry: Entry, often: Mapping[str, int]) -> dict[str, object]:
    """``often``: how many entries the document calls by each id."""
    return {
        "id": entry.stated_id if entry.stated_id and often[entry.stated_id] == 1 else entry.key,
        "url": entry.url,
        "title": entry.title,
        "published_at": moment(entry.published_at),
        "precision": entry.precision,
        "summary": entry.summary,
        "content": entry.content,
    }


def _lines(file: str, found: ReadFeed) -> Iterator[str]:
    outcome = found.outcome
    if not isinstance(outcome, Parsed):
        yield f"{file}: {found.kind}: {outcome.reason}: {outcome.detail}"
        return
    yield f"{file}: {found.kind}, {counted(len(outcome.entries), 'entry', 'entries')}"
    if outcome.note:
        yield f"  note: {outcome.note}"
    for address in outcome.follow[: outcome.follow_most]:
        yield f"  read next: {address}"
    for entry in outcome.entries:
        yield f"  {_when(entry):22}{entry.title or entry.url or entry.summary[:80]}"


def _when(entry: Entry) -> str:
    if entry.published_at is None:
        return "-"
    day_only = entry.precision is Precision.DAY
    return (
        f"{entry.published_at:%Y-%m-%d}" if day_only else f"{entry.published_at:%Y-%m-%d %H:%M} UTC"
    )
