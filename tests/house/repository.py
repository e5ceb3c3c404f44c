"""What belongs to the repository, as the house tests see it."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is part of the project: tracked, or new and not ignored."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        missing("this is no clone, or git is not there")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name for name in said.decode().split("\0") if name]
    return tuple(file for file in files if file.is_file())


def modules(room: str) -> tuple[Path, ...]:
    """The Python files under a folder of the repository."""
    return tuple(sorted((ROOT / room).rglob("*.py")))


def missing(what: str) -> None:
    """Skip for want of a tool; where everything is checked, nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
