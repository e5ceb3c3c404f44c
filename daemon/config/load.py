"""All settings from all files, or every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path

from daemon.channels import CHANNELS
from daemon.config.credentials import ReadSecret
from daemon.config.files import (
    no_secret,
    read_config_document,
    read_operator,
    read_source_list,
)
from daemon.config.interests import check_interests
from daemon.config.operator import Operator
from daemon.config.rule_files import SHIPPED, read_folders, rule_folders
from daemon.config.settings import Settings
from daemon.config.tables import Kind
from daemon.errors import Problem, SettingsError
from daemon.model.source import Source
from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher
from daemon.rules.problems import RuleProblem
from daemon.sources import KINDS

Compile = Callable[[Mapping[str, Mapping[str, object]]], Matcher | tuple[RuleProblem, ...]]
"""Makes a matcher of parsed files, by name, or says what is wrong with them."""


def load_settings(
    sources: Path,
    config: Path | None,
    *,
    state_dir: Path,
    read_secret: ReadSecret = no_secret,
    kinds: Mapping[str, Kind] = KINDS,
    channels: Mapping[str, Kind] = CHANNELS,
    shipped_rules: Path = SHIPPED,
    compile_rules: Compile = load_rules,
) -> Settings:
    """Settings from the files named; without ``config`` the defaults of every value.

    Raises SettingsError with every problem of every file, each with its line.
    """
    problems: list[Problem] = []
    found = read_source_list(sources, problems, kinds)
    document = read_config_document(config, problems)
    operator = read_operator(
        document, problems, state_dir=state_dir, read_secret=read_secret, channels=channels
    )
    rules = read_rules(rule_folders(operator, shipped_rules), problems, compile_rules)
    if document is not None and rules is not None:
        categories = (one.id for one in rules.lexicon.categories)
        check_interests(document, categories, rules.lexicon.entities, found, problems)
    if problems or operator is None or rules is None:
        raise SettingsError(problems)
    return _settings(found, operator, rules, state_dir)


def read_rules(
    folders: Iterable[Path],
    problems: list[Problem],
    compiled: Compile = load_rules,
) -> Matcher | None:
    """The rules of all folders, a later one adding to or overriding an earlier one."""
    return read_folders(folders, problems, compiled)


def load_matcher(
    config: Path | None, *, state_dir: Path, read_secret: ReadSecret = no_secret
) -> Matcher:
    """The rules alone, ours and those of the user's folder, without any list of sources.

    Raises SettingsError with every problem of config.toml and the rules.
    """
    problems: list[Problem] = []
    document = read_config_document(config, problems)
    operator = read_operator(document, problems, state_dir=state_dir, read_secret=read_secret)
    rules = read_rules(rule_folders(operator), problems)
    if problems or rules is None:
        raise SettingsError(problems)
    return rules


def _settings(
    sources: tuple[Source, ...], operator: Operator, rules: Matcher, state_dir: Path
) -> Settings:
    decided = {one.name: getattr(operator, one.name) for one in fields(operator)}
    return Settings(sources=sources, rules=rules, state_dir=state_dir, **decided)
