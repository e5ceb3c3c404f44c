"""What a kind of source is: its options, how it asks, and how it reads the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from daemon.model.article import Parsed
from daemon.model.outcome import Fetched, Unreadable
from daemon.model.source import Source


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source.

    ``Options`` validates the keys of a ``[[source]]`` that belong to this kind alone.
    ``parse`` never fetches and never raises for what it is given. ``accept`` is the
    Accept header with which the source is asked. ``full_text``: what it publishes is the
    whole text, so that no page is fetched unless the source says otherwise.
    """

    Options: type[BaseModel]
    parse: Callable[[Source, Fetched, datetime], Parsed | Unreadable]
    accept: str
    full_text: bool = False
