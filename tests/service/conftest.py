"""The store and the clock of the journeys' tests."""

from __future__ import annotations

from tests.pipeline.conftest import clock, database_template, store

__all__ = ["clock", "database_template", "store"]
