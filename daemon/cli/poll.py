"""``didevan poll``: look at one source now."""

from __future__ import annotations

import json
import sys

import click

from daemon.alerts.wording import counted
from daemon.cli.journeys import wired, wired_to_look
from daemon.cli.named import source_named
from daemon.cli.running import run
from daemon.cli.setup import FAILED, Setup
from daemon.cli.terminal import show
from daemon.model.article import Article
from daemon.model.outcome import NotModified
from daemon.model.source import Source
from daemon.pipeline.collect import ARTICLES_PER_POLL, Collected
from daemon.pipeline.look import Seen
from daemon.service import clock
from daemon.service.merging import merger_of
from daemon.service.wiring import Journeys


@click.command()
@click.argument("source")
@click.option("--dry-run", is_flag=True, help="Fetch, read and match, but store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(setup: Setup, source: str, dry_run: bool, as_json: bool) -> None:
    """Poll SOURCE (a name from sources.toml) now, even if it is not enabled.

    Shows each new article: flagged or not, why, and what was wrong with its page.
    """

    async def poll() -> Collected:
        if dry_run:
            async with wired_to_look(setup, afresh=True) as journeys:
                return await _look(journeys, _wanted(journeys, source))
        async with wired(setup) as (journeys, store):
            brought = await journeys.collector.collect(_wanted(journeys, source))
            await merger_of(journeys, store, clock.now).merge()
            return brought

    collected = run(setup, poll())
    if as_json:
        click.echo(_json(collected))
    else:
        show("\n".join(_lines(collected)))
    sys.exit(FAILED if collected.problem else 0)


def _wanted(journeys: Journeys, name: str) -> Source:
    return source_named(name, journeys.settings.sources)


async def _look(journeys: Journeys, source: Source) -> Collected:
    """What a poll would bring, read from the feed as if nothing were known."""
    looked = await journeys.collector.look(source)
    if isinstance(looked, NotModified):
        return Collected(source.name, not_modified=True)
    if not isinstance(looked, Seen):
        return Collected(source.name, problem=looked)
    entries = looked.parsed.entries
    read = await journeys.collector.read(source, entries[:ARTICLES_PER_POLL])
    return Collected(
        source.name, len(entries), read.articles, note=looked.parsed.note, unread=read.unread
    )


def _lines(collected: Collected) -> list[str]:
    if collected.problem:
        return [f"{collected.source}: {collected.problem.reason}: {collected.problem.detail}"]
    if collected.not_modified:
        return [f"{collected.source}: not modified since the last poll"]
    flagged = sum(article.verdict.flagged for article in collected.articles)
    first = (
        f"{collected.source}: {counted(collected.entries, 'entry', 'entries')}, "
        f"{len(collected.articles)} new or changed, {flagged} flagged"
    )
    notes = [f"note: {collected.note}"] if collected.note else []
    if collected.unread:
        notes.append(f"not all were read: {collected.unread.reason}: {collected.unread.detail}")
    return [first, *notes, *(line for article in collected.articles for line in _about(article))]


def _about(article: Article) -> list[str]:
    mark = "FLAGGED" if article.verdict.flagged else "-"
    lines = [f"{mark:8}{', '.join(article.verdict.categories) or 'nothing'}: {article.title}"]
    if article.problem:
        detail = f"{article.problem}, {article.problem_detail}"
        lines.append(f"{'':8}page not used ({detail}); text from: {article.origin}")
    return lines


def _json(collected: Collected) -> str:
    problem, unread = collected.problem, collected.unread
    return json.dumps(
        {
            "source": collected.source,
            "entries": collected.entries,
            "not_modified": collected.not_modified,
            "problem": problem and {"reason": problem.reason, "detail": problem.detail},
            "note": collected.note,
            "unread": unread and {"reason": unread.reason, "detail": unread.detail},
            "articles": [_article(article) for article in collected.articles],
        },
        ensure_ascii=False,
    )


def _article(article: Article) -> dict[str, object]:
    return {
        "title": article.title,
        "url": article.entry.url,
        "flagged": article.verdict.flagged,
        "categories": article.verdict.categories,
        "severity": article.verdict.severity,
        "origin": article.origin,
        "problem": article.problem,
    }
