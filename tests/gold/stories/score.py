"""How well stories and facts are found, against the gold set."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from daemon.config.rule_files import SHIPPED, rule_files
from daemon.model.story import Account, Incident, Quote, Victims
from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher
from daemon.stories.facts import Reader, Report
from daemon.stories.shelf import Shelf
from daemon.stories.when import Moment
from tests.gold.stories.compose import Gold, articles
from tests.gold.stories.editions import FOREIGN, editions

SORTS = (
    "place",
    "killed",
    "wounded",
    "taken",
    "displaced",
    "families",
    "actors",
    "statuses",
    "day",
)
_SORTS = {Victims.ARRESTED: "taken", Victims.KIDNAPPED: "taken", Victims.FAMILIES: "families"}
SILENT = frozenset(("day", "statuses"))  # scored only where the gold says what they are


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
    across: tuple[int, int]
    facts: Mapping[str, Tally]
    foreign: Mapping[str, Tally]
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


def whole_set() -> list[Gold]:
    """The templates' articles and the editions together, in the order of their reports."""
    golds = [*articles(), *editions()]
    return sorted(golds, key=lambda one: (one.reported_at, one.story, one.source))


def score(golds: Sequence[Gold] | None = None) -> Result:
    """Read, merge and compare the whole set, or these articles."""
    golds = whole_set() if golds is None else golds
    told = accounts(golds, matcher())
    shelf = Shelf()
    for account in told:
        shelf.add(account)
    stories = {article: group for group in shelf.stories() for article in group}
    truth = {number: gold.story for number, gold in enumerate(golds, 1)}
    precision, recall = b_cubed(stories, truth)
    pairs = list(zip(golds, told, strict=True))
    return Result(
        articles=len(golds),
        events=len(set(truth.values())),
        precision=precision,
        recall=recall,
        false_merges=tuple(_false_merges(shelf.stories(), truth)),
        across=_across(golds, stories),
        facts=facts([pair for pair in pairs if pair[0].form not in FOREIGN]),
        foreign=facts([pair for pair in pairs if pair[0].form in FOREIGN]),
        split=tuple(_split(golds, stories)),
    )


def score_facts(golds: Sequence[Gold]) -> Mapping[str, Tally]:
    """The facts alone of these articles."""
    return facts(list(zip(golds, accounts(golds, matcher()), strict=True)))


def b_cubed(stories: Mapping[int, Sequence[int]], truth: Mapping[int, str]) -> tuple[float, float]:
    """The mean over articles of how pure, and how complete, the story of each is."""
    precision = recall = 0.0
    for article, event in truth.items():
        mine = set(stories[article])
        same = {other for other, its in truth.items() if its == event}
        precision += len(mine & same) / len(mine)
        recall += len(mine & same) / len(same)
    return precision / len(truth), recall / len(truth)


def _across(golds: Sequence[Gold], stories: Mapping[int, Sequence[int]]) -> tuple[int, int]:
    """Pairs of a foreign edition and another language that tell one event: joined, and all."""
    pairs = [
        (one, other)
        for one, other in combinations(range(1, len(golds) + 1), 2)
        if _edition(golds[one - 1], golds[other - 1])
    ]
    return sum(other in stories[one] for one, other in pairs), len(pairs)


def _edition(one: Gold, other: Gold) -> bool:
    foreign = {one.form, other.form} & FOREIGN
    return one.story == other.story and one.form != other.form and bool(foreign)


def _false_merges(stories: set[tuple[int, ...]], truth: Mapping[int, str]) -> Iterator[str]:
    for story in sorted(stories):
        told = sorted({truth[article] for article in story})
        if len(told) > 1:
            yield " + ".join(told)


def _split(golds: Sequence[Gold], stories: Mapping[int, Sequence[int]]) -> Iterator[str]:
    groups: dict[str, dict[tuple[int, ...], str]] = defaultdict(dict)
    for number, gold in enumerate(golds, 1):
        group = tuple(stories[number])
        groups[gold.story][group] = " ".join(
            f"{golds[one - 1].source}/{golds[one - 1].form}" for one in group
        )
    for event, found in groups.items():
        if len(found) > 1:
            yield f"{event}: {' | '.join(found.values())}"


def facts(pairs: Sequence[tuple[Gold, Account]]) -> dict[str, Tally]:
    """Right, found and wanted of each sort of fact; a wrong span makes a fact wrong."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for gold, account in pairs:
        wanted = gold.facts or {}
        found = dict(_found(gold, account.incident))
        for sort in SORTS:
            if sort in SILENT and sort not in wanted:
                continue
            mine, theirs = set(wanted.get(sort, ())), found.get(sort, set())
            tally = tallies[sort]
            tally.right += len(mine & theirs)
            tally.wanted += len(mine)
            tally.found += len(theirs)
            if mine != theirs:
                told = f"{sorted(mine)} not {sorted(theirs)}"
                tally.misses.append(f"{gold.story} {gold.source}: {told}")
    return tallies


def _found(gold: Gold, incident: Incident) -> Iterator[tuple[str, set[str]]]:
    text = {"title": gold.title, "body": gold.body}
    if gold.facts is not None:
        if incident.place:
            yield "place", {incident.place.id} if _stands(incident.place.quote, text) else {"span"}
        yield "day", {incident.date.day.isoformat()}
        yield "actors", set(_actors(incident, text))
        yield "statuses", set(_statuses(incident, text))
    counts: dict[str, set[str]] = defaultdict(set)
    for count in incident.counts:
        counts[_SORTS.get(count.what, count.what.value)].add(
            str(count.number) if _stands(count.quote, text) else "span"
        )
    yield from counts.items()


def _actors(incident: Incident, text: Mapping[str, str]) -> Iterator[str]:
    """Those with a part in it; parties and the asayish of a place are told by too many names."""
    for one in incident.actors:
        if one.type == "party" or one.role == "named":
            continue
        if one.id.startswith("asayish") and one.id != "asayish-rojava":
            continue
        yield f"{one.id} {one.role}" if _stands(one.quote, text) else "span"


def _statuses(incident: Incident, text: Mapping[str, str]) -> Iterator[str]:
    for one in incident.statuses:
        who = getattr(one, "by", "")
        yield f"{one.standing} {who}".strip() if _stands(one.quote, text) else "span"


def _stands(quote: Quote, text: Mapping[str, str]) -> bool:
    return bool(quote.surface) and text[quote.field][quote.start : quote.end] == quote.surface
