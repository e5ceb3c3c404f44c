"""Finding what a command names, and saying what was probably meant when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import click

from daemon.config.wording import nearest
from daemon.model.post import Recipient
from daemon.model.source import Source

FEW = 20
"""So many names are still told when none of them is near."""

T = TypeVar("T")


def named(what: str, name: str, known: Mapping[str, T], argument: str) -> T:
    """The one of that name; raises click.BadParameter that names the nearest, or all if few.

    ``what`` is what it is called in the message, ``argument`` where the name was given.
    """
    if name in known:
        return known[name]
    near = nearest(name, known)
    hint = f" Did you mean '{near}'?" if near else ""
    if not near and 0 < len(known) <= FEW:
        hint = f" There are: {', '.join(known)}."
    raise click.BadParameter(f"There is no {what} '{name}'.{hint}", param_hint=f"'{argument}'")


def source_named(name: str, sources: Iterable[Source], argument: str = "SOURCE") -> Source:
    """The source of that name; raises click.BadParameter."""
    return named("source", name, {source.name: source for source in sources}, argument)


def recipient_named(name: str | None, recipients: tuple[Recipient, ...], option: str) -> Recipient:
    """The recipient of that name, without a name the first; raises click.BadParameter."""
    if name is None:
        return recipients[0]
    return named("recipient", name, {one.name: one for one in recipients}, option)
