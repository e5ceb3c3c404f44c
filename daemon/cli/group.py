"""A command with subcommands, listed in the order in which they are written, in whole sentences."""

from __future__ import annotations

import click

WHOLE = 1000  # letters: longer than any first sentence


class Group(click.Group):
    """What ``click.group`` makes, but that it cuts no sentence of its list short."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The names in the order in which they are written."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the first sentence of each command."""
        rows = [(name, one.get_short_help_str(WHOLE)) for name, one in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
