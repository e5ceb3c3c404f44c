"""The files of the rules, our own and the user's: read, and their problems given lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from daemon.config.document import Document, read_document
from daemon.config.operator import Operator
from daemon.errors import Problem, SettingsError
from daemon.rules.merging import Merged
from daemon.rules.problems import RuleProblem
from daemon.rules.sound import sound_tables

T = TypeVar("T")

SHIPPED = Path(__file__).parent.parent / "rules"


def rule_folders(operator: Operator | None, shipped: Path = SHIPPED) -> list[Path]:
    """Our rules and, over them, the operator's own."""
    own = operator.rules_folder if operator is not None else None
    return [shipped, *([own] if own else [])]


def load_rule_tables(operator: Operator) -> Merged:
    """What rules there are and what they are called; raises SettingsError with every problem."""
    problems: list[Problem] = []
    tables = read_rule_tables(rule_folders(operator), problems)
    if problems or tables is None:
        raise SettingsError(problems)
    return tables


def read_rule_tables(folders: Iterable[Path], problems: list[Problem]) -> Merged | None:
    """The rules of all folders as checked tables: what there is, and what is wrong with it."""
    return read_folders(folders, problems, sound_tables)


def read_folders(
    folders: Iterable[Path],
    problems: list[Problem],
    make: Callable[[Mapping[str, Mapping[str, object]]], T | tuple[RuleProblem, ...]],
) -> T | None:
    """What ``make`` makes of all files of the folders, a later one laid over an earlier one.

    None when anything is wrong: it is in ``problems``, with its line.
    """
    documents: dict[str, Document] = {}
    for path in rule_files(folders):
        document = read_document(path, problems)
        if document is not None:
            documents[document.name] = document
    made = make({name: document.data for name, document in documents.items()})
    if isinstance(made, tuple):
        problems.extend(_located(problem, documents) for problem in made)
        return None
    return made


def rule_files(folders: Iterable[Path]) -> list[Path]:
    """Every TOML file of the folders, in an order that is the same on every machine."""
    return [path for folder in folders for path in sorted(folder.rglob("*.toml"))]


def _located(problem: RuleProblem, documents: Mapping[str, Document]) -> Problem:
    document = documents.get(problem.file)
    if document is None:
        return Problem(problem.file, 0, problem.message)
    return document.problem(problem.path, problem.message)
