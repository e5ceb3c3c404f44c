"""Plain tables for the terminal: columns aligned, the last one free to be long."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows under their header; numbers to the right, words to the left."""
    lines = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    numeric = [all(cell.isdigit() for cell in column) for column in zip(*lines[1:], strict=True)]
    numeric = numeric or [False] * len(widths)
    return [
        "  ".join(_cell(*parts) for parts in zip(line, widths, numeric, strict=True)).rstrip()
        for line in lines
    ]


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(
        0 if combining(c) or not c.isprintable() else 2 if east_asian_width(c) in "WF" else 1
        for c in text
    )


def _cell(text: str, columns: int, numeric: bool) -> str:
    padding = " " * (columns - width(text))
    return padding + text if numeric else text + padding
