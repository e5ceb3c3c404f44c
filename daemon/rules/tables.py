"""From parsed files to checked tables: every table by itself, so one fault hides no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import ValidationError

from daemon.rules.problems import Path, RuleProblem, nearest
from daemon.rules.schema import (
    CategoryTable,
    EntityTable,
    GuardTable,
    RuleTable,
    Table,
    TermTable,
)

T = TypeVar("T", bound=Table)

UNKNOWN = "?"
"""Stands for the category of a file whose own cannot be read."""

_LISTS: Mapping[str, type[Table]] = {
    "term": TermTable,
    "rule": RuleTable,
    "guard": GuardTable,
    "entity": EntityTable,
}
_TOP = ("category", "extends", *_LISTS)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A checked table, where it stands, and the category its file belongs to ("" for none)."""

    file: str
    path: Path
    category: str
    table: T

    def problem(self, message: str, *inside: str | int) -> RuleProblem:
        """A problem in this table, at the key that ``inside`` names."""
        return RuleProblem(self.file, (*self.path, *inside), message)


@dataclass(slots=True)
class Contents:
    """What all files hold together, and what was refused on the way.

    ``refused`` are the ids of refused tables, so that nobody is told they are unknown.
    """

    categories: list[Placed[CategoryTable]] = field(default_factory=list)
    terms: list[Placed[TermTable]] = field(default_factory=list)
    rules: list[Placed[RuleTable]] = field(default_factory=list)
    guards: list[Placed[GuardTable]] = field(default_factory=list)
    entities: list[Placed[EntityTable]] = field(default_factory=list)
    extended: list[tuple[str, str]] = field(default_factory=list)  # file, category
    problems: list[RuleProblem] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)


def read_files(files: Mapping[str, Mapping[str, object]]) -> Contents:
    """Check every table of every file."""
    contents = Contents()
    for name, data in files.items():
        _read_file(name, data, contents)
    return contents


def _read_file(file: str, data: Mapping[str, object], contents: Contents) -> None:
    for key in data:
        if key not in _TOP:
            message = f"unknown key '{key}'{nearest(key, _TOP)}"
            contents.problems.append(RuleProblem(file, (key,), message))
    category = _category_of(file, data, contents)
    for key, model in _LISTS.items():
        for index, raw in _listed(file, data, key, contents):
            _keep(
                file,
                (key, index),
                category,
                _checked(model, raw, file, (key, index), contents),
                contents,
            )


def _category_of(file: str, data: Mapping[str, object], contents: Contents) -> str:
    """The category to which the rules of this file belong: its own, or the one it extends."""
    extends = data.get("extends")
    if "category" not in data and extends is None:
        return ""
    if "category" in data and extends is not None:
        message = "a file has a [category] of its own or extends another, not both"
        contents.problems.append(RuleProblem(file, ("extends",), message))
    if "category" in data:
        table = _checked(CategoryTable, data["category"], file, ("category",), contents)
        _keep(file, ("category",), "", table, contents)
        return table.id if table else UNKNOWN
    if not isinstance(extends, str):
        contents.problems.append(RuleProblem(file, ("extends",), "a category's id is needed"))
        return UNKNOWN
    contents.extended.append((file, extends))
    return extends


def _listed(
    file: str, data: Mapping[str, object], key: str, contents: Contents
) -> Iterator[tuple[int, object]]:
    raw = data.get(key, [])
    if not isinstance(raw, list):
        contents.problems.append(RuleProblem(file, (key,), f"write [[{key}]], not [{key}]"))
        return
    yield from enumerate(raw)


def _checked(model: type[T], raw: object, file: str, path: Path, contents: Contents) -> T | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            inside, message = _in_words(model, detail["loc"], detail["type"], detail["msg"])
            contents.problems.append(RuleProblem(file, (*path, *inside), message))
    if isinstance(raw, Mapping):
        contents.refused.update(_names_in(raw))
    return None


def _names_in(raw: Mapping[str, object]) -> Iterator[str]:
    tags = raw.get("tags")
    for name in (raw.get("id"), *(tags if isinstance(tags, list) else ())):
        if isinstance(name, str):
            yield name


def _keep(file: str, path: Path, category: str, table: Table | None, contents: Contents) -> None:
    match table:
        case CategoryTable():
            contents.categories.append(Placed(file, path, category, table))
        case TermTable():
            contents.terms.append(Placed(file, path, category, table))
        case RuleTable():
            contents.rules.append(Placed(file, path, category, table))
        case GuardTable():
            contents.guards.append(Placed(file, path, category, table))
        case EntityTable():
            contents.entities.append(Placed(file, path, category, table))
        case _:
            pass


def _in_words(model: type[Table], inside: Path, kind: str, message: str) -> tuple[Path, str]:
    """Where in the table the fault is, and what to tell the person who wrote it."""
    keys = frozenset(_keys(model))
    if kind == "extra_forbidden":
        return inside, f"unknown key '{inside[-1]}'{nearest(str(inside[-1]), keys)}"
    if kind == "missing":
        return inside[:-1], f"'{inside[-1]}' is missing"
    within = tuple(step for step in inside if isinstance(step, int) or step in keys)
    return within, message[:1].lower() + message[1:]


def _keys(model: type[Table]) -> Iterable[str]:
    return (field.alias or name for name, field in model.model_fields.items())
