"""Whether the categories, places, actors and outlets that recipients ask for are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from daemon.config.document import Document
from daemon.config.tables import Reader, label
from daemon.config.wording import nearest
from daemon.errors import Problem
from daemon.model.source import Source
from daemon.rules.lexicon import Lexicon
from daemon.rules.matcher import Matcher

PLACES = frozenset({"place", "facility"})
_WORDS = {"categories": "category", "places": "place", "actors": "actor", "outlets": "outlet"}
_WHERE = {
    "categories": "their ids stand in daemon/rules/categories",
    "places": "the ids of places stand in daemon/rules/gazetteer",
    "actors": "the ids of groups and people stand in daemon/rules/gazetteer",
    "outlets": "neither a name nor an outlet of sources.toml",
}


def check_interests(
    document: Document, rules: Matcher, sources: Iterable[Source], problems: list[Problem]
) -> None:
    """Note every word of a recipient's filters that nothing answers to: it would tell nothing."""
    reader = Reader(document, [])
    asked = [
        (at, key, row)
        for at, row in reader.rows("recipient")
        for key in _WORDS
        if isinstance(row.get(key), list)
    ]
    if not asked:
        return
    known = _known(rules.lexicon, tuple(sources))
    for at, key, row in asked:
        who = label("recipient", row, at)
        for place, word in _unknown(row, key, known[key]):
            near = nearest(word, known[key])
            hint = f"did you mean '{near}'?" if near else _WHERE[key]
            said = f"{who}: unknown {_WORDS[key]} '{word[:60]}' ({hint})"
            problems.append(document.problem((*at, key, place), said))


def _unknown(
    row: Mapping[str, object], key: str, known: Collection[str]
) -> Iterator[tuple[int, str]]:
    words = row[key]
    assert isinstance(words, list)  # noqa: S101 (only lists were asked for)
    for place, word in enumerate(words):
        if isinstance(word, str) and word not in known:
            yield place, word


def _known(lexicon: Lexicon, sources: Sequence[Source]) -> dict[str, set[str]]:
    return {
        "categories": {one.id for one in lexicon.categories},
        "places": {one.id for one in lexicon.entities if one.type in PLACES},
        "actors": {one.id for one in lexicon.entities if one.type not in PLACES},
        "outlets": {name for one in sources for name in (one.name, one.outlet)},
    }
