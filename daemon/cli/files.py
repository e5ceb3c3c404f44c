"""What sources.toml and config.toml say, for commands that need no rules."""

from __future__ import annotations

from daemon.cli.setup import Setup
from daemon.config.files import load_operator, load_sources
from daemon.config.operator import Operator
from daemon.model.source import Source


def operator_of(setup: Setup) -> Operator:
    """What config.toml says; raises SettingsError with every problem of it."""
    places = setup.places
    return load_operator(places.config, state_dir=places.state_dir, read_secret=setup.read_secret)


def sources_of(setup: Setup) -> tuple[Source, ...]:
    """The sources; raises SettingsError with every problem of their file."""
    return load_sources(setup.places.sources)
