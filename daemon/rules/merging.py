"""Laying files over each other: later files add, override or switch off what earlier ones hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from daemon.rules.problems import RuleProblem, nearest
from daemon.rules.schema import (
    CategoryTable,
    EntityTable,
    GuardTable,
    RuleTable,
    TermTable,
)
from daemon.rules.tables import UNKNOWN, Contents, Placed


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def override(self) -> bool: ...
    @property
    def disabled(self) -> bool: ...


N = TypeVar("N", CategoryTable, TermTable, RuleTable, GuardTable, EntityTable)


@dataclass(frozen=True, slots=True)
class Merged:
    """One table for each id, in order of first mention."""

    categories: dict[str, Placed[CategoryTable]]
    terms: dict[str, Placed[TermTable]]
    rules: dict[str, Placed[RuleTable]]
    guards: dict[str, Placed[GuardTable]]
    entities: dict[str, Placed[EntityTable]]


def merge(contents: Contents) -> Merged:
    """One table for each id; what cannot be laid over each other is noted as a problem."""
    merged = Merged(
        _one_each(contents.categories, contents),
        _one_each(contents.terms, contents),
        _one_each(contents.rules, contents),
        _one_each(contents.guards, contents),
        _one_each(contents.entities, contents),
    )
    _check_extended(contents, merged)
    _check_homes(contents, merged)
    return merged


def _one_each(placed: Sequence[Placed[N]], contents: Contents) -> dict[str, Placed[N]]:
    kept: dict[str, Placed[N]] = {}
    for one in placed:
        table: _Named = one.table
        before = kept.get(table.id)
        if before is None and table.override and table.id not in contents.refused:
            message = f"there is no '{table.id}' to override{nearest(table.id, kept)}"
            contents.problems.append(one.problem(message, "override"))
        elif before is not None and not table.override:
            message = (
                f"'{table.id}' stands already in {before.file}; to replace it: override = true"
            )
            contents.problems.append(one.problem(message, "id"))
        else:
            kept[table.id] = _in_its_category(one, before)
    return {name: one for name, one in kept.items() if not one.table.disabled}


def _in_its_category(one: Placed[N], before: Placed[N] | None) -> Placed[N]:
    """What is overridden from a file without a category stays in the category it was in."""
    if before is None or one.category:
        return one
    return Placed(one.file, one.path, before.category, one.table)


def _check_extended(contents: Contents, merged: Merged) -> None:
    for file, category in contents.extended:
        if category not in merged.categories and category not in contents.refused:
            message = f"there is no category '{category}' to extend"
            message += nearest(category, merged.categories)
            contents.problems.append(RuleProblem(file, ("extends",), message))


def _check_homes(contents: Contents, merged: Merged) -> None:
    """Weights count towards a category, so they need a file that belongs to one."""
    for rule in merged.rules.values():
        if not rule.category:
            message = f"rule '{rule.table.id}' stands in a file without a category"
            contents.problems.append(rule.problem(message))
    for term in merged.terms.values():
        if not term.category and term.table.weight is not None:
            message = "a term has a weight only in a file with a category"
            contents.problems.append(term.problem(message, "weight"))


def disabled_category(category: str, merged: Merged) -> bool:
    """Whether what belongs to this category is to be left out."""
    return bool(category) and category != UNKNOWN and category not in merged.categories
