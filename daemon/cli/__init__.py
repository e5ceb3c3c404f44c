"""The command line: one file per command, named in COMMANDS and imported when it is used."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import click

from daemon import __version__
from daemon.cli.setup import Setup
from daemon.config.places import find_places

COMMANDS = (
    *("run", "demo", "check", "poll", "match", "rules", "parse", "extract", "probe", "sources"),
    *(
        "digest",
        "alert",
        "deliver",
        "why",
        "silence",
        "recipients",
        "send",
        "stories",
        "story",
        "export",
        "trends",
        "names",
        "status",
        "database",
    ),
)
"""Every command; ``daemon.cli.<name>`` holds it under the name ``command``."""


class Commands(click.Group):
    """Finds commands by their file, so that one command does not wait for the others' imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"daemon.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 (each file keeps this promise)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="didevan")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    help="The list of sources.  [default: ./sources.toml, else /etc/didevan/sources.toml]",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Recipients, channels, database.  [default: config.toml beside the sources, if any]",
)
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
@click.pass_context
def cli(context: click.Context, sources: Path | None, config: Path | None, verbose: bool) -> None:
    """Dîdevan (دیدەوان, the watchman) reads Kurdish news and tells what must be known.

    Start with 'didevan demo' to see the whole journey on this machine, 'didevan check' to
    try your settings, and 'didevan run' to begin the watch.
    """
    places = find_places(os.environ, sources=sources, config=config)
    context.obj = Setup(places, os.environ, verbose=verbose)
