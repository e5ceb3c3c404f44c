"""Documents given on the command line: read whole, told as one JSON object or in words."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import click

from daemon.cli.files import sources_of
from daemon.cli.named import source_named
from daemon.cli.setup import Setup
from daemon.model.outcome import Failed, Fetched, NothingFound, Unreadable
from daemon.model.source import Source
from daemon.service.saved import LARGEST

ONE = click.Path(exists=True, dir_okay=False, allow_dash=True)
"""An argument that is a file, or '-' for the standard input."""

_LONE = re.compile("[\ud800-\udfff]")


def read_document(name: str, url: str) -> Fetched:
    """The file as if it had been fetched from ``url``; what is too large is cut one byte after."""
    if name == "-":
        body = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(name).open("rb") as file:
            body = file.read(LARGEST + 1)
    return Fetched(url, 200, {}, body)


def named_source(setup: Setup, name: str | None) -> Source | None:
    """The source of that name; None when none was named."""
    if name is None:
        return None
    return source_named(name, sources_of(setup), "--source")


def json_line(value: Mapping[str, object]) -> str:
    """One line of JSON; half a letter, which UTF-8 cannot hold, is written in ASCII."""
    line = json.dumps(value, ensure_ascii=False)
    return json.dumps(value) if _LONE.search(line) else line


def problem(outcome: object) -> dict[str, str] | None:
    """Why a document yields nothing, as it is told in JSON; None: it does yield something."""
    if isinstance(outcome, Unreadable | NothingFound | Failed):
        return {"reason": outcome.reason, "detail": outcome.detail}
    return None


def moment(at: datetime | None) -> str | None:
    """A time in UTC as JSON has it."""
    return at.isoformat() if at is not None else None
