"""At which line every key of a TOML text stands.

The text must have been read by ``tomllib`` before: what is valid need not be checked again,
so the walk only has to know where keys and values end.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""Where a value stands: the keys and list positions that lead to it, from the top."""

_SPACE = re.compile(r"[ \t]*")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' + r"|'''.*?'{3,5}" + r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}\n#]*")


def find_lines(text: str) -> dict[Path, int]:
    """The line, counted from 1, of every key, table and list item of a valid TOML text."""
    walk = _Walk(text)
    walk.document()
    return walk.lines


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of ``path``, or of what holds it when it is not written; 0 for the file."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 0


class _Walk:
    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._tables: dict[Path, int] = {}  # how many [[tables]] of a name there are so far

    def document(self) -> None:
        table: Path = ()
        while self._skip(_BLANK):
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        many = self._text.startswith("[[", self._at)
        line = self._line()
        self._at += 2 if many else 1
        path: Path = ()
        parts = list(self._key())
        for place, part in enumerate(parts, start=1):
            path = (*path, part)
            self.lines.setdefault(path, line)
            if many and place == len(parts):
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:
                path = (*path, self._tables[path] - 1)
                self.lines.setdefault(path, line)
        self.lines[path] = line
        self._at += 2 if many else 1
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _key(self) -> Iterator[str]:
        while True:
            self._skip(_SPACE)
            quoted = self._text[self._at] in "\"'"
            raw = self._take(_TEXT if quoted else _BARE_KEY)
            yield _unquoted(raw) if quoted else raw
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                return
            self._at += 1

    def _value(self, path: Path) -> None:
        self._skip(_SPACE)
        opening = self._text[self._at]
        if opening in "\"'":
            self._take(_TEXT)
        elif opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline(path)
        else:
            self._take(_BARE_VALUE)

    def _list(self, path: Path) -> None:
        self._at += 1
        place = 0
        while not self._closes("]"):
            self.lines[*path, place] = self._line()
            self._value((*path, place))
            place += 1

    def _inline(self, path: Path) -> None:
        self._at += 1
        while not self._closes("}"):
            self._pair(path)

    def _closes(self, bracket: str) -> bool:
        self._skip(_BLANK)
        if self._text.startswith(",", self._at):
            self._at += 1
            self._skip(_BLANK)
        if not self._text.startswith(bracket, self._at):
            return False
        self._at += 1
        return True

    def _skip(self, what: re.Pattern[str]) -> bool:
        """Go past ``what``; False at the end of the text."""
        self._take(what)
        return self._at < len(self._text)

    def _take(self, what: re.Pattern[str]) -> str:
        match = what.match(self._text, self._at)
        if match is None:
            raise ValueError(f"line {self._line()}: not the TOML that was read before")
        self._at = match.end()
        return match[0]

    def _line(self) -> int:
        return bisect_right(self._breaks, self._at - 1) + 1


def _unquoted(raw: str) -> str:
    return str(tomllib.loads(f"key = {raw}")["key"])
