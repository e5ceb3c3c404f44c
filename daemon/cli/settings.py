"""All settings, and the compiled rules, for commands that judge articles."""

from __future__ import annotations

from daemon.cli.setup import Setup
from daemon.config.load import load_matcher, load_settings
from daemon.config.settings import Settings
from daemon.rules.matcher import Matcher


def settings_of(setup: Setup) -> Settings:
    """All settings; raises SettingsError with every problem of every file."""
    places = setup.places
    return load_settings(
        places.sources, places.config, state_dir=places.state_dir, read_secret=setup.read_secret
    )


def rules_of(setup: Setup) -> Matcher:
    """The rules alone; raises SettingsError with every problem of theirs and of config.toml."""
    places = setup.places
    return load_matcher(places.config, state_dir=places.state_dir, read_secret=setup.read_secret)
