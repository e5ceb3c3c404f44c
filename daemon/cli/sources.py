"""``didevan sources``: find the feeds of a site, and exchange lists with other readers."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

import click

from daemon.cli.probe import HEADER, row
from daemon.cli.setup import FAILED, Setup, stop
from daemon.cli.table import table
from daemon.cli.terminal import show
from daemon.config.editing import appended, replace_file, written
from daemon.errors import DidevanError
from daemon.model.language import Language
from daemon.model.outcome import Unreadable
from daemon.service import clock
from daemon.service.probing import Probe, probing
from daemon.sources.opml import Outline, read_opml, write_opml

BETTER = ("rss", "json", "telegram", "sitemap", "listing")
_LANGUAGES = {language.value: language for language in Language}
_OLDER_TAGS = {"ku": Language.KURMANJI, "ku-iq": Language.SORANI, "ckb-iq": Language.SORANI}


@click.group()
def command() -> None:
    """Find the feeds of a site; import and export OPML."""


@command.command()
@click.argument("url")
@click.option("--zone", default="Asia/Baghdad", help="The outlet's time zone.")
@click.option("--write", is_flag=True, help="Put the proposal into sources.toml, not enabled.")
@click.pass_obj
def add(setup: Setup, url: str, zone: str, write: bool) -> None:
    """Look for the feeds and sitemaps of the site at URL, and propose a [[source]]."""
    try:
        settings = setup.load()
    except DidevanError as error:
        stop(error)

    async def discover() -> list[Probe]:
        async with probing(settings.fetch, clock.now) as prober:
            return await prober.discover(url)

    probes, now = setup.run(discover()), clock.now()
    answering = [one for one in probes if one.answers]
    show("\n".join(table(HEADER, [row(one, now) for one in answering or probes[:1]])))
    if not answering:
        click.echo("nothing that can be read was found", err=True)
        sys.exit(FAILED)
    proposal = _proposed(answering, zone, {source.name for source in settings.sources})
    known = {url: s.name for s in settings.sources for url in (s.url, *s.candidates)}
    if proposal["url"] in known:
        click.echo(f"{proposal['url']} is there already: {known[str(proposal['url'])]}", err=True)
        return
    _give(setup, [proposal], write=write)


@command.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--zone", default="Asia/Baghdad", help="The time zone of feeds without offsets.")
@click.option("--write", is_flag=True, help="Put the tables into sources.toml, not enabled.")
@click.pass_obj
def import_(setup: Setup, file: BinaryIO, zone: str, write: bool) -> None:
    """Make [[source]] tables of the OPML list FILE (or '-'); known addresses are left out."""
    try:
        known = setup.load_sources()
    except DidevanError as error:
        stop(error)
    found = read_opml(file.read())
    if isinstance(found, Unreadable):
        show(f"{found.reason}: {found.detail}")
        sys.exit(FAILED)
    urls = {url for source in known for url in (source.url, *source.candidates)}
    names = {source.name for source in known}
    tables = [_imported(one, zone, names) for one in found if one.url not in urls]
    if len(tables) < len(found):
        click.echo(f"{len(found) - len(tables)} of {len(found)} are known already", err=True)
    _give(setup, tables, write=write)


@command.command()
@click.pass_obj
def export(setup: Setup) -> None:
    """Print the feeds of sources.toml as OPML; other kinds have no place in it."""
    try:
        sources = setup.load_sources()
    except DidevanError as error:
        stop(error)
    feeds = [source for source in sources if source.kind == "rss"]
    click.echo(write_opml(feeds), nl=False)
    if len(feeds) < len(sources):
        click.echo(f"{len(sources) - len(feeds)} sources of other kinds left out", err=True)


def _give(setup: Setup, tables: Sequence[Mapping[str, object]], *, write: bool) -> None:
    """Print the tables, or put them into sources.toml."""
    if not tables:
        return
    if not write:
        show("\n" + written(tables).rstrip())
        return
    path: Path = setup.places.sources
    replace_file(path, appended(path.read_text(encoding="utf-8"), tables))
    click.echo(f"{len(tables)} [[source]] added to {path}, not enabled")


def _proposed(answering: Sequence[Probe], zone: str, names: set[str]) -> dict[str, object]:
    """A table for the best of what was found; others of its kind are its further addresses."""
    ranked = sorted(answering, key=lambda one: (BETTER.index(one.kind), -one.entries))
    best = ranked[0]
    language = best.language or Language.OTHER
    others = [one.url for one in ranked[1:] if one.kind == best.kind][:3]
    host = (urlsplit(best.url).hostname or "source").removeprefix("www.")
    return {
        "name": _name(host, language, names),
        "outlet": host,
        "url": best.url,
        "kind": best.kind,
        "language": language.value,
        "zone": zone,
        "enabled": False,
        "reason": f"found on {clock.now():%Y-%m-%d}: {best.entries} entries",
        **({"candidates": others} if others else {}),
        **{key: value for key, value in best.options.items() if value},
    }


def _imported(outline: Outline, zone: str, names: set[str]) -> dict[str, object]:
    tag = outline.language.lower()
    language = _LANGUAGES.get(outline.language) or _OLDER_TAGS.get(tag) or Language.OTHER
    host = (urlsplit(outline.url).hostname or "source").removeprefix("www.")
    return {
        "name": _name(host, language, names),
        "outlet": " ".join(outline.title.split())[:200] or host,
        "url": outline.url,
        "kind": "rss",
        "language": language.value,
        "zone": zone,
        "enabled": False,
        "reason": "imported; not tried",
    }


def _name(host: str, language: Language, names: set[str]) -> str:
    """A short name nobody has yet: the host's first word and the language."""
    word = re.sub(r"[^a-z0-9]+", "-", host.partition(".")[0].lower()).strip("-") or "source"
    wanted = f"{word}-{language.value}"[:50]
    name, number = wanted, 2
    while name in names:
        name, number = f"{wanted}-{number}", number + 1
    names.add(name)
    return name
