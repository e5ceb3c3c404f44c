"""A TOML file as read, able to say at which line any of its keys stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from daemon.config.lines import Path as Keys
from daemon.config.lines import find_lines, line_of
from daemon.errors import Problem

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class Document:
    """A TOML file: ``name`` as shown to people, its text, and what it holds."""

    name: str
    text: str
    data: Mapping[str, object]

    @cached_property
    def lines(self) -> dict[Keys, int]:
        """The line of every key; slow, so only asked for when something is wrong."""
        return find_lines(self.text)

    def line(self, at: Keys) -> int:
        """The line of what stands ``at`` these keys; 0 for the file as a whole."""
        return line_of(self.lines, at)

    def problem(self, at: Keys, message: str) -> Problem:
        """What is wrong at these keys."""
        return Problem(self.name, self.line(at), message)


def read_document(path: Path, problems: list[Problem], *, option: str = "") -> Document | None:
    """The file at ``path``, or None and one more problem.

    ``option`` is what names another file on the command line, told when there is no such file.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(str(path), line, "this is not UTF-8; save the file as UTF-8"))
        return None
    except FileNotFoundError:
        hint = f"; name the right one with {option}" if option else ""
        problems.append(Problem(str(path), 0, f"there is no such file{hint}"))
        return None
    except OSError as error:
        problems.append(Problem(str(path), 0, f"cannot be read: {error.strerror}"))
        return None
    return _parsed(str(path), text.replace("\r\n", "\n"), problems)


def _parsed(name: str, text: str, problems: list[Problem]) -> Document | None:
    try:
        return Document(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(name, _error_line(str(error), text), _plain(str(error))))
        return None
    except RecursionError:
        problems.append(Problem(name, 0, "not valid TOML: lists within lists too deep to read"))
        return None


def _error_line(message: str, text: str) -> int:
    place = _PLACE.search(message)
    if place is not None and place[1]:
        return int(place[1])
    return text.rstrip("\n").count("\n") + 1


def _plain(message: str) -> str:
    said = _PLACE.sub("", message)
    said = _IN_PLAIN_WORDS.get(said, said[:1].lower() + said[1:])
    return f"not valid TOML: {said}"


_IN_PLAIN_WORDS = {
    "Invalid value": "invalid value (a text stands in straight double quotes)",
    "Illegal character '\\n'": "a text in quotes is not closed on its line",
    "Cannot overwrite a value": "this key or table is already written above",
}
