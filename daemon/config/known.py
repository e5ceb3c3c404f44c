"""What can be known although sources or rules are not sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from daemon.config.credentials import ReadSecret
from daemon.config.document import Document
from daemon.config.files import (
    no_secret,
    read_config_document,
    read_operator,
    read_source_list,
)
from daemon.config.interests import check_interests, has_interests
from daemon.config.operator import Operator
from daemon.config.rule_files import read_rule_tables, rule_folders
from daemon.errors import Problem, SettingsError
from daemon.model.source import Source


@dataclass(frozen=True, slots=True)
class Known:
    """What the files say as far as they are sound, and all that is wrong with them."""

    sources: tuple[Source, ...]
    operator: Operator
    problems: tuple[Problem, ...]


def load_known(
    sources: Path, config: Path | None, *, state_dir: Path, read_secret: ReadSecret = no_secret
) -> Known:
    """Sources and operator, with everything that is wrong; the rules are not compiled.

    Raises SettingsError with every problem of both files when config.toml is among those that
    are not sound: its database may be another.
    """
    problems: list[Problem] = []
    found = read_source_list(sources, problems)
    wrong: list[Problem] = []
    document = read_config_document(config, wrong)
    operator = read_operator(document, wrong, state_dir=state_dir, read_secret=read_secret)
    if wrong or document is None or operator is None:
        raise SettingsError([*problems, *wrong])
    _check_rules(document, operator, found, problems)
    return Known(found, operator, tuple(sorted(problems)))


def _check_rules(
    document: Document,
    operator: Operator,
    sources: tuple[Source, ...],
    problems: list[Problem],
) -> None:
    """Check the operator's own rules and filters; ours alone, the tests hold sound."""
    if operator.rules_folder is None and not has_interests(document):
        return
    tables = read_rule_tables(rule_folders(operator), problems)
    if tables is not None:
        entities = (one.table for one in tables.entities.values())
        check_interests(document, tables.categories, entities, sources, problems)
