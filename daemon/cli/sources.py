"""``didevan sources``: find the feeds of a site, and exchange lists with other readers."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from daemon.cli.files import operator_of, sources_of
from daemon.cli.group import Group
from daemon.cli.lists import free_name, host_of, imported
from daemon.cli.probe import HEADER, row
from daemon.cli.running import run
from daemon.cli.setup import FAILED, Setup
from daemon.cli.table import table
from daemon.cli.terminal import plain, show
from daemon.config.editing import appended, replace_file, written
from daemon.model.language import Language
from daemon.model.outcome import Unreadable
from daemon.service import clock
from daemon.service.probing import Probe, probing
from daemon.sources.opml import read_opml, write_opml

BETTER = ("rss", "json", "telegram", "sitemap", "listing")


@click.group(cls=Group)
def command() -> None:
    """Find the feeds of a site; import and export OPML."""


@command.command()
@click.argument("url")
@click.option(
    "--zone",
    metavar="ZONE",
    show_default=True,
    default="Asia/Baghdad",
    help="The outlet's time zone.",
)
@click.option("--write", is_flag=True, help="Put the proposal into sources.toml, not enabled.")
@click.pass_obj
def add(setup: Setup, url: str, zone: str, write: bool) -> None:
    """Look for the feeds and sitemaps of the site at URL, and propose a [[source]].

    A page with neither is proposed as a list of articles, if it links to some. Which of its
    links those are is a guess: save the page, then 'didevan parse FILE --base URL'.
    """
    sources, limits = sources_of(setup), operator_of(setup).fetch

    async def discover() -> list[Probe]:
        async with probing(limits, clock.now) as prober:
            return await prober.discover(url)

    probes, now = run(setup, discover()), clock.now()
    answering = [one for one in probes if one.answers]
    show("\n".join(table(HEADER, [row(one, now) for one in answering or probes[:1]])))
    if not answering:
        click.echo("nothing that can be read was found", err=True)
        sys.exit(FAILED)
    proposal = _proposed(answering, zone, {source.name for source in sources})
    known = {url: s.name for s in sources for url in (s.url, *s.candidates)}
    if proposal["url"] in known:
        click.echo(f"{proposal['url']} is there already: {known[str(proposal['url'])]}", err=True)
        return
    _give(setup, [proposal], write=write)


@command.command("import")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--zone",
    metavar="ZONE",
    show_default=True,
    default="Asia/Baghdad",
    help="The time zone of feeds without offsets.",
)
@click.option("--write", is_flag=True, help="Put the tables into sources.toml.")
@click.pass_obj
def import_(setup: Setup, file: BinaryIO, zone: str, write: bool) -> None:
    """Make [[source]] tables of the OPML list FILE (or '-'); known addresses are left out.

    Feeds of other readers' lists are not enabled; what 'sources export' wrote comes back as it
    was, kind, options and all.
    """
    known = sources_of(setup)
    outlines = read_opml(file.read())
    if isinstance(outlines, Unreadable):
        show(f"{outlines.reason}: {outlines.detail}")
        sys.exit(FAILED)
    found = imported(outlines, known, zone)
    if found.known:
        click.echo(f"{found.known} of {len(outlines)} are known already", err=True)
    for refused in found.refused:
        click.echo(f"left out: {plain(refused)}", err=True)
    _give(setup, found.tables, write=write)


@command.command()
@click.pass_obj
def export(setup: Setup) -> None:
    """Print the sources of sources.toml as OPML: feeds for every reader, all kinds for us.

    Request headers go along: see what is in them before you give the list away.
    """
    sources_of(setup)  # raises for what cannot be written
    tables = tomllib.loads(setup.places.sources.read_text(encoding="utf-8-sig"))["source"]
    click.echo(write_opml(tables), nl=False)


def _give(setup: Setup, tables: Sequence[Mapping[str, object]], *, write: bool) -> None:
    """Print the tables, or put them into sources.toml."""
    if not tables:
        return
    if not write:
        show("\n" + written(tables).rstrip())
        return
    path: Path = setup.places.sources
    replace_file(path, appended(path.read_text(encoding="utf-8"), tables).encode())
    idle = sum(table.get("enabled") is False for table in tables)
    not_enabled = f", {'' if idle == len(tables) else f'{idle} '}not enabled" if idle else ""
    click.echo(f"{len(tables)} [[source]] added to {path}{not_enabled}")


def _proposed(answering: Sequence[Probe], zone: str, names: set[str]) -> dict[str, object]:
    """A table for the best of what was found; others of its kind are its further addresses."""
    ranked = sorted(answering, key=lambda one: (BETTER.index(one.kind), -one.entries))
    best = ranked[0]
    language = best.language or Language.OTHER
    others = [one.url for one in ranked[1:] if one.kind == best.kind][:3]
    host = host_of(best.url)
    how = "guessed, to be checked," if best.kind == "listing" else "found"
    return {
        "name": free_name(host, language, names),
        "outlet": host,
        "url": best.url,
        "kind": best.kind,
        "language": language.value,
        "zone": zone,
        "enabled": False,
        "reason": f"{how} on {clock.now():%Y-%m-%d}: {best.entries} entries",
        **({"candidates": others} if others else {}),
        **{key: value for key, value in best.options.items() if value},
    }
