"""``didevan names``: names that look like armed groups and nobody knows yet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import click

from daemon.cli.files import operator_of
from daemon.cli.group import Group
from daemon.cli.memory import asked
from daemon.cli.settings import settings_of
from daemon.cli.setup import Setup
from daemon.cli.table import table
from daemon.cli.terminal import plain
from daemon.config.operator import Operator
from daemon.config.own_names import add_entity
from daemon.config.rule_files import load_rule_tables
from daemon.model.new_name import Candidate, NameRuling
from daemon.rules.matcher import Matcher
from daemon.rules.schema import ENTITY_TYPES
from daemon.service import clock
from daemon.store import Store
from daemon.stories.accepting import entity_of
from daemon.stories.marks import GROUPS
from daemon.stories.new_names import key_of

CONTEXTS = 3
"""So many sentences are shown of a name; --json has all."""

_ID = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
NO_FOLDER = (
    "there is no folder of your own rules to write it into: make one, and name it as 'folder' "
    "under [rules] in config.toml"
)


@click.group(cls=Group, invoke_without_command=True)
@click.option("--rejected", is_flag=True, help="List what was rejected.")
@click.option("--accepted", is_flag=True, help="List what was accepted.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each name.")
@click.pass_context
def command(context: click.Context, rejected: bool, accepted: bool, as_json: bool) -> None:
    """List names after words for armed groups that stand in no gazetteer, or judge them.

    Most outlets first. What the rules know by now is not listed.
    """
    if context.invoked_subcommand is not None:
        return
    if rejected and accepted:
        raise click.UsageError("Give --rejected or --accepted, not both.")
    ruling = NameRuling.REJECTED if rejected else NameRuling.ACCEPTED if accepted else None
    setup: Setup = context.obj
    outlets, found = _listed(setup, ruling)
    if as_json:
        values = (json.dumps(_value(one, outlets), ensure_ascii=False) for one in found)
        click.echo("".join(f"{value}\n" for value in values), nl=False)
    else:
        click.echo(plain("\n".join(_lines(found, outlets, ruling))))


def _listed(setup: Setup, ruling: NameRuling | None) -> tuple[Mapping[str, str], list[Candidate]]:
    settings = settings_of(setup)
    found = asked(setup, lambda store: store.names(ruling))
    outlets = {source.name: source.outlet for source in settings.sources}
    if ruling is None:
        found = [one for one in found if not _is_known(one, settings.rules)]
    order = partial(_prominence, outlets=outlets)
    return outlets, sorted(found, key=order, reverse=True)


def _prominence(one: Candidate, outlets: Mapping[str, str]) -> tuple[int, int, str, int]:
    last = one.sightings[0].seen_at.isoformat() if one.sightings else ""
    return len(_outlets(one, outlets)), len(one.sightings), last, -one.id


def _outlets(one: Candidate, outlets: Mapping[str, str]) -> list[str]:
    return sorted({outlets.get(source, source) for source in one.sources})


def _is_known(one: Candidate, rules: Matcher) -> bool:
    """Whether the rules, as they are now, find a group where the name was last seen."""
    seen = one.sightings[0]
    text = seen.context or seen.quote.surface
    at = max(text.find(seen.quote.surface), 0)
    end = at + len(seen.quote.surface)
    return any(
        mention.type in GROUPS and mention.start < end and at < mention.end
        for mention in rules.match({"title": "", "body": text}).entities
    )


def _value(one: Candidate, outlets: Mapping[str, str]) -> dict[str, object]:
    seen = one.sightings
    return {
        "id": one.id,
        "name": one.name,
        "spellings": one.spellings,
        "outlets": _outlets(one, outlets),
        "articles": len(seen),
        "first_at": seen[-1].seen_at.isoformat() if seen else None,
        "last_at": seen[0].seen_at.isoformat() if seen else None,
        "contexts": [
            {
                "article": each.article,
                "source": each.source,
                "at": each.seen_at.isoformat(),
                "field": each.quote.field,
                "start": each.quote.start,
                "end": each.quote.end,
                "surface": each.quote.surface,
                "sentence": each.context,
            }
            for each in seen
        ],
        "ruling": one.ruling,
        "ruled_at": one.ruled_at.isoformat() if one.ruled_at else None,
        "entity": one.entity,
    }


def _lines(
    found: Sequence[Candidate], outlets: Mapping[str, str], ruling: NameRuling | None
) -> Iterator[str]:
    if not found:
        yield f"no name was {ruling}" if ruling else "no new names"
        return
    header = ("id", "outlets", "articles", "last seen", "name")
    rows = table(header, [_row(one, outlets) for one in found])
    yield rows[0]
    for one, line in zip(found, rows[1:], strict=True):
        yield line
        yield from _details(one)


def _row(one: Candidate, outlets: Mapping[str, str]) -> tuple[str, ...]:
    last = f"{one.sightings[0].seen_at:%Y-%m-%d %H:%M}" if one.sightings else "-"
    numbers = (str(one.id), str(len(_outlets(one, outlets))), str(len(one.sightings)))
    return (*numbers, last, one.name)


def _details(one: Candidate) -> Iterator[str]:
    if one.ruling is not None:
        into = f" as {one.entity}" if one.entity else ""
        yield f"    {one.ruling} on {one.ruled_at:%Y-%m-%d %H:%M} UTC{into}"
    if len(one.spellings) > 1:
        yield f"    also {'; '.join(one.spellings[1:])}"
    for seen in one.sightings[:CONTEXTS]:
        sentence = " ".join(seen.context.split())
        yield f"    [{seen.article}] {seen.source}: {sentence or seen.quote.surface}"
    if len(one.sightings) > CONTEXTS:
        yield f"    and {len(one.sightings) - CONTEXTS} more: --json has them"


@command.command()
@click.argument("name")
@click.option(
    "--english", metavar="NAME", required=True, help="Its name in English, as it is to be shown."
)
@click.option(
    "--type",
    "kind",
    type=click.Choice(ENTITY_TYPES),
    default="armed_group",
    show_default=True,
    help="What it is.",
)
@click.option(
    "--id",
    "entity",
    metavar="ID",
    help="Its id in the gazetteer.  [default: from the English name]",
)
@click.pass_obj
def accept(setup: Setup, name: str, english: str, kind: str, entity: str | None) -> None:
    """Write NAME (in any spelling, or its number) into your own rules as a known name.

    It is an [[entity]] of names.toml in the folder that [rules] names, with every spelling
    that was seen. A running daemon knows it after a reload.
    """
    called = entity or "-".join(re.findall("[a-z0-9]+", english.lower().replace("'", "")))
    if not _ID.fullmatch(called):
        raise click.UsageError(f"'{called}' is no id: give one as --id, like saraya-al-salam")
    head = {"id": called, "type": kind, "name": english}
    operator = operator_of(setup)

    async def write(store: Store) -> str:
        candidate = await _named(store, name)
        now = clock.now()
        values = entity_of(candidate, head, now.date())
        said = _write(operator, values)
        await store.rule_name(candidate.id, NameRuling.ACCEPTED, now, called)
        return f"{candidate.name} is known as {called}: {said}"

    click.echo(plain(asked(setup, write)))


def _write(operator: Operator, values: Mapping[str, str | Sequence[str]]) -> str:
    if values["id"] in load_rule_tables(operator).entities:
        raise click.ClickException(f"there is a '{values['id']}' already: give another as --id")
    if operator.rules_folder is None:
        raise click.ClickException(NO_FOLDER)
    try:
        file = add_entity(operator.rules_folder, values, partial(load_rule_tables, operator))
    except OSError as error:
        raise click.ClickException(f"cannot write to {error.filename}: {error.strerror}") from error
    return f"written to {file}; a running daemon reads it when it is reloaded"


@command.command()
@click.argument("name")
@click.pass_obj
def reject(setup: Setup, name: str) -> None:
    """Remember that NAME (in any spelling, or its number) is no name; it is not listed again."""

    async def forget(store: Store) -> str:
        candidate = await _named(store, name)
        if candidate.ruling is NameRuling.ACCEPTED:
            raise click.ClickException(
                f"it was accepted: take '{candidate.entity}' out of your rules first"
            )
        await store.rule_name(candidate.id, NameRuling.REJECTED, clock.now())
        return f"rejected: {candidate.name}"

    click.echo(plain(asked(setup, forget)))


async def _named(store: Store, name: str) -> Candidate:
    """The candidate of that number or spelling."""
    if name.isdecimal():
        found = await store.name_by_number(int(name))
    else:
        found = await store.name_by_key(key_of(name))
    if found is None or not (found.sightings or found.ruling):
        raise click.ClickException(f"'{name}' is none of the names that 'didevan names' lists")
    return found
