"""The measured facts that lie beside the repository; tests that need them skip without them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def shared(path: str) -> Path:
    """The file under ``../shared``; skips the test when it is absent, except under CI=true."""
    found = SHARED / path
    if not found.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{found} is missing")
        pytest.skip(f"{found} is missing")
    return found


def rows(path: str) -> list[dict[str, str]]:
    """The rows of a tab-separated table under ``../shared``."""
    with shared(path).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
