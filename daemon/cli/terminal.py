"""Printing what others wrote: words reach the terminal, what would steer it does not."""

from __future__ import annotations

import click

KEPT = "\n\u200c\u200d"  # joiners are letters of Kurdish spelling, as far as a reader sees


def show(text: str) -> None:
    """Print text of which parts come from feeds, pages or servers."""
    click.echo(plain(text))


def plain(text: str) -> str:
    """The text with a space for every control, escape and turn of direction."""
    return "".join(c if c.isprintable() or c in KEPT else " " for c in text)
