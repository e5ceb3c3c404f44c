"""How well the rules do on labelled texts: precision, recall and F1 of a yes-or-no decision."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Score:
    """How often what was found was right, and what was right was found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, *, found: bool, true: bool) -> None:
        """Count one decision."""
        self.right += found and true
        self.wrong += found and not true
        self.missed += true and not found

    @property
    def precision(self) -> float:
        """1.0 when nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """1.0 when there was nothing to find."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0
