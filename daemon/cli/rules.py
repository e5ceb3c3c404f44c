"""``didevan rules``: try, show, measure and replay the rules."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click

from daemon.cli.corrections import reviewed_lines, reviewed_value
from daemon.cli.group import Group
from daemon.cli.journeys import wired
from daemon.cli.match import judged
from daemon.cli.memory import SINCE
from daemon.cli.named import named
from daemon.cli.running import run
from daemon.cli.settings import rules_of
from daemon.cli.setup import Setup
from daemon.cli.table import table
from daemon.cli.terminal import show as printed
from daemon.model.article import Severity
from daemon.pipeline.corrections import Reviewed, Reviewer, tally
from daemon.pipeline.replay import Change, Rejudged, Replay
from daemon.rules.lexicon import Category
from daemon.rules.matcher import Matcher
from daemon.rules.score import Score
from daemon.service import clock
from daemon.service.merging import merger_of


@click.group(cls=Group)
def command() -> None:
    """Try, show, measure and replay the rules that flag articles."""


@command.command()
@click.argument("text")
@click.pass_obj
def test(setup: Setup, text: str) -> None:
    """Say what the rules find in TEXT, or in the file of that name, and why."""
    file = Path(text)
    said = file.read_text(encoding="utf-8") if _is_file(file) else text
    for line in rules_of(setup).explain({"text": said}).lines():
        click.echo(line)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_(setup: Setup, as_json: bool) -> None:
    """List the categories, each with its severity, threshold and number of rules."""
    matcher = rules_of(setup)
    if as_json:
        click.echo(json.dumps([_facts(one, matcher) for one in matcher.categories]))
        return
    header = ("category", "severity", "threshold", "rules", "name")
    rows = [tuple(str(v) for v in _facts(one, matcher).values()) for one in matcher.categories]
    click.echo("\n".join(table(header, rows)))
    click.echo(f"version {matcher.version}")


@command.command()
@click.argument("category")
@click.pass_obj
def show(setup: Setup, category: str) -> None:
    """Show the rules of CATEGORY: what each looks for and what it counts."""
    matcher = rules_of(setup)
    named("category", category, {one.id: one for one in matcher.categories}, "CATEGORY")
    for rule in matcher.lexicon.rules:
        if rule.category == category:
            click.echo(f"{rule.weight:+6g}  {rule.gloss} [{rule.id}]: {rule.when}")


@command.command()
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--errors/--no-errors", default=True, help="List what was judged wrongly.")
@click.option("--corrections", is_flag=True, help="Measure them on the analysts' corrections.")
@click.option("--json", "as_json", is_flag=True, help="Print corrections as JSON lines.")
@click.pass_obj
def score(
    setup: Setup, *, file: BinaryIO | None, errors: bool, corrections: bool, as_json: bool
) -> None:
    """Measure the rules on FILE: JSON lines with a text and "security": true or false.

    Prints precision, recall and F1 over all, and by the language and form that the lines
    name ("lang" or "language", "form"); categories where the lines name them.

    With --corrections: everything that analysts put right with 'didevan story', what the rules
    on disk say of these articles, and whether they would now do by themselves as was said.
    """
    if corrections is (file is not None):
        raise click.UsageError("Give either a FILE or --corrections.")
    if file is not None:
        _score_file(rules_of(setup), file, errors=errors)
        return
    reviewed = run(setup, _review(setup))
    if as_json:
        for one in reviewed:
            click.echo(json.dumps(reviewed_value(one), ensure_ascii=False))
        return
    printed(
        "\n".join([*(line for one in reviewed for line in reviewed_lines(one)), tally(reviewed)])
    )


async def _review(setup: Setup) -> list[Reviewed]:
    async with wired(setup) as (journeys, store):
        merger = merger_of(journeys, store, clock.now)
        rules = journeys.settings.rules
        reviewer = Reviewer(store, rules, merger.reader, journeys.offload, merger.zones)
        return await reviewer.review()


def _score_file(matcher: Matcher, file: BinaryIO, *, errors: bool) -> None:
    scores: defaultdict[str, Score] = defaultdict(Score)
    wrong = [said for line in file if (said := _judge_line(matcher, line, scores))]
    rows = [
        (name, f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}")
        for name, one in sorted(scores.items())
    ]
    click.echo("\n".join(table(("", "precision", "recall", "F1"), rows)))
    if errors and wrong:
        click.echo("\n".join(["", *wrong]))


@command.command()
@click.option("--since", type=SINCE, help="Only what was seen since: 12h, 3d, 2w, or 2026-11-14.")
@click.option("--apply", is_flag=True, help="Change the flags; without it nothing is changed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines.")
@click.pass_obj
def replay(setup: Setup, since: datetime | None, apply: bool, as_json: bool) -> None:
    """Say which stored articles the rules on disk would newly flag, drop or grade otherwise.

    With --apply the stories follow: what is dropped leaves them, what is flagged is merged, and
    what was told before is not told again. Let a running daemon read the new rules first.
    """
    rejudged = run(setup, _replay(setup, since, apply))
    for one in rejudged:
        click.echo(_as_json(one) if as_json else _in_words(one))
    if not as_json:
        changes = Counter(one.change for one in rejudged)
        done = "" if apply else "; nothing was changed (--apply changes it)"
        click.echo(", ".join(f"{changes[change]} {change}" for change in Change) + done)


async def _replay(setup: Setup, since: datetime | None, apply: bool) -> list[Rejudged]:
    async with wired(setup) as (journeys, store):
        replaying = Replay(store, journeys.settings.rules, journeys.offload, clock.now)
        rejudged = [one async for one in replaying.run(since, apply=apply)]
        if apply:
            await merger_of(journeys, store, clock.now).merge()
        return rejudged


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a text is often too long for the name of a file
        return False


def _facts(category: Category, matcher: Matcher) -> dict[str, object]:
    return {
        "category": category.id,
        "severity": str(category.severity),
        "threshold": category.threshold,
        "rules": sum(rule.category == category.id for rule in matcher.lexicon.rules),
        "name": category.name,
    }


def _judge_line(matcher: Matcher, line: bytes, scores: defaultdict[str, Score]) -> str | None:
    """Count one labelled line; what was wrong with the verdict, or with the line."""
    answer = judged(matcher, line)
    if answer is None:
        return None
    if "error" in answer:
        return f"line not read: {answer['error']}"
    label = json.loads(line)
    if not isinstance(label.get("security"), bool):
        return f"line not read: no 'security' in {label.get('id', 'a line')}"
    found, true = bool(answer["flagged"]), label["security"]
    for name in ("all", *_groups(label)):
        scores[name].add(found=found, true=true)
    _score_categories(scores, answer["categories"], label.get("categories"))
    if found == true:
        return None
    text = str(label.get("text") or label.get("title"))[:80]
    return f"{'wrongly flagged' if found else 'missed'}: {label.get('id', '')}: {text}"


def _groups(label: dict[str, object]) -> list[str]:
    language = label.get("language") or label.get("lang")
    form = label.get("form")
    return [f"{kind} {name}" for kind, name in (("language", language), ("form", form)) if name]


def _score_categories(scores: defaultdict[str, Score], found: object, true: object) -> None:
    if isinstance(found, list) and isinstance(true, list):
        for category in {*found, *true}:
            scores[f"category {category}"].add(found=category in found, true=category in true)


def _in_words(one: Rejudged) -> str:
    article = one.article
    was = _judgement(article.categories, article.severity)
    now = _judgement(one.verdict.categories, one.verdict.severity)
    told = [said for said in (was, now) if said]
    return f"{one.change}: {article.id} {article.source}, {' to '.join(told)}: {article.title}"


def _judgement(categories: Sequence[str], severity: Severity | None) -> str:
    return f"{', '.join(categories)} ({severity})" if severity else ""


def _as_json(one: Rejudged) -> str:
    return json.dumps(
        {
            "article": one.article.id,
            "source": one.article.source,
            "title": one.article.title,
            "change": one.change,
            "flagged": one.verdict.flagged,
            "was": list(one.article.categories),
            "is": list(one.verdict.categories),
        },
        ensure_ascii=False,
    )
