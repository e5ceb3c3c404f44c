"""Running the work of a command on an event loop, with the log on stderr."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import TypeVar

from daemon.cli.setup import Setup
from daemon.service.log import set_up

Result = TypeVar("Result")


def run(
    setup: Setup, work: Coroutine[None, None, Result], *, level: int = logging.WARNING
) -> Result:
    """What the work comes to; ``level`` is from where on events are logged, unless --verbose."""
    set_up(logging.DEBUG if setup.verbose else level)
    return asyncio.run(work)
