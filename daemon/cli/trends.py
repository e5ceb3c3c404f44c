"""``didevan trends``: how many stories of what on each day, and what is more than usual."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import click

from daemon.cli.files import operator_of, sources_of
from daemon.cli.memory import asked
from daemon.cli.setup import Setup
from daemon.cli.table import table
from daemon.cli.terminal import plain
from daemon.config.rule_files import load_rule_tables
from daemon.rules.merging import Merged
from daemon.service import clock
from daemon.store import Store
from daemon.stories.local_days import local_day
from daemon.stories.trends import (
    BASELINE_DAYS,
    CHANCE,
    FEWEST_DAYS,
    FEWEST_SOURCES,
    FEWEST_STORIES,
    SORTS,
    Counts,
    Subject,
    Surge,
    baseline,
    days_before,
)

SHOWN = 15
"""So many subjects of a sort are shown; the others are counted and --all shows them."""

BARS = "·▁▂▃▄▅▆▇█"
METHOD = (
    f"usual: stories per day, the mean of the {BASELINE_DAYS} days before on which news was read.\n"
    f"A surge: {FEWEST_STORIES} or more, by chance (Poisson) on fewer than one day in "
    f"{round(1 / CHANCE)}, told by {FEWEST_SOURCES} or more independent sources."
)
Names = Callable[[Subject], str]


@dataclass(frozen=True, slots=True)
class Trends:
    """What was counted over some days, and what surged on them."""

    days: tuple[date, ...]
    counts: Counts
    heard: frozenset[date]
    surges: Sequence[Surge]

    def usual(self, subject: Subject) -> float | None:
        """The baseline of the last day."""
        return baseline(self.counts[subject], self.days[-1], self.heard)

    def rows(self, sort: str) -> list[Subject]:
        """The subjects of a sort that have any story on these days, most on the last day first."""
        total = {
            subject: sum(by_day.get(day, 0) for day in self.days)
            for subject, by_day in self.counts.items()
            if subject.sort == sort
        }
        found = (subject for subject, number in total.items() if number)
        last = self.days[-1]
        return sorted(found, key=lambda one: (-self.counts[one].get(last, 0), -total[one], one.id))


@click.command()
@click.option(
    "--day",
    metavar="DAY",
    type=click.DateTime(("%Y-%m-%d",)),
    help="The last day, like 2026-11-14, by the clock of Baghdad.  [default: today]",
)
@click.option(
    "--days",
    metavar="NUMBER",
    type=click.IntRange(1, 366),
    default=14,
    show_default="14",
    help="How many days to count.",
)
@click.option("--sort", type=click.Choice(SORTS), help="Count by this only.")
@click.option("--surges", "only_surges", is_flag=True, help="Only what is more than usual.")
@click.option("--all", "everything", is_flag=True, help="Show every place and actor.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object for each subject.")
@click.pass_obj
def command(
    setup: Setup,
    *,
    day: datetime | None,
    days: int,
    sort: str | None,
    only_surges: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Count stories by the day of their event, for each category, place and actor.

    A story counts for every place in which its own lies. Against each stands what is usual
    for it, and whether the last day is more than that. With --surges every such day is named.
    """
    last = day.date() if day else local_day(clock.now())
    span = tuple(last - timedelta(days=back) for back in reversed(range(days)))
    outlets = {source.name: source.outlet for source in sources_of(setup)}
    names = _names(load_rule_tables(operator_of(setup)))
    asked_for = span if only_surges else span[-1:]
    found = asked(setup, lambda store: _trends(store, span, asked_for, sort, outlets))
    if as_json:
        values = _surge_values(found, names) if only_surges else _values(found, names)
        click.echo("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in values), nl=False)
        return
    lines = _surge_lines(found, names) if only_surges else _lines(found, names, everything)
    click.echo(plain("\n".join(lines)))


async def _trends(
    store: Store,
    span: tuple[date, ...],
    asked_for: Iterable[date],
    sort: str | None,
    outlets: Mapping[str, str],
) -> Trends:
    before = days_before(span[-1])
    counts = await store.daily_counts(min(span[0], before[-1]), span[-1], sort)
    surges = [one for day in asked_for for one in await store.surges(day, outlets)]
    wanted = [one for one in surges if sort in (None, one.subject.sort)]
    return Trends(span, counts, await store.heard(before), wanted)


def _names(rules: Merged) -> Names:
    categories = rules.categories.items()
    known = {Subject("category", name): placed.table.name for name, placed in categories}
    named = {name: placed.table.name for name, placed in rules.entities.items()}
    return lambda subject: known.get(subject) or named.get(subject.id, subject.id)


def _values(found: Trends, names: Names) -> Iterator[dict[str, object]]:
    surging = {one.subject: one for one in found.surges}
    for sort in SORTS:
        for subject in found.rows(sort):
            by_day = found.counts[subject]
            surge = surging.get(subject)
            yield {
                "sort": sort,
                "id": subject.id,
                "name": names(subject),
                "day": found.days[-1].isoformat(),
                "stories": by_day.get(found.days[-1], 0),
                "baseline": found.usual(subject),
                "counts": {day.isoformat(): by_day.get(day, 0) for day in found.days},
                "surge": _surge_value(surge, names) if surge else None,
            }


def _surge_values(found: Trends, names: Names) -> Iterator[dict[str, object]]:
    return (_surge_value(one, names) for one in found.surges)


def _surge_value(one: Surge, names: Names) -> dict[str, object]:
    return {
        "day": one.day.isoformat(),
        "sort": one.subject.sort,
        "id": one.subject.id,
        "name": names(one.subject),
        "stories": one.stories,
        "baseline": one.baseline,
        "chance": one.chance,
        "sources": one.sources,
        "story_ids": list(one.story_ids),
    }


def _lines(found: Trends, names: Names, everything: bool) -> Iterator[str]:
    surging = {one.subject: one for one in found.surges}
    span = f"{found.days[0]} to {found.days[-1]}"
    shown = 0
    for sort in SORTS:
        subjects = found.rows(sort)
        some = subjects if everything else subjects[:SHOWN]
        if some:
            shown += len(some)
            header = (sort, span, str(found.days[-1]), "usual", "")
            yield from table(header, [_row(one, found, surging, names) for one in some])
            if len(some) < len(subjects):
                yield f"{len(subjects) - len(some)} more: --all shows them"
            yield ""
    yield METHOD if shown else f"no stories from {span}"
    if shown and len(found.heard) < FEWEST_DAYS:
        yield (
            f"News was read on {len(found.heard)} of the days before: what is usual is known "
            f"after {FEWEST_DAYS}."
        )


def _row(
    subject: Subject, found: Trends, surging: Mapping[Subject, Surge], names: Names
) -> tuple[str, ...]:
    by_day = found.counts[subject]
    numbers = [by_day.get(day, 0) for day in found.days]
    usual, surge = found.usual(subject), surging.get(subject)
    said = f"surge, {surge.sources} sources" if surge else ""
    average = "-" if usual is None else f"{usual:.1f}"
    return (names(subject), bars(numbers), str(numbers[-1]), average, said)


def bars(numbers: Sequence[int]) -> str:
    """One bar for each number, the highest full; a dot for none."""
    most = max(numbers, default=0)
    return "".join(BARS[-(-number * (len(BARS) - 1) // most) if most else 0] for number in numbers)


def _surge_lines(found: Trends, names: Names) -> Iterator[str]:
    if not found.surges:
        yield f"nothing was more than usual from {found.days[0]} to {found.days[-1]}"
    else:
        header = ("day", "what", "stories", "usual", "sources", "in stories")
        yield from table(header, [_surge_row(one, names) for one in found.surges])
    yield ""
    yield METHOD


def _surge_row(one: Surge, names: Names) -> tuple[str, ...]:
    numbers = ", ".join(map(str, one.story_ids))
    return (
        one.day.isoformat(),
        f"{names(one.subject)} ({one.subject.sort})",
        str(one.stories),
        f"{one.baseline:.1f}",
        str(one.sources),
        numbers,
    )
