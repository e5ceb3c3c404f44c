"""The fortnight is lived through once for all tests that ask what came of it."""

from __future__ import annotations

import asyncio

import pytest

from tests.journeys.fortnight.harvest import Fortnight
from tests.journeys.fortnight.run import live


@pytest.fixture(scope="session")
def fortnight(tmp_path_factory: pytest.TempPathFactory) -> Fortnight:
    """Two weeks of a newsroom and its readers."""
    return asyncio.run(live(tmp_path_factory.mktemp("fortnight")))
