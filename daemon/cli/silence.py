"""``didevan silence``: not to tell something at once for a while, with the reason."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import click

from daemon.cli.files import operator_of
from daemon.cli.memory import asked
from daemon.cli.opening import opened_store
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.model.alert import Silence
from daemon.model.article import Severity
from daemon.service import clock

_SPAN = re.compile(r"(\d+)([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LONGEST = timedelta(days=366)


@click.group()
def command() -> None:
    """Make, show and end silences: stories that fit one are not told at once.

    Digests tell them all the same, and 'didevan why' names the silence.
    """


@command.command()
@click.option("--for", "span", required=True, help="How long: 90m, 6h, 3d, 2w.")
@click.option("--reason", required=True, help="Why; shown wherever the silence mutes something.")
@click.option("--story", type=int, help="Only this story.")
@click.option("--recipient", default="", help="Only for this recipient.")
@click.option("--category", default="", help="Only this category, by its id.")
@click.option("--place", default="", help="Only in this place and all that lies in it, by its id.")
@click.option("--actor", default="", help="Only with this actor, by its id.")
@click.option("--outlet", default="", help="Only from this outlet or source.")
@click.option(
    "--up-to",
    type=click.Choice([severity.value for severity in Severity]),
    help="Mute nothing graver than this.",
)
@click.pass_obj
def add(setup: Setup, /, span: str, reason: str, up_to: str | None, **matchers: str | int) -> None:
    """Make a silence. At least one of its matchers must be given, and all given must fit."""
    if not any(matchers.values()):
        raise click.UsageError("say what is not to be told: --story, --category, --place ...")
    now = clock.now()
    silence = Silence(
        reason=reason,
        begins_at=now,
        ends_at=_end(span, now),
        up_to=Severity(up_to) if up_to else None,
        **matchers,  # type: ignore[arg-type]  # click gives each option its own type
    )
    database = operator_of(setup).database

    async def write() -> int:
        async with opened_store(setup, database) as store:
            return await store.add_silence(silence, now)

    click.echo(f"silence {run(setup, write())}: {described(silence)}")


@command.command("list")
@click.pass_obj
def list_(setup: Setup) -> None:
    """Show the silences that are in force or begin later."""
    found = asked(setup, lambda store: store.silences(clock.now()))
    for one in found:
        click.echo(f"{one.id}: {described(one)}")
    if not found:
        click.echo("no silence is in force")


@command.command()
@click.argument("number", type=int)
@click.pass_obj
def remove(setup: Setup, number: int) -> None:
    """End the silence NUMBER now; what it muted is told if it is still news."""
    database = operator_of(setup).database

    async def end() -> bool:
        async with opened_store(setup, database) as store:
            return await store.end_silence(number, clock.now())

    if not run(setup, end()):
        raise click.ClickException(f"no silence {number} is in force")
    click.echo(f"silence {number} has ended")


def described(silence: Silence) -> str:
    """A silence in words."""
    matchers = ("story", "recipient", "category", "place", "actor", "outlet", "up_to")
    fits = [
        f"{name.replace('_', ' ')} {value}"
        for name in matchers
        if (value := getattr(silence, name))
    ]
    return f"{', '.join(fits)} until {silence.ends_at:%Y-%m-%d %H:%M} UTC: {silence.reason}"


def _end(span: str, now: datetime) -> datetime:
    found = _SPAN.fullmatch(span)
    length = timedelta(**{_UNITS[found[2]]: min(int(found[1]), 10**6)}) if found else timedelta(0)
    if not timedelta(0) < length <= LONGEST:
        raise click.BadParameter(
            "must be like 90m, 6h, 3d or 2w, and a year at most", param_hint="--for"
        )
    return now + length
