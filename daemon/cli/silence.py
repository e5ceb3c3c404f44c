"""``didevan silence``: not to tell something at once for a while, with the reason."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import click

from daemon.cli.files import operator_of, sources_of
from daemon.cli.group import Group
from daemon.cli.memory import asked
from daemon.cli.named import named, recipient_named
from daemon.cli.running import run
from daemon.cli.setup import Setup
from daemon.config.interests import known_words
from daemon.config.rule_files import load_rule_tables
from daemon.model.alert import Silence
from daemon.model.article import Severity
from daemon.service import clock
from daemon.service.opening import make_state_dir, opened

KEYS = {"category": "categories", "place": "places", "actor": "actors", "outlet": "outlets"}
"""The words of a silence, and the keys of a recipient's filters that name the same."""

_SPAN = re.compile(r"(\d+)([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LONGEST = timedelta(days=366)


@click.group(cls=Group)
def command() -> None:
    """Make, show and end silences: stories that fit one are not told at once.

    Digests tell them all the same, and 'didevan why' names the silence.
    """


@command.command()
@click.option("--for", "span", metavar="SPAN", required=True, help="How long: 90m, 6h, 3d, 2w.")
@click.option("--reason", required=True, help="Why; shown wherever the silence mutes something.")
@click.option("--story", type=int, metavar="STORY", help="Only this story, by its number.")
@click.option("--recipient", default="", metavar="NAME", help="Only for this recipient.")
@click.option("--category", default="", metavar="ID", help="Only this category, by its id.")
@click.option(
    "--place", default="", metavar="ID", help="Only in this place and all that lies in it."
)
@click.option("--actor", default="", metavar="ID", help="Only with this actor, by its id.")
@click.option("--outlet", default="", metavar="NAME", help="Only from this outlet or source.")
@click.option(
    "--up-to",
    type=click.Choice([severity.value for severity in Severity]),
    help="Mute nothing graver than this.",
)
@click.pass_obj
def add(setup: Setup, /, span: str, reason: str, up_to: str | None, **matchers: str | int) -> None:
    """Make a silence. At least one of its matchers must be given, and all given must fit."""
    if not any(matchers.values()):
        raise click.UsageError("Say what is not to be told: --story, --category, --place ...")
    now = clock.now()
    silence = Silence(
        reason=reason,
        begins_at=now,
        ends_at=_end(span, now),
        up_to=Severity(up_to) if up_to else None,
        **matchers,  # type: ignore[arg-type]  # click gives each option its own type
    )
    _check(setup, silence)
    database = operator_of(setup).database

    async def write() -> int:
        make_state_dir(setup.places.state_dir)
        async with opened(database) as store:
            if silence.story is not None and await store.story(silence.story) is None:
                said = f"There is no story {silence.story}."
                raise click.BadParameter(said, param_hint="'--story'")
            return await store.add_silence(silence, now)

    click.echo(f"silence {run(setup, write())}: {described(silence)}")


def _check(setup: Setup, silence: Silence) -> None:
    """Refuse a silence that could mute nothing, since a word of it is mistyped."""
    if silence.recipient:
        recipient_named(silence.recipient, operator_of(setup).recipients, "--recipient")
    asked_for = {word: getattr(silence, word) for word in KEYS if getattr(silence, word)}
    if not asked_for:
        return
    tables = load_rule_tables(operator_of(setup))
    entities = [placed.table for placed in tables.entities.values()]
    known = known_words(tables.categories, entities, sources_of(setup))
    for word, name in asked_for.items():
        named(word, name, dict.fromkeys(sorted(known[KEYS[word]])), f"--{word}")


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
    if not asked(setup, lambda store: store.end_silence(number, clock.now())):
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
            "Say it like 90m, 6h, 3d or 2w, a year at most.", param_hint="'--for'"
        )
    return now + length
