"""Print every mail of the fortnight: ``python -m tests.journeys.fortnight``.

With ``--write`` what the tests expect is written anew; read the difference before you keep it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

import click
import structlog

from tests.journeys.fortnight.listing import EXPECTED, listing
from tests.journeys.fortnight.run import live


def main() -> None:
    """Live through it in a folder of its own, and tell what came of it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        fortnight = asyncio.run(live(Path(folder)))
    if "--write" in sys.argv:
        EXPECTED.write_text(listing(fortnight, subjects=False), encoding="utf-8")
    click.echo(listing(fortnight))


main()
