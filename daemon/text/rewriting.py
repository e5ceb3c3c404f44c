"""Steps that rewrite a text, fast without offsets and exactly traceable with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

Spans = list[tuple[int, int]]
Edit = tuple[int, int, int]
"""From where to where, and how many letters stand there afterwards."""


class Step(Protocol):
    """One rewriting of a whole text, in linear time."""

    def apply(self, text: str) -> str:
        """The rewritten text."""
        ...

    def edits(self, text: str) -> Iterator[Edit]:
        """What it replaces in ``text``, in order; one letter for one letter may be left out."""
        ...


class Letters:
    """Replaces single letters by table; an empty replacement deletes."""

    def __init__(self, table: Mapping[int, str]) -> None:
        self._table = table
        moving = "".join(chr(code) for code, made in table.items() if len(made) != 1)
        self._moving = re.compile(f"[{re.escape(moving)}]" if moving else "(?!)")

    def apply(self, text: str) -> str:
        return text.translate(self._table)

    def edits(self, text: str) -> Iterator[Edit]:
        for match in self._moving.finditer(text):
            yield match.start(), match.end(), len(self._table[ord(match[0])])


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

    def edits(self, text: str) -> Iterator[Edit]:
        for match in self._pattern.finditer(text):
            yield match.start(), match.end(), len(self._replacement(match))


def trace(text: str, steps: Sequence[Step]) -> Spans:
    """For each letter that the steps leave, the span of ``text`` that it was made of."""
    spans: Spans = [(at, at + 1) for at in range(len(text))]
    for step in steps:
        rewritten = step.apply(text)
        if rewritten != text:
            spans = _carried(spans, step.edits(text))
            text = rewritten
    return spans


def _carried(spans: Spans, edits: Iterable[Edit]) -> Spans:
    """The spans after these edits; whole stretches between them are kept as they are."""
    carried: Spans = []
    last = 0
    for start, end, length in edits:
        carried += spans[last:start]
        carried += [(spans[start][0], spans[end - 1][1])] * length
        last = end
    carried += spans[last:]
    return carried
