"""``didevan demo``: the whole journey on a small Kurdish newsroom on this machine."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

import click

from daemon.alerts.wording import counted
from daemon.cli.running import run
from daemon.cli.setup import FAILED, Setup
from daemon.cli.table import table
from daemon.cli.terminal import show
from daemon.demo.newsroom import Newsroom
from daemon.model.source import Source
from daemon.pipeline.collect import Collected
from daemon.service import clock
from daemon.service.demonstration import Cycle, Demonstration, demonstrate, prepare


@click.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the database and the digest.  [default: a new temporary folder]",
)
@click.pass_obj
def command(setup: Setup, folder: Path | None) -> None:
    """Show the whole journey: poll, read, flag, store, and a digest you can open.

    Starts a small newsroom on this machine (loopback only), runs one full cycle with the
    real pipeline and a throw-away database, then a second one, which must find nothing new.
    """
    here = folder or Path(tempfile.mkdtemp(prefix="didevan-demo-"))
    try:
        prepare(here)
    except FileExistsError as error:
        click.echo(f"didevan: {error}", err=True)
        sys.exit(FAILED)
    with Newsroom(clock.now()) as newsroom:
        click.echo(f"a newsroom of {len(newsroom.outlets)} outlets opened on {newsroom.base_url}")
        done = run(setup, demonstrate(here.resolve(), newsroom, _progress))
    click.echo("\n" + "\n".join(_report(done)))


def _progress(source: Source, collected: Collected) -> None:
    show(f"  polled {source.name}: {_outcome(collected)}")


def _outcome(collected: Collected) -> str:
    if collected.problem:
        return f"{collected.problem.reason}: {collected.problem.detail}"
    return f"{counted(len(collected.articles), 'article')}, {collected.stored.flagged} flagged"


def _report(done: Demonstration) -> list[str]:
    header = ("source", "entries", "articles", "flagged", "problems")
    folder = done.mail.parent
    articles = [article for one in done.first.collected for article in one.articles]
    flagged = sum(article.verdict.flagged for article in articles)
    again = sum(one.stored.new + one.stored.revised for one in done.second.collected)
    return [
        *table(header, [_row(one) for one in done.first.collected]),
        "",
        f"{counted(len(articles), 'article')} read, {flagged} flagged, {_digests(done.first)}",
        f"second cycle: {counted(again, 'new article')}, {_digests(done.second)}",
        "",
        f"the digest as a page: {done.page}",
        f"the digest as a mail: {done.mail}",
        f"the mail folder:      {folder / 'mail'}",
        "",
        f"to look around: STATE_DIRECTORY={folder} didevan --sources {folder}/sources.toml stories",
    ]


def _digests(cycle: Cycle) -> str:
    return f"{counted(len(cycle.sent), 'digest')} sent"


def _row(collected: Collected) -> tuple[str, ...]:
    return (
        collected.source,
        str(collected.entries),
        str(len(collected.articles)),
        str(collected.stored.flagged),
        _problems(collected),
    )


def _problems(collected: Collected) -> str:
    if collected.problem:
        return f"{collected.problem.reason}: {collected.problem.detail}"
    pages = Counter(article.problem for article in collected.articles if article.problem)
    return ", ".join(f"{count} pages: {reason}" for reason, count in pages.items())
