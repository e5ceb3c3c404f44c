"""``didevan extract``: the article that is found in a saved page."""

from __future__ import annotations

from collections.abc import Iterator

import click

from daemon.cli.documents import ONE, json_line, moment, named_source, problem, read_document
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.cli.terminal import show
from daemon.model.dating import Precision
from daemon.model.language import Language
from daemon.model.outcome import Extracted, Failed, NothingFound
from daemon.model.source import PageHints, Selectors, Source
from daemon.service import clock
from daemon.service.saved import SavedReader
from daemon.text.language import identify

Outcome = Extracted | NothingFound | Failed


@click.command()
@click.argument("file", type=ONE)
@click.option(
    "--url", metavar="URL", default="", help="The address it came from: it may hold the date."
)
@click.option(
    "--source", "name", metavar="SOURCE", help="Read it with the selectors and zone of this source."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, as said above.")
@click.pass_obj
def command(setup: Setup, file: str, url: str, name: str | None, as_json: bool) -> None:
    """Show the article found in the saved page FILE (or '-', the standard input).

    With --json: {"title", "body", "published_at", "precision", "origin", "author",
    "language", "problem"}. The body has one paragraph a line; origin says where the date
    stands (json_ld, meta, selector, visible, url), and is null with it when nobody tells.
    """
    source = named_source(setup, name)
    page = read_document(file, url or (source.url if source is not None else ""))

    async def read() -> Outcome:
        async with SavedReader(clock.now()) as reader:
            return await reader.page(page, _hints(source))

    found = run(setup, read())
    if as_json:
        click.echo(json_line(as_object(found)))
        return
    for line in _lines(found):
        show(line)


def _hints(source: Source | None) -> PageHints:
    if source is None:
        return PageHints("Asia/Baghdad", clock.now(), Selectors())
    return PageHints(
        zone=source.zone,
        seen_at=clock.now(),
        selectors=source.selectors,
        day_first=source.options.get("date_order") != "MDY",
    )


def as_object(found: Outcome) -> dict[str, object]:
    """What a page yields in the stable form of ``extract --json``."""
    page = found if isinstance(found, Extracted) else Extracted(None, "")
    dated = page.dated
    return {
        "title": page.title,
        "body": page.body,
        "published_at": moment(dated.at) if dated else None,
        "precision": dated.precision if dated else Precision.UNKNOWN,
        "origin": dated.origin if dated else None,
        "author": page.author,
        "language": _language(page),
        "problem": problem(found),
    }


def _language(page: Extracted) -> Language | None:
    text = f"{page.title or ''}\n{page.body}".strip()
    return identify(text) if text else None


def _lines(found: Outcome) -> Iterator[str]:
    if not isinstance(found, Extracted):
        yield f"no article: {found.reason}: {found.detail}"
        return
    yield f"title:     {found.title or '-'}"
    dated = found.dated
    when = f"{dated.at:%Y-%m-%d %H:%M} UTC ({dated.precision}, {dated.origin})" if dated else "-"
    yield f"published: {when}"
    yield f"author:    {found.author or '-'}"
    yield f"language:  {_language(found)}"
    for name, value in found.extra.items():
        yield f"{name + ':':11}{value}"
    yield ""
    yield found.body
