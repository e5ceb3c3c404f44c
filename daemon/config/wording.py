"""What a validation error means, in words for people who edit the files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches

from pydantic_core import ErrorDetails

_SECRET = re.compile(r"pass(word|wd|phrase)?$|secret|token|api_?key|credential", re.IGNORECASE)

UNKNOWN_WORD = "unknown_word"
"""The type of our own error whose message needs nothing added."""

_KINDS_OF_VALUE: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),  # before int: Python counts a bool as one
    (str, "a text in quotes"),
    (int, "a whole number"),
    (float, "a number with a point"),
    (datetime, "a date with a time"),
    (date, "a date"),
    (time, "a time of day"),
    (Mapping, "a table"),
    (Sequence, "a list"),
)

# pydantic's words for a value of the wrong type -> what would be right
_WANTED = {
    "string": "a text in quotes",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen_set": "a list",
    "dict": "a table",
    "mapping": "a table",
    "model": "a table",
    "model_attributes": "a table",
    "time": 'a time of day like "07:00"',
    "date": "a date like 2026-11-21",
    "path": "a path in quotes",
    "url": "a URL in quotes",
}

_BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than_equal": ("must be at least", "ge"),
    "less_than_equal": ("must be at most", "le"),
    "greater_than": ("must be more than", "gt"),
    "less_than": ("must be less than", "lt"),
    "multiple_of": ("must be a multiple of", "multiple_of"),
}


def describe(error: ErrorDetails, known: Collection[str]) -> str:
    """The error in plain words; ``known`` are the keys that may stand where it was found.

    The value itself is only repeated where it names one of a few choices: elsewhere it may
    be a secret typed into the wrong place.
    """
    key = _key(error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        return unknown_key(key, known)
    if kind == "missing":
        return f"'{key}' is missing"
    if kind in _BOUNDS:
        words, bound = _BOUNDS[kind]
        return f"'{key}' {words} {_number(error['ctx'][bound])}"
    if kind in ("enum", "literal_error"):
        return f"'{key}' must be {error['ctx']['expected']}"
    if kind == UNKNOWN_WORD:
        return error["msg"]
    return _wrong_value(error, key) or _sentence(key, error)


def unknown_key(key: str, known: Collection[str]) -> str:
    """Says that a key means nothing, and what it may have been meant to be."""
    if _SECRET.search(key):
        return _secret(key, known)
    near = nearest(key, known)
    hint = f"did you mean '{near}'?" if near else f"known here: {', '.join(sorted(known))}"
    return f"unknown key '{key}' ({hint})"


def _secret(key: str, known: Collection[str]) -> str:
    said = (
        f"'{key}' does not belong in this file: a secret is given to the service as a "
        "systemd credential, never written here"
    )
    names = [right for right in sorted(known) if right.endswith("_credential")]
    return f"{said}; '{names[0]}' is the name of that credential" if names else said


def unknown_word(what: str, word: str, known: Collection[str]) -> str:
    """Says that ``word`` is no ``what`` we know, and which ones there are."""
    near = nearest(word, known)
    hint = f"did you mean '{near}'? " if near else ""
    return f"unknown {what} '{word[:60]}' ({hint}known: {', '.join(sorted(known))})"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    by_letters = {right.lower().replace("-", "_"): right for right in sorted(known)}
    near = get_close_matches(word.lower().replace("-", "_"), by_letters, 1, 0.7)
    return by_letters[near[0]] if near else None


def _key(place: Sequence[str | int]) -> str:
    """``digest_at, 1`` -> ``digest_at[2]``: people count from one."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return words.removeprefix(".")


def _wrong_value(error: ErrorDetails, key: str) -> str | None:
    wanted = _WANTED.get(re.sub(r"_(type|parsing|from_float|parsing_size)$", "", error["type"]))
    if wanted is None:
        return None
    given = kind_of_value(error["input"])
    if given == wanted:
        return f"'{key}' must be {wanted}, and this one cannot be read"
    return f"'{key}' must be {wanted}, not {given}"


def kind_of_value(value: object) -> str:
    """What a value is, as an editor of TOML would call it."""
    return next((words for kind, words in _KINDS_OF_VALUE if isinstance(value, kind)), "nothing")


def _sentence(key: str, error: ErrorDetails) -> str:
    if error["type"] == "value_error":  # raised by a validator of ours: its words are final
        said = str(error["ctx"]["error"])
    else:
        said = _SPECIAL.get(error["type"], _as_said)(error)
    said = said[:1].lower() + said[1:]
    if not key:  # the table as a whole
        return said
    return f"'{key}' {said}" if said.startswith("must ") else f"'{key}': {said}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _at_least(items: int) -> str:
    return "must not be empty" if items == 1 else f"must have at least {items} items"


def _as_said(error: ErrorDetails) -> str:
    return error["msg"]


_SPECIAL: Mapping[str, Callable[[ErrorDetails], str]] = {
    "string_too_short": lambda _error: "must not be empty",
    "string_too_long": lambda error: f"must have at most {error['ctx']['max_length']} letters",
    "too_short": lambda error: _at_least(error["ctx"]["min_length"]),
    "too_long": lambda error: f"must have at most {error['ctx']['max_length']} items",
    "string_pattern_mismatch": lambda _error: "holds characters that may not stand here",
    "finite_number": lambda _error: "must be a finite number",
}
