"""The command line: one file per command, named in COMMANDS and imported when it is called.

So a command waits for the imports of the rooms it uses and for no others. What this module and
``setup`` import, every command waits for: keep it to what finds a command and its files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from daemon import __version__
from daemon.cli.setup import Setup, stop
from daemon.config.places import find_places
from daemon.errors import DidevanError

COMMANDS: Mapping[str, str] = {
    "run": "Begin the watch.",
    "demo": "Show the whole journey on this machine.",
    "check": "Say whether all files are right; change nothing.",
    "poll": "Look at one source now.",
    "match": "Say what the rules find in a text, and why.",
    "rules": "Try, show, measure and replay the rules.",
    "parse": "Show what a saved feed, sitemap or list page yields.",
    "extract": "Show the article in a saved page.",
    "probe": "Ask every address of the sources what it gives now.",
    "sources": "Find the feeds of a site; import and export lists.",
    "digest": "Decide which digests are due, or show the next one.",
    "alert": "Decide which stories are told at once.",
    "deliver": "Send what waits in the outbox.",
    "why": "Say why somebody was told of a story, or was not.",
    "silence": "Keep alerts quiet for a while.",
    "recipients": "Show who is told what, and when.",
    "send": "Send a test message to a recipient.",
    "stories": "List the events that were told.",
    "story": "Show one story, or put right how articles were merged.",
    "export": "Write the stories as CSV, GeoJSON or JSON.",
    "trends": "Count stories by day; show what is more than usual.",
    "names": "Judge names of armed groups that nobody knows yet.",
    "status": "Show how the sources, the outbox and the digests stand.",
    "database": "Show or bring up to date the tables.",
}
"""Every command and what its line in the list says, in the order in which a newcomer meets them;
``daemon.cli.<name>`` holds it under the name ``command``."""


class Commands(click.Group):
    """Finds commands by their file, and tells errors raised on purpose as sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"daemon.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 (each file keeps this promise)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words call; for a word that is none, the nearest one is named."""
        word = args[0]
        if word not in COMMANDS and not word.startswith("-"):
            near = get_close_matches(word, COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"No such command '{word}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:  # Any: click's own type for what is returned
        """Run the command; here end errors raised on purpose, and files that cannot be used."""
        try:
            return super().invoke(ctx)
        except DidevanError as error:
            stop(error)
        except OSError as error:
            if error.filename is None:
                raise
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error


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
