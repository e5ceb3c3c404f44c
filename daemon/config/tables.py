"""Tables of a document checked one by one, so that one bad table hides no other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from daemon.config.document import Document
from daemon.config.lines import Path
from daemon.config.wording import (
    describe,
    kind_of_value,
    nearest,
    unknown_key,
    unknown_word,
)
from daemon.errors import Problem

M = TypeVar("M", bound=BaseModel)


class Kind(Protocol):
    """What the settings need of a kind of source or channel: which options it takes."""

    @property
    def Options(self) -> type[BaseModel]:  # noqa: N802 - the registries name a class so
        """The options, as a model that forbids others."""
        ...


class Reader:
    """Reads the tables of one document and notes every problem it meets."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document = document
        self._problems = problems

    def note(self, at: Path, message: str) -> None:
        """Something is wrong at these keys."""
        self._problems.append(self.document.problem(at, message))

    def known_keys(self, known: Collection[str]) -> None:
        """Refuse every key at the top that is not known."""
        for key in self.document.data:
            if key not in set(known):
                self.note((key,), unknown_key(key, known))

    def has(self, *keys: str) -> bool:
        """Whether anything is written there, right or wrong."""
        found: object = self.document.data
        for key in keys:
            if not isinstance(found, Mapping) or key not in found:
                return False
            found = found[key]
        return True

    def section(self, key: str, model: type[M]) -> M:
        """The one table ``[key]``; its defaults when it is not written or wrong."""
        table = self.document.data.get(key, {})
        return self.check(model, table, (key,), f"[{key}]") or model()

    def rows(self, key: str) -> Iterator[tuple[Path, Mapping[str, object]]]:
        """The tables ``[[key]]`` with where they stand."""
        rows = self.document.data.get(key, [])
        if not isinstance(rows, list):
            self.note((key,), f"'{key}' must be written [[{key}]], with two brackets")
            return
        for place, row in enumerate(rows):
            if isinstance(row, Mapping):
                yield (key, place), row
            else:
                self.note((key, place), f"'{key}' must be a table, not {kind_of_value(row)}")

    def check(
        self,
        model: type[M],
        table: object,
        at: Path,
        who: str,
        *,
        beside: Iterable[str] = (),
    ) -> M | None:
        """The table as ``model``, or None and a problem for each thing wrong in it.

        ``beside`` are keys that were taken out before and are known all the same.
        """
        if not isinstance(table, Mapping):
            self.note(at, f"{who}: this must be a table, not {kind_of_value(table)}")
            return None
        checked, wrong = _validated(model, table)
        self._explain(wrong, {*_keys(model), *beside}, at, who)
        return checked

    def check_open(
        self,
        model: type[M],
        kinds: Mapping[str, Kind],
        table: Mapping[str, object],
        at: Path,
        who: str,
        *,
        beside: Iterable[str] = (),
    ) -> tuple[M, BaseModel] | None:
        """A table that holds the model's own keys and, beside them, those of its kind.

        ``beside`` are keys that were taken out before and are known all the same.
        """
        own = _keys(model)
        kind = self._kind(kinds, table.get("kind"), at, who)
        known = {*own, *beside, *(_keys(kind.Options) if kind else ())}
        rest = {key: value for key, value in table.items() if key not in own}
        if kind is None:
            # without its kind nobody can say what else it may hold: only a slip is one
            rest = {key: value for key, value in rest.items() if nearest(key, known)}
        checked, wrong = _validated(model, {key: table[key] for key in table if key in own})
        options, also_wrong = _validated(kind.Options if kind else Closed, rest)
        self._explain([*wrong, *also_wrong], known, at, who)
        return (checked, options) if checked and kind and options else None

    def _explain(
        self, wrong: Sequence[ErrorDetails], known: Collection[str], at: Path, who: str
    ) -> None:
        unknown = [str(error["loc"][-1]) for error in wrong if error["type"] == "extra_forbidden"]
        meant = {nearest(key, known) for key in unknown}
        for error in wrong:
            # a misspelt key is one mistake: that the right one is missing follows from it
            if error["type"] != "missing" or error["loc"][-1] not in meant:
                self.note((*at, *error["loc"]), f"{who}: {describe(error, known)}")

    def _kind(self, kinds: Mapping[str, Kind], word: object, at: Path, who: str) -> Kind | None:
        if not isinstance(word, str):  # missing or no text: the model says so
            return None
        if word not in kinds:
            self.note((*at, "kind"), f"{who}: {unknown_word('kind', word, kinds)}")
        return kinds.get(word)


class Names:
    """The names given so far, so that a second use can point at the first."""

    def __init__(self, reader: Reader, what: str) -> None:
        self._reader = reader
        self._what = what
        self._first: dict[str, Path] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._first)

    def add(self, name: object, at: Path, who: str) -> bool:
        """Whether ``name`` is new; when it is not, a problem is noted. What is no text is new."""
        if not isinstance(name, str):
            return True
        if name not in self._first:
            self._first[name] = at
            return True
        document = self._reader.document
        before = f"{document.name}:{document.line(self._first[name])}"
        self._reader.note(at, f"{who}: this {self._what} is already used at {before}")
        return False


class Closed(BaseModel):
    """A table in which nothing may stand."""

    model_config = ConfigDict(extra="forbid")


def _validated(
    model: type[M], table: Mapping[str, object]
) -> tuple[M | None, Sequence[ErrorDetails]]:
    try:
        return model.model_validate(table), ()
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _keys(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def label(what: str, row: Mapping[str, object], place: Path) -> str:
    """How a row is called in messages: by its name, else by its position."""
    name = row.get("name")
    if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 64:
        return f"{what} '{name}'"
    return f"{what} {int(place[-1]) + 1}"
