"""Writing a name into the operator's own rules: appended, so that all else stays as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import tomlkit

from daemon.config.editing import replace_file

FILE = "names.toml"
_HEAD = "# Names that were accepted with 'didevan names accept'. Edit them as you like.\n"


def add_entity(
    folder: Path, values: Mapping[str, str | Sequence[str]], check: Callable[[], object]
) -> Path:
    """Append an ``[[entity]]`` to the folder's file of names; where it stands now.

    ``check`` reads the rules with it: what it raises is raised again, and the file is as it
    was. Raises OSError when the folder cannot be written to.
    """
    file = folder / FILE
    before = file.read_bytes() if file.exists() else None
    text = before.decode("utf-8-sig") if before is not None else _HEAD
    replace_file(file, f"{text.rstrip()}\n\n{_table(values)}".encode())
    try:
        check()
    except BaseException:
        if before is None:
            file.unlink()
        else:
            replace_file(file, before)
        raise
    return file


def _table(values: Mapping[str, str | Sequence[str]]) -> str:
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, value if isinstance(value, str) else list(value))
    entities = tomlkit.aot()
    entities.append(table)
    document = tomlkit.document()
    document.add("entity", entities)
    return tomlkit.dumps(document)
