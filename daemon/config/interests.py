"""Whether the categories, places, actors and outlets that recipients ask for are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from daemon.config.document import Document
from daemon.config.lines import Path
from daemon.config.tables import Reader, label
from daemon.config.wording import nearest
from daemon.errors import Problem
from daemon.model.source import Source

PLACES = frozenset({"place", "facility"})
_WORDS = {"categories": "category", "places": "place", "actors": "actor", "outlets": "outlet"}
_WHERE = {
    "categories": "their ids stand in daemon/rules/categories",
    "places": "the ids of places stand in daemon/rules/gazetteer",
    "actors": "the ids of groups and people stand in daemon/rules/gazetteer",
    "outlets": "neither a name nor an outlet of sources.toml",
}


class _Entity(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def type(self) -> str: ...


def has_interests(document: Document) -> bool:
    """Whether any recipient has a filter."""
    return any(True for _ in _asked(document))


def check_interests(
    document: Document,
    categories: Iterable[str],
    entities: Iterable[_Entity],
    sources: Iterable[Source],
    problems: list[Problem],
) -> None:
    """Note every word of a recipient's filters that nothing answers to: it would tell nothing.

    ``categories`` are the ids of those there are, ``entities`` everything of the gazetteer.
    """
    known = known_words(categories, tuple(entities), tuple(sources))
    for at, key, row in _asked(document):
        who = label("recipient", row, at)
        for place, word in _unknown(row, key, known[key]):
            near = nearest(word, known[key])
            hint = f"did you mean '{near}'?" if near else _WHERE[key]
            said = f"{who}: unknown {_WORDS[key]} '{word[:60]}' ({hint})"
            problems.append(document.problem((*at, key, place), said))


def _asked(document: Document) -> Iterator[tuple[Path, str, Mapping[str, object]]]:
    """Where filters stand: the recipient's place, the key, and his whole table."""
    for at, row in Reader(document, []).rows("recipient"):
        yield from ((at, key, row) for key in _WORDS if isinstance(row.get(key), list))


def _unknown(
    row: Mapping[str, object], key: str, known: Collection[str]
) -> Iterator[tuple[int, str]]:
    words = row[key]
    assert isinstance(words, list)  # noqa: S101 (only lists were asked for)
    for place, word in enumerate(words):
        if isinstance(word, str) and word not in known:
            yield place, word


def known_words(
    categories: Iterable[str], entities: Sequence[_Entity], sources: Sequence[Source]
) -> dict[str, set[str]]:
    """What filters may name, by their key: ids, and of outlets the names of sources too."""
    return {
        "categories": set(categories),
        "places": {one.id for one in entities if one.type in PLACES},
        "actors": {one.id for one in entities if one.type not in PLACES},
        "outlets": {name for one in sources for name in (one.name, one.outlet)},
    }
