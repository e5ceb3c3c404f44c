"""How well stories and facts are found, against the gold set."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from daemon.config.rule_files import SHIPPED, rule_files
from daemon.model.story import Account, Incident, Quote, Victims
from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher
from daemon.stories.facts import Reader, Report
from daemon.stories.shelf import Shelf
from daemon.stories.when import Moment
from tests.gold.stories.compose import Gold, articles
from tests.gold.stories.events import ACTORS, Event

Fact = tuple[str, str]


@dataclass(slots=True)
class Tally:
    """Right, found and wanted of one sort of fact."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that is printed and pinned."""

    articles: int
    events: int
    precision: float
    recall: float
    false_merges: tuple[str, ...]
    facts: Mapping[str, Tally]
    split: tuple[str, ...]


def matcher() -> Matcher:
    """The shipped rules."""
    files = {str(p): tomllib.loads(p.read_text(encoding="utf-8")) for p in rule_files([SHIPPED])}
    loaded = load_rules(files)
    assert isinstance(loaded, Matcher)
    return loaded


def accounts(golds: Sequence[Gold], rules: Matcher) -> list[Account]:
    """What is understood of each article, numbered from 1."""
    reader = Reader(rules.lexicon)
    return [_account(number, gold, rules, reader) for number, gold in enumerate(golds, 1)]


def _account(number: int, gold: Gold, rules: Matcher, reader: Reader) -> Account:
    verdict = rules.match({"title": gold.title, "body": gold.body})
    moment = Moment(gold.reported_at)
    return reader.account(Report(number, gold.source, gold.title, gold.body, moment, verdict))


def score() -> Result:
    """Read, merge and compare the whole set."""
    golds = articles()
    told = accounts(golds, matcher())
    shelf = Shelf()
    for account in told:
        shelf.add(account)
    stories = {article: group for group in shelf.stories() for article in group}
    truth = {number: gold.story for number, gold in enumerate(golds, 1)}
    precision, recall = b_cubed(stories, truth)
    return Result(
        articles=len(golds),
        events=len(set(truth.values())),
        precision=precision,
        recall=recall,
        false_merges=tuple(_false_merges(shelf.stories(), truth)),
        facts=facts(golds, told),
        split=tuple(_split(stories, truth)),
    )


def b_cubed(stories: Mapping[int, Sequence[int]], truth: Mapping[int, str]) -> tuple[float, float]:
    """The mean over articles of how pure, and how complete, the story of each is."""
    precision = recall = 0.0
    for article, event in truth.items():
        mine = set(stories[article])
        same = {other for other, its in truth.items() if its == event}
        precision += len(mine & same) / len(mine)
        recall += len(mine & same) / len(same)
    return precision / len(truth), recall / len(truth)


def _false_merges(stories: set[tuple[int, ...]], truth: Mapping[int, str]) -> Iterator[str]:
    for story in sorted(stories):
        told = sorted({truth[article] for article in story})
        if len(told) > 1:
            yield " + ".join(told)


def _split(stories: Mapping[int, Sequence[int]], truth: Mapping[int, str]) -> Iterator[str]:
    groups: dict[str, set[tuple[int, ...]]] = defaultdict(set)
    for article, event in truth.items():
        groups[event].add(tuple(stories[article]))
    yield from (f"{event}: {len(found)}" for event, found in groups.items() if len(found) > 1)


def facts(golds: Sequence[Gold], told: Sequence[Account]) -> dict[str, Tally]:
    """Right, found and wanted of each sort of fact; a wrong span makes a fact wrong."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for gold, account in zip(golds, told, strict=True):
        wanted = dict(_wanted(gold))
        found = dict(_found(gold, account.incident))
        for sort in ("place", "killed", "wounded", "taken", "actors", "day"):
            mine = set(wanted.get(sort, ()))
            theirs = set(found.get(sort, ()))
            tally = tallies[sort]
            tally.right += len(mine & theirs)
            tally.wanted += len(mine)
            tally.found += len(theirs)
            if mine != theirs:
                tally.misses.append(f"{gold.story} {gold.source}: {mine} not {theirs}")
    return tallies


def _wanted(gold: Gold) -> Iterator[tuple[str, set[str]]]:
    event = gold.event
    if event is None:  # a memory or a denial: nothing of it is an incident of that day
        return
    yield "place", {event.place}
    yield "day", {event.day.isoformat()}
    if event.killed:
        yield "killed", {str(event.killed)}
    if event.wounded:
        yield "wounded", {str(event.wounded)}
    if event.taken:
        yield "taken", {str(event.taken)}
    yield "actors", {f"{name} {role}" for name, role in _actors(event).items()}


def _actors(event: Event) -> Mapping[str, str]:
    return ACTORS.get(event.kind, {})


def _found(gold: Gold, incident: Incident) -> Iterator[tuple[str, set[str]]]:
    text = {"title": gold.title, "body": gold.body}
    if gold.event is not None:
        if incident.place:
            yield "place", {incident.place.id} if _stands(incident.place.quote, text) else {"span"}
        yield "day", {incident.date.day.isoformat()}
        yield (
            "actors",
            {
                f"{one.id} {one.role}" if _stands(one.quote, text) else "span"
                for one in incident.actors
                if one.type != "party" and not one.id.startswith("asayish") and one.role != "named"
            },
        )
    for count in incident.counts:
        sort = {Victims.ARRESTED: "taken", Victims.KIDNAPPED: "taken"}.get(count.what, count.what)
        said = str(count.number) if _stands(count.quote, text) else "span"
        yield str(sort), {said}


def _stands(quote: Quote, text: Mapping[str, str]) -> bool:
    return bool(quote.surface) and text[quote.field][quote.start : quote.end] == quote.surface
