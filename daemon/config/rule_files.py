"""The rules: our own files and the user's, read, compiled, and their problems given lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from daemon.config.document import Document, read_document
from daemon.errors import Problem
from daemon.rules.load import check_rules, load_rules
from daemon.rules.matcher import Matcher
from daemon.rules.merging import Merged
from daemon.rules.problems import RuleProblem

Compile = Callable[[Mapping[str, Mapping[str, object]]], Matcher | tuple[RuleProblem, ...]]
"""Makes a matcher of parsed files, by name, or says what is wrong with them."""

T = TypeVar("T")

SHIPPED = Path(__file__).parent.parent / "rules"


def read_rules(
    folders: Iterable[Path],
    problems: list[Problem],
    compiled: Compile = load_rules,
) -> Matcher | None:
    """The rules of all folders, a later one adding to or overriding an earlier one."""
    return _read(folders, problems, compiled)


def read_rule_tables(folders: Iterable[Path], problems: list[Problem]) -> Merged | None:
    """The same, not compiled: enough to say what is wrong, and what there is."""
    return _read(folders, problems, check_rules)


def _read(
    folders: Iterable[Path],
    problems: list[Problem],
    make: Callable[[Mapping[str, Mapping[str, object]]], T | tuple[RuleProblem, ...]],
) -> T | None:
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
