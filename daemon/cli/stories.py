"""``didevan stories``: the events that were told, the newest first."""

from __future__ import annotations

import json
from datetime import date, datetime

import click

from daemon.cli.memory import SINCE, asked
from daemon.cli.setup import Setup
from daemon.cli.table import table
from daemon.cli.terminal import plain
from daemon.model.article import Severity
from daemon.model.story import Story
from daemon.store.division import STORY
from daemon.store.stories import StoredStory, Wanted

TITLE = 60


class _Digest(click.ParamType[tuple[date, str]]):
    """A digest by its local date and its schedule."""

    name = "digest"

    def convert(self, value: object, param: object, ctx: object) -> tuple[date, str]:  # noqa: ARG002
        """Both; refused with an example."""
        day, _, schedule = str(value).partition(" ")
        try:
            return date.fromisoformat(day), schedule
        except ValueError:
            self.fail(f"{value!r} is no digest such as '2026-11-21 morning desk@07:00'")


DIGEST = _Digest()


@click.command()
@click.option("--since", type=SINCE, help="Told since then: 12h, 3d, 2w, or 2026-11-14.")
@click.option("--category", help="Of this category only.")
@click.option("--place", help="In this place, or anywhere in it: an id or an English name.")
@click.option("--actor", help="With this actor: an id or an English name.")
@click.option(
    "--min-severity", type=click.Choice([level.value for level in Severity]), help="At least that."
)
@click.option(
    "--counted-in",
    type=DIGEST,
    help="Only counted in this digest, for want of room: its day and schedule, as the mail has it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each story.")
@click.pass_obj
def command(
    setup: Setup,
    *,
    since: datetime | None,
    category: str | None,
    place: str | None,
    actor: str | None,
    min_severity: str | None,
    counted_in: tuple[date, str] | None,
    as_json: bool,
) -> None:
    """List the stories: one for each event, however many outlets told it.

    Reads only, and may be run beside the daemon.
    """
    severity = Severity(min_severity) if min_severity else None
    wanted = Wanted(since, category, place, actor, severity, counted_in=counted_in)
    found = asked(setup, lambda store: store.stories(wanted))
    if as_json:
        for one in found:
            click.echo(json.dumps(as_value(one), ensure_ascii=False))
        return
    header = ("id", "day", "severity", "place", "killed", "wounded", "told by", "title")
    lines = table(header, [_row(one.story) for one in found]) if found else ["no stories"]
    click.echo("\n".join(plain(line) for line in lines))


def as_value(stored: StoredStory) -> dict[str, object]:
    """A story in the stable form of ``--json``."""
    value: dict[str, object] = STORY.dump_python(stored.story, mode="json")
    times = {
        "changed_at": stored.changed_at,
        "risen_at": stored.risen_at,
        "withdrawn_at": stored.withdrawn_at,
    }
    said = {name: at.isoformat() if at else None for name, at in times.items()}
    risen_from = stored.risen_from
    return {**value, **said, "risen_from": risen_from, "security": stored.security}


def _row(story: Story) -> tuple[str, ...]:
    numbers = {found.what.value: _range(found.low, found.high) for found in story.ranges}
    return (
        str(story.id),
        story.day.day.isoformat(),
        story.severity.value,
        story.place.name if story.place else "-",
        numbers.get("killed", "-"),
        numbers.get("wounded", "-"),
        f"{story.sources} ({story.independent})" if story.independent else str(story.sources),
        story.title if len(story.title) <= TITLE else story.title[: TITLE - 1] + "…",
    )


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"
