"""sources.toml and config.toml, each by itself and without the rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from daemon.channels import CHANNELS
from daemon.config.config_file import read_config
from daemon.config.credentials import ReadSecret
from daemon.config.document import Document, read_document
from daemon.config.operator import Operator
from daemon.config.sources_file import read_sources
from daemon.config.tables import Kind
from daemon.errors import Problem, SettingsError
from daemon.model.source import Source
from daemon.sources import KINDS

NO_CONFIG = "the defaults"


def no_secret(_name: str) -> None:
    """For where there are no credentials."""


def load_operator(
    config: Path | None, *, state_dir: Path, read_secret: ReadSecret = no_secret
) -> Operator:
    """The operator's decisions alone; raises SettingsError with every problem of config.toml."""
    problems: list[Problem] = []
    document = read_config_document(config, problems)
    operator = read_operator(document, problems, state_dir=state_dir, read_secret=read_secret)
    if problems or operator is None:
        raise SettingsError(problems)
    return operator


def load_sources(path: Path, *, kinds: Mapping[str, Kind] = KINDS) -> tuple[Source, ...]:
    """The sources alone; raises SettingsError with every problem of their file."""
    problems: list[Problem] = []
    found = read_source_list(path, problems, kinds)
    if problems:
        raise SettingsError(problems)
    return found


def read_source_list(
    path: Path, problems: list[Problem], kinds: Mapping[str, Kind] = KINDS
) -> tuple[Source, ...]:
    """The sources that are sound; what is wrong with the others is in ``problems``."""
    document = read_document(path, problems, option="--sources")
    return read_sources(document, kinds, problems) if document is not None else ()


def read_config_document(path: Path | None, problems: list[Problem]) -> Document | None:
    """config.toml; an empty one where there is none, None and a problem for what is no TOML."""
    if path is None:
        return Document(NO_CONFIG, "", {})
    return read_document(path, problems, option="--config")


def read_operator(
    document: Document | None,
    problems: list[Problem],
    *,
    state_dir: Path,
    read_secret: ReadSecret,
    channels: Mapping[str, Kind] = CHANNELS,
) -> Operator | None:
    """The operator's decisions, defaults for what is wrong in them; None without a document."""
    if document is None:
        return None
    return read_config(
        document, channels, state_dir=state_dir, read_secret=read_secret, problems=problems
    )
