"""What can only be seen with all tables side by side: unknown names, bad stems, dead thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from daemon.rules import everyday
from daemon.rules.expression import BUILT_IN, BadExpression, Node, operands, parse
from daemon.rules.forms import forms_of, term_slots
from daemon.rules.merging import Merged
from daemon.rules.problems import RuleProblem, nearest
from daemon.rules.schema import ENTITY_TYPES, EntityTable, GuardTable, RuleTable, TermTable
from daemon.rules.scoring import REPETITION_FACTORS
from daemon.rules.tables import Contents, Placed
from daemon.text.morphology import Stem, StemIndex
from daemon.text.spelling import fold

SHORTEST = 2
"""Letters that a stem must have at least."""


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that an expression may name."""

    tags: frozenset[str]
    entities: frozenset[str]
    refused: frozenset[str]
    all: frozenset[str]

    def knows(self, name: str) -> bool:
        if name.startswith("entity:"):
            return self.knows_entity(name.removeprefix("entity:"))
        return name in BUILT_IN or name in self.all or name in self.refused

    def knows_entity(self, name: str) -> bool:
        return name in self.entities or name in self.refused


def names_of(merged: Merged, contents: Contents) -> Names:
    """The names that expressions may use."""
    tags = frozenset(tag for term in merged.terms.values() for tag in term.table.tags)
    return Names(
        tags=tags,
        entities=frozenset(merged.entities),
        refused=frozenset(contents.refused),
        all=frozenset((*merged.terms, *tags, *ENTITY_TYPES)),
    )


def check(merged: Merged, contents: Contents) -> Iterator[RuleProblem]:
    """Every problem that the tables have with each other."""
    names = names_of(merged, contents)
    for term in merged.terms.values():
        yield from _check_term(term, names)
    yield from _check_doubles(merged)
    yield from _check_stems(merged)
    for rule in merged.rules.values():
        yield from _check_expression(rule, "when", rule.table.when, names)
        if rule.table.weight == 0 and rule.table.raises is None:
            yield rule.problem("a rule without weight does nothing", "weight")
    for guard in merged.guards.values():
        yield from _check_guard(guard, merged, names)
    for entity in merged.entities.values():
        yield from _check_entity(entity, names)
    yield from _check_thresholds(merged, contents)
    yield from _check_yielding(merged, contents)


def _check_yielding(merged: Merged, contents: Contents) -> Iterator[RuleProblem]:
    for category in merged.categories.values():
        for index, other in enumerate(category.table.yields_to):
            if other not in merged.categories and other not in contents.refused:
                message = f"there is no category '{other}'{nearest(other, merged.categories)}"
                yield category.problem(message, "yields_to", index)


def _check_term(term: Placed[TermTable], names: Names) -> Iterator[RuleProblem]:
    table = term.table
    if table.id in names.tags:
        yield term.problem(f"'{table.id}' is the name of a tag, too", "id")
    for name in (table.id, *table.tags):
        if name in ENTITY_TYPES:
            yield term.problem(f"'{name}' is the name of a type of entities", "id")
    if not any(True for _ in forms_of(table)):
        yield term.problem("a term needs at least one form in ckb, kmr-Arab, kmr, ar or en")
    if table.everyday and table.weight is not None:
        yield term.problem("an everyday word can only count in combinations", "weight")
    if table.preverb and table.kind != "verb":
        yield term.problem("only a verb has a preverb", "preverb")


def _check_doubles(merged: Merged) -> Iterator[RuleProblem]:
    """The same form twice in one file is a slip: it would count twice."""
    seen: dict[tuple[str, str, str, str], tuple[TermTable, int]] = {}
    forms = [(term, *form) for term in merged.terms.values() for form in forms_of(term.table)]
    folded = fold("\n".join(" ".join(text.split()) for *_, text in forms)).split("\n")
    for (term, key, index, text), letters in zip(forms, folded, strict=False):
        form = (term.file, key, letters, term.table.preverb)
        before, place = seen.setdefault(form, (term.table, index))
        if before is not term.table and (before.everyday or term.table.everyday):
            continue
        if before is not term.table or index != place:
            message = f"'{text}' stands already in term '{before.id}'"
            yield term.problem(message, key, index)


def _check_stems(merged: Merged) -> Iterator[RuleProblem]:
    """Refuse stems that are empty, too short, or found in words of every text."""
    stems: list[Stem] = []
    owners: list[tuple[Placed[TermTable], str, int, str]] = []
    for term in merged.terms.values():
        for key, index, text in forms_of(term.table):
            slots = term_slots(term.table, key, text)
            if not slots:
                yield term.problem(f"nothing is left of '{text}' to look for", key, index)
            elif len(slots) == 1 and len(slots[0][0].text) < SHORTEST:
                yield term.problem(f"'{text}' is too short to look for", key, index)
            elif len(slots) == 1 and not term.table.everyday:
                stems.append(slots[0][0])
                owners.append((term, key, index, text))
    found = _found_everyday(stems)
    for number, word in found.items():
        term, key, index, text = owners[number]
        yield term.problem(f"'{text}' would be found in the everyday word '{word}'", key, index)


def _found_everyday(stems: list[Stem]) -> dict[int, str]:
    """Stems by number with the everyday word they are found in; only likely ones are tried."""
    likely = [number for number, stem in enumerate(stems) if everyday.may_hold(stem.text)]
    found: dict[int, str] = {}
    for language, words in everyday.BY_LANGUAGE.items():
        index = StemIndex([stems[number] for number in likely], language)
        for folded, word in words.items():
            for hit in index.find(folded):
                found.setdefault(likely[hit.stem], word)
    return found


def _check_expression(
    placed: Placed[RuleTable] | Placed[GuardTable], key: str, text: str, names: Names
) -> Iterator[RuleProblem]:
    node = parsed(text)
    if isinstance(node, BadExpression):
        yield placed.problem(str(node), key)
        return
    for name in dict.fromkeys(operands(node)):
        if not names.knows(name):
            yield placed.problem(f"unknown name '{name}'{nearest(name, names.all)}", key)


def parsed(text: str) -> Node | BadExpression:
    """The expression, or why it cannot be read."""
    try:
        return parse(text)
    except BadExpression as error:
        return error


def _check_guard(guard: Placed[GuardTable], merged: Merged, names: Names) -> Iterator[RuleProblem]:
    table = guard.table
    yield from _check_expression(guard, "when", table.when, names)
    if table.unless:
        yield from _check_expression(guard, "unless", table.unless, names)
    targets = names.all | set(merged.rules) | set(merged.categories) | names.refused
    for key, listed in (("on", table.on), ("spare", table.spare)):
        for index, name in enumerate(listed):
            if name != "*" and name not in targets and not names.knows(name):
                message = f"unknown name '{name}'{nearest(name, targets)}"
                yield guard.problem(message, key, index)


def _check_entity(entity: Placed[EntityTable], names: Names) -> Iterator[RuleProblem]:
    table = entity.table
    surfaces = [(key, index, text) for key, index, text in surfaces_of(table) if key != "short"]
    if not surfaces:
        yield entity.problem("a name needs at least one full surface")
    for key, index, text in surfaces_of(table):
        if sum(letter.isalnum() for letter in text) < SHORTEST:
            yield entity.problem(f"'{text}' is too short to look for", key, index)
    if table.parent and not names.knows_entity(table.parent):
        message = f"unknown parent '{table.parent}'{nearest(table.parent, names.entities)}"
        yield entity.problem(message, "parent")


def surfaces_of(table: EntityTable) -> Iterator[tuple[str, int, str]]:
    """Key, index and text of every surface of a name, the bare short forms last."""
    yield from forms_of(table)
    for index, text in enumerate(table.short):
        yield "short", index, text


def _check_thresholds(merged: Merged, contents: Contents) -> Iterator[RuleProblem]:
    reach = _reachable(merged)
    for category in merged.categories.values():
        table = category.table
        most = reach.get(table.id, 0.0)
        spoilt = any(problem.file == category.file for problem in contents.problems)
        if most < table.threshold and not spoilt:
            message = f"no text can reach {table.threshold:g}: all rules together give {most:g}"
            yield category.problem(message, "threshold")


def _reachable(merged: Merged) -> Mapping[str, float]:
    """The most that a text can score in each category if everything is found three times."""
    most: dict[str, float] = {}
    placed = [(one.category, one.table.weight) for one in merged.rules.values()]
    placed += [(one.category, one.table.weight or 0.0) for one in merged.terms.values()]
    for category, weight in placed:
        if weight > 0:
            most[category] = most.get(category, 0.0) + weight * sum(REPETITION_FACTORS)
    return most
