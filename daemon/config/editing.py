"""Changes to sources.toml that leave every comment and everything else where it stands."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit
from tomlkit.items import InlineTable, Table

ORDER = ("name", "outlet", "url", "kind", "language", "zone", "enabled", "reason")


def changed(text: str, changes: Mapping[str, Mapping[str, object]]) -> str:
    """The text of a sources.toml with keys of the named sources set; other text is untouched."""
    document = tomlkit.parse(text)
    for table in document.get("source", ()):
        for key, value in changes.get(str(table.get("name")), {}).items():
            table[key] = value
    return tomlkit.dumps(document)


def written(tables: Sequence[Mapping[str, object]]) -> str:
    """The tables as they stand in a sources.toml, the keys every source has first."""
    return "\n".join(_written(table) for table in tables)


def _written(row: Mapping[str, object]) -> str:
    table: Table = tomlkit.table()
    for key in sorted(row, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER)):
        value = row[key]
        table[key] = _inline(value) if isinstance(value, Mapping) else value
    return f"[[source]]\n{table.as_string()}"


def _inline(row: Mapping[str, object]) -> InlineTable:
    """On one line: a header of its own would end the table that it is in."""
    table = tomlkit.inline_table()
    for key, value in row.items():
        table[key] = _inline(value) if isinstance(value, Mapping) else value
    return table


def appended(text: str, tables: Sequence[Mapping[str, object]]) -> str:
    """The text with the tables at its end."""
    before = text.rstrip("\n")
    return f"{before}\n\n{written(tables)}" if before else written(tables)


def replace_file(path: Path, content: bytes) -> None:
    """Write the file at once or not at all, with the permissions it had; raises OSError.

    Whoever reads it just then finds the old file or the new one.
    """
    beside = path.with_name(f".{path.name}.new")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    beside.write_bytes(content)
    beside.chmod(mode)
    os.replace(beside, path)  # noqa: PTH105 (says that it is atomic)
