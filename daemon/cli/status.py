"""``didevan status``: how every source fares, what waits in the outbox, the digests."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import click

from daemon.cli.setup import Setup, stop
from daemon.cli.table import table
from daemon.config.settings import Settings
from daemon.errors import DidevanError
from daemon.model.post import DeliveryState, SourceHealth
from daemon.pipeline.health import health
from daemon.schedule.periods import next_due
from daemon.service import clock
from daemon.store import Store
from daemon.store.migrate import revision_status
from daemon.store.overview import Overview

LATE = timedelta(minutes=15)
WORDS = {
    DeliveryState.PENDING: "waiting",
    DeliveryState.SENDING: "being sent",
    DeliveryState.SENT: "sent",
    DeliveryState.DEAD: "given up",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that status tells, of one moment."""

    now: datetime
    sources: tuple[SourceHealth, ...]
    overview: Overview
    next_digests: dict[str, datetime]
    mail: tuple[str, ...]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--all", "everything", is_flag=True, help="Also the sources that are not enabled.")
@click.pass_obj
def command(setup: Setup, as_json: bool, everything: bool) -> None:
    """Show how every source fares and why, the outbox, the last and the next digests.

    Reads only, and may be run beside the daemon.
    """
    try:
        settings = setup.load()
    except DidevanError as error:
        stop(error)
    standing = setup.run(_standing(settings))
    if standing is None:
        click.echo("nothing yet: the watch was never begun here ('didevan run')")
    elif as_json:
        click.echo(json.dumps(asdict(standing), ensure_ascii=False, default=str))
    else:
        click.echo("\n".join(_lines(standing, everything=everything)))


async def _standing(settings: Settings) -> Standing | None:
    if (await revision_status(settings.database)).current is None:
        return None
    store = await Store.open(settings.database)
    try:
        overview = await store.overview()
    finally:
        await store.aclose()
    now = clock.now()
    return Standing(
        now=now,
        sources=health(settings.sources, overview.sources),
        overview=overview,
        next_digests={r.name: next_due(r, now) for r in settings.recipients},
        mail=tuple(f"{channel.name} ({channel.kind})" for channel in settings.channels),
    )


def _lines(standing: Standing, *, everything: bool) -> list[str]:
    shown = [row for row in standing.sources if row.enabled or everything]
    hidden = len(standing.sources) - len(shown)
    header = ("source", "last polled", "next", "articles", "flagged", "state")
    lines = table(header, [_row(row, standing.now) for row in shown])
    if hidden:
        lines.append(f"{hidden} sources are not enabled ('didevan status --all')")
    return [*lines, "", *_pages(standing), *_outbox(standing), *_digests(standing)]


def _row(row: SourceHealth, now: datetime) -> tuple[str, ...]:
    return (
        row.source,
        ago(row.polled_at, now),
        within(row.next_poll_at, now),
        str(row.articles),
        str(row.flagged),
        state(row, now),
    )


def state(row: SourceHealth, now: datetime) -> str:
    """A source's state in words, with the reason when it fails."""
    if not row.enabled:
        return "not enabled"
    if row.polled_at is None:
        return "not polled yet"
    if row.problem is None:
        return "ok"
    since = f", {row.failures} times in a row, first {ago(row.problem_since, now)}"
    return f"{row.problem}: {row.problem_detail}{since if row.failures > 1 else ''}"


def _pages(standing: Standing) -> list[str]:
    return [
        f"pages not used: {line.source}: {line.articles} articles, {line.reason}"
        for line in standing.overview.problems
    ]


def _outbox(standing: Standing) -> list[str]:
    lines = [f"articles: {standing.overview.articles}, flagged: {standing.overview.flagged}"]
    for line in standing.overview.outbox:
        why = f" ({line.reason}: {line.detail})" if line.reason else ""
        lines.append(f"outbox: {line.messages} {WORDS[line.state]}{why}")
    if not standing.overview.outbox:
        lines.append("outbox: empty")
    return lines


def _digests(standing: Standing) -> list[str]:
    lines = []
    for digest in standing.overview.digests:
        fate = "schedule begun" if digest.baseline else f"{digest.articles} articles"
        late = (
            f", {_span(digest.late.total_seconds())} late"
            if digest.late.total_seconds() > 900
            else ""
        )
        lines.append(f"last digest of {digest.schedule}: {digest.local_date}, {fate}{late}")
    for recipient, due in standing.next_digests.items():
        lines.append(
            f"next digest for {recipient}: {within(due, standing.now)}, {due:%Y-%m-%d %H:%M} UTC"
        )
    return lines


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago, in one unit."""
    return f"{_span((now - moment).total_seconds())} ago" if moment else "-"


def within(moment: datetime | None, now: datetime) -> str:
    """How long until then, in one unit."""
    if moment is None:
        return "-"
    seconds = (moment - now).total_seconds()
    return f"in {_span(seconds)}" if seconds > 0 else "now"


def _span(seconds: float) -> str:
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{int(seconds // size)} {unit}"
    return f"{max(int(seconds), 0)} s"
