"""All settings from all files, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from daemon.channels import CHANNELS
from daemon.config.config_file import Operator, read_config
from daemon.config.credentials import ReadSecret
from daemon.config.document import Document, read_document
from daemon.config.interests import check_interests
from daemon.config.rule_files import SHIPPED, Compile, read_rules
from daemon.config.settings import Settings
from daemon.config.sources_file import read_sources
from daemon.config.tables import Kind
from daemon.errors import Problem, SettingsError
from daemon.model.source import Source
from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher
from daemon.sources import KINDS

NO_CONFIG = "the defaults"


@dataclass(frozen=True, slots=True)
class Known:
    """What the files say as far as they are sound, and all that is wrong with them."""

    sources: tuple[Source, ...]
    operator: Operator
    problems: tuple[Problem, ...]


def no_secret(_name: str) -> None:
    """For where there are no credentials."""


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
    found = _sources(sources, kinds, problems)
    document = _config(config, problems)
    operator = _operator(document, channels, state_dir, read_secret, problems)
    own = operator.rules_folder if operator is not None else None
    rules = read_rules([shipped_rules, *([own] if own else [])], problems, compile_rules)
    if document is not None and rules is not None:
        check_interests(document, rules, found, problems)
    if problems or operator is None or rules is None:
        raise SettingsError(problems)
    return _settings(found, operator, rules, state_dir)


def load_known(
    sources: Path, config: Path | None, *, state_dir: Path, read_secret: ReadSecret = no_secret
) -> Known:
    """What can be known although sources or rules are not sound.

    Raises SettingsError with every problem of every file when config.toml is among those that
    are not: its database may be another.
    """
    wrong: tuple[Problem, ...] = ()
    try:
        load_settings(sources, config, state_dir=state_dir, read_secret=read_secret)
    except SettingsError as error:
        wrong = error.problems
    found: list[Problem] = []
    operator = _operator(_config(config, found), CHANNELS, state_dir, read_secret, found)
    if found or operator is None:
        raise SettingsError(wrong)
    return Known(_sources(sources, KINDS, []), operator, wrong)


def load_operator(
    config: Path | None, *, state_dir: Path, read_secret: ReadSecret = no_secret
) -> Operator:
    """The operator's decisions alone; raises SettingsError with every problem of config.toml."""
    problems: list[Problem] = []
    operator = _operator(_config(config, problems), CHANNELS, state_dir, read_secret, problems)
    if problems or operator is None:
        raise SettingsError(problems)
    return operator


def load_sources(path: Path, *, kinds: Mapping[str, Kind] = KINDS) -> tuple[Source, ...]:
    """The sources alone; raises SettingsError with every problem of their file."""
    problems: list[Problem] = []
    found = _sources(path, kinds, problems)
    if problems:
        raise SettingsError(problems)
    return found


def load_matcher(
    config: Path | None, *, state_dir: Path, read_secret: ReadSecret = no_secret
) -> Matcher:
    """The rules alone, ours and those of the user's folder, without any list of sources.

    Raises SettingsError with every problem of config.toml and the rules.
    """
    problems: list[Problem] = []
    document = _config(config, problems)
    operator = _operator(document, CHANNELS, state_dir, read_secret, problems)
    own = operator.rules_folder if operator is not None else None
    rules = read_rules([SHIPPED, *([own] if own else [])], problems)
    if problems or rules is None:
        raise SettingsError(problems)
    return rules


def _sources(path: Path, kinds: Mapping[str, Kind], problems: list[Problem]) -> tuple[Source, ...]:
    document = read_document(path, problems)
    return read_sources(document, kinds, problems) if document is not None else ()


def _config(path: Path | None, problems: list[Problem]) -> Document | None:
    return Document(NO_CONFIG, "", {}) if path is None else read_document(path, problems)


def _operator(
    document: Document | None,
    kinds: Mapping[str, Kind],
    state_dir: Path,
    read_secret: ReadSecret,
    problems: list[Problem],
) -> Operator | None:
    if document is None:
        return None
    return read_config(
        document, kinds, state_dir=state_dir, read_secret=read_secret, problems=problems
    )


def _settings(
    sources: tuple[Source, ...], operator: Operator, rules: Matcher, state_dir: Path
) -> Settings:
    return Settings(
        sources=sources,
        recipients=operator.recipients,
        channels=operator.channels,
        database=operator.database,
        fetch=operator.fetch,
        mail=operator.mail,
        digest_max_age=operator.digest_max_age,
        retention=operator.retention,
        poll_concurrency=operator.poll_concurrency,
        notices=operator.notices,
        rules_folder=operator.rules_folder,
        rules=rules,
        state_dir=state_dir,
    )
