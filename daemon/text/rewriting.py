"""Steps that rewrite a text, fast without offsets and exactly traceable with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

Spans = list[tuple[int, int]]


class Step(Protocol):
    """One rewriting of a whole text, in linear time."""

    def apply(self, text: str) -> str:
        """The rewritten text."""
        ...

    def origins(self, text: str) -> Spans:
        """For each letter of the rewritten text the span of ``text`` it was made of."""
        ...


class Letters:
    """Replaces single letters by table; an empty replacement deletes."""

    def __init__(self, table: Mapping[int, str]) -> None:
        self._table = table

    def apply(self, text: str) -> str:
        return text.translate(self._table)

    def origins(self, text: str) -> Spans:
        get = self._table.get
        return [(at, at + 1) for at, letter in enumerate(text) for _ in get(ord(letter), letter)]


class Rewrite:
    """Replaces what a pattern finds; ``trigger`` is a cheaper sign that it may find something.

    The pattern must not need text that an earlier match of the same pass replaced.
    """

    def __init__(
        self,
        pattern: str,
        replacement: str | Callable[[re.Match[str]], str],
        trigger: str | None = None,
    ) -> None:
        self._pattern = re.compile(pattern, re.DOTALL)
        self._replacement = replacement if callable(replacement) else lambda _: replacement
        self._plain = None if callable(replacement) else replacement
        self._trigger = re.compile(trigger) if trigger is not None else None

    def apply(self, text: str) -> str:
        if self._trigger is not None and not self._trigger.search(text):
            return text
        return self._pattern.sub(
            self._plain if self._plain is not None else self._replacement, text
        )

    def origins(self, text: str) -> Spans:
        spans: Spans = []
        last = 0
        for match in self._pattern.finditer(text):
            start, end = match.span()
            spans.extend((at, at + 1) for at in range(last, start))
            spans.extend([(start, end)] * len(self._replacement(match)))
            last = end
        spans.extend((at, at + 1) for at in range(last, len(text)))
        return spans


def trace(text: str, steps: Sequence[Step]) -> Spans:
    """For each letter that the steps leave, the span of ``text`` that it was made of."""
    spans: Spans = [(at, at + 1) for at in range(len(text))]
    for step in steps:
        rewritten = step.apply(text)
        if rewritten != text:
            spans = [(spans[a][0], spans[b - 1][1]) for a, b in step.origins(text)]
            text = rewritten
    return spans
