"""What is wrong in a rules file, and where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """One thing wrong in one rules file.

    ``path`` leads to it inside the file: ``("term", 3, "ckb", 0)`` is the first Sorani form
    of the fourth ``[[term]]``. ``message`` is for the person who wrote the file.
    """

    file: str
    path: Path
    message: str


def nearest(word: str, right: Iterable[str]) -> str:
    """`` (did you mean '…'?)`` when one of the right words is close, else nothing."""
    close = difflib.get_close_matches(word, sorted(set(right)), n=1, cutoff=0.6)
    return f" (did you mean '{close[0]}'?)" if close else ""
