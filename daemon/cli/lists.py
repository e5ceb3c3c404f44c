"""Tables of sources.toml out of lists of other readers, and out of our own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from daemon.config.document import Document
from daemon.config.editing import written
from daemon.config.sources_file import read_sources
from daemon.errors import Problem
from daemon.model.language import Language
from daemon.model.source import Source
from daemon.sources import KINDS
from daemon.sources.opml import Outline

_LANGUAGES = {language.value: language for language in Language}
_OLDER_TAGS = {"ku": Language.KURMANJI, "ku-iq": Language.SORANI, "ckb-iq": Language.SORANI}


@dataclass(slots=True)
class Import:
    """What comes of a list beside the sources that are there: ``tables``, each sound.

    ``known`` counts those that are there already, ``refused`` says in words what cannot be.
    """

    tables: list[Mapping[str, object]] = field(default_factory=list)
    known: int = 0
    refused: list[str] = field(default_factory=list)


def imported(outlines: Iterable[Outline], known: Iterable[Source], zone: str) -> Import:
    """Tables for what a list names; ``zone`` is that of feeds of which nobody says."""
    there = tuple(known)
    urls = {url for source in there for url in (source.url, *source.candidates)}
    names = {source.name for source in there}
    found = Import()
    for one in outlines:
        if one.url in urls:
            found.known += 1
            continue
        table = _ours(one, names, urls) if one.table else _foreign(one, zone, names)
        problem = _problem(table)
        if problem is not None:
            found.refused.append(f"{one.title[:60]}: {problem}")
            continue
        found.tables.append(table)
        names.add(str(table["name"]))
        urls |= {one.url, *_texts(table.get("candidates"))}
    return found


def free_name(host: str, language: Language, names: set[str]) -> str:
    """A short name nobody has yet: the host's first word and the language."""
    word = re.sub(r"[^a-z0-9]+", "-", host.partition(".")[0].lower()).strip("-") or "source"
    return _numbered(f"{word}-{language.value}"[:50], names)


def host_of(url: str) -> str:
    """The host without its www."""
    return (urlsplit(url).hostname or "source").removeprefix("www.")


def _ours(one: Outline, names: set[str], urls: set[str]) -> dict[str, object]:
    """The table as it was written, but for a name and further addresses that are taken."""
    table = {**one.table, "outlet": one.title, "url": one.url}
    table["name"] = _numbered(str(table.get("name", "source"))[:60], names)
    if candidates := _texts(table.get("candidates")):
        table["candidates"] = [url for url in candidates if url not in urls]
    return table


def _foreign(one: Outline, zone: str, names: set[str]) -> dict[str, object]:
    tag = one.language.lower()
    language = _LANGUAGES.get(one.language) or _OLDER_TAGS.get(tag) or Language.OTHER
    host = host_of(one.url)
    return {
        "name": free_name(host, language, names),
        "outlet": " ".join(one.title.split())[:200] or host,
        "url": one.url,
        "kind": "rss",
        "language": language.value,
        "zone": zone,
        "enabled": False,
        "reason": "imported; not tried",
    }


def _problem(table: Mapping[str, object]) -> str | None:
    """What is wrong with a table; None: it can stand in a sources.toml."""
    problems: list[Problem] = []
    try:
        text = written([table])
        read_sources(Document("", text, tomllib.loads(text)), KINDS, problems)
    except (TypeError, ValueError, RecursionError) as error:  # what TOML has no form for
        return " ".join(str(error).split())[:200]
    return problems[0].message if problems else None


def _numbered(wanted: str, names: set[str]) -> str:
    name, number = wanted, 2
    while name in names:
        name, number = f"{wanted}-{number}", number + 1
    return name


def _texts(value: object) -> list[str]:
    """The texts of a list of nothing else."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return []
    return value
