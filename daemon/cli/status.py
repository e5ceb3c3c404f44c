"""``didevan status``: how every source fares, what waits in the outbox, the digests."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from daemon.alerts.troubles import called
from daemon.alerts.wording import REASONS, counted
from daemon.cli.memory import asked
from daemon.cli.setup import Setup
from daemon.cli.table import table
from daemon.cli.terminal import show
from daemon.config.known import Known, load_known
from daemon.config.operator import ChannelSettings
from daemon.errors import NoDatabase
from daemon.model.notice import Notice, Refused
from daemon.model.post import DeliveryState, SourceHealth
from daemon.pipeline.health import health
from daemon.schedule.periods import next_due
from daemon.service import clock
from daemon.store import Store
from daemon.store.overview import Overview

LATE = timedelta(minutes=15)
WORDS = {
    DeliveryState.PENDING: "waiting",
    DeliveryState.SENDING: "being sent",
    DeliveryState.SENT: "sent",
    DeliveryState.DEAD: "given up",
}


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the database tells of the watch; no overview when nothing ever ran."""

    overview: Overview | None = None
    troubles: tuple[Notice, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that status tells, of one moment; no overview when nothing ever ran."""

    now: datetime
    sources: tuple[SourceHealth, ...]
    overview: Overview | None
    next_digests: dict[str, datetime]
    mail: tuple[str, ...]
    troubles: tuple[Notice, ...] = ()
    refused: tuple[Refused, ...] = ()
    wrong_settings: tuple[str, ...] = ()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--all", "everything", is_flag=True, help="Also the sources that are not enabled.")
@click.pass_obj
def command(setup: Setup, as_json: bool, everything: bool) -> None:
    """Show how every source fares and why, the outbox, the last and the next digests.

    Reads only, and may be run beside the daemon. Sources or rules that are wrong are told, and
    what is known is shown all the same.
    """
    places = setup.places
    known = load_known(
        places.sources, places.config, state_dir=places.state_dir, read_secret=setup.read_secret
    )
    standing = _standing(known, _remembered(setup), places.state_dir)
    for wrong in standing.wrong_settings:
        click.echo(f"wrong: {wrong}", err=True)
    if as_json:
        click.echo(_json(standing))
    elif standing.overview is None:
        click.echo(NoDatabase())
    else:
        show("\n".join(_lines(standing, standing.overview, everything=everything)))


def _remembered(setup: Setup) -> Remembered:
    """What the database knows; nothing when there is none yet."""
    try:
        return asked(setup, _recall)
    except NoDatabase:
        return Remembered()


async def _recall(store: Store) -> Remembered:
    troubles, refused = await store.present_notices(), await store.refused()
    return Remembered(await store.overview(), tuple(troubles), tuple(refused))


def _standing(known: Known, remembered: Remembered, state_dir: Path) -> Standing:
    operator, overview = known.operator, remembered.overview
    now = clock.now()
    used = {recipient.channel for recipient in operator.recipients}
    return Standing(
        now=now,
        sources=health(known.sources, overview.sources if overview else ()),
        overview=overview,
        next_digests={r.name: next_due(r, now) for r in operator.recipients},
        mail=tuple(_place(c, state_dir) for c in operator.channels if c.name in used),
        troubles=remembered.troubles,
        refused=remembered.refused,
        wrong_settings=tuple(map(str, known.problems)),
    )


def _place(channel: ChannelSettings, state_dir: Path) -> str:
    """A channel in words; of a mail folder also where it lies."""
    path = getattr(channel.options, "path", None)
    where = f": {state_dir / path}" if path is not None else ""
    return f"{channel.name} ({channel.kind}){where}"


def _json(standing: Standing) -> str:
    values = asdict(standing)
    if standing.overview is not None:
        del values["overview"]["sources"]  # they stand beside it, with the outlets' names
    return json.dumps(values, ensure_ascii=False, default=_in_json)


def _in_json(value: object) -> str | float:
    """Moments and dates in ISO 8601, spans in seconds."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _lines(standing: Standing, overview: Overview, *, everything: bool) -> list[str]:
    shown = [row for row in standing.sources if row.enabled or everything]
    hidden = len(standing.sources) - len(shown)
    header = ("source", "last polled", "next", "articles", "flagged", "state")
    lines = table(header, [_row(row, standing.now) for row in shown])
    if hidden:
        lines.append(
            f"{counted(hidden, 'source is', 'sources are')} not enabled ('didevan status --all')"
        )
    lines += ["", *_pages(overview), *_outbox(overview)]
    lines += [*_digests(standing, overview), *(f"mail: {place}" for place in standing.mail)]
    return [*lines, *_troubles(standing)]


def _troubles(standing: Standing) -> list[str]:
    """What is wrong with the watch now, and who does not take our messages."""
    lines = [
        f"trouble: {called(one)}, {ago(one.began_at, standing.now)}: {one.detail}"
        for one in standing.troubles
    ]
    for one in standing.refused:
        why = f"{one.reason}: {one.detail}" if one.reason else one.detail
        lines.append(
            f"refused: {one.recipient} <{one.address}> by {one.channel}, "
            f"{ago(one.since, standing.now)}: {why}"
        )
        if one.suppressed:
            lines.append(f"  {resting(one)}")
    return lines


def resting(one: Refused) -> str:
    """What a suppressed address means, and how it is lifted."""
    return (
        f"suppressed after {one.times} refusals: nothing more is written to {one.recipient}; "
        f"'didevan send --test {one.recipient}' lifts it when the message arrives"
    )


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


def _pages(overview: Overview) -> list[str]:
    return [
        f"pages not used: {line.source}: {counted(line.articles, 'article')}, {line.reason}: "
        f"{REASONS[line.reason]}"
        for line in overview.problems
    ]


def _outbox(overview: Overview) -> list[str]:
    lines = [f"articles: {overview.articles}, flagged: {overview.flagged}"]
    for line in overview.outbox:
        why = f" ({line.reason}: {line.detail})" if line.reason else ""
        lines.append(f"outbox: {line.messages} {WORDS[line.state]}{why}")
    if not overview.outbox:
        lines.append("outbox: empty")
    return lines


def _digests(standing: Standing, overview: Overview) -> list[str]:
    lines = []
    for digest in overview.digests:
        fate = "schedule begun" if digest.baseline else counted(digest.articles, "article")
        late = f", {_span(digest.late.total_seconds())} late" if digest.late > LATE else ""
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
