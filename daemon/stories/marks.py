"""Where a sentence has a term of the rules, and where a known name."""

from __future__ import annotations

from dataclasses import dataclass

from daemon.model.article import EntityMention

GROUPS = frozenset(("armed_group", "party", "security_force"))
"""The types of names that act: who attacks, is attacked, arrests."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A term of the rules in a sentence; ``first`` and ``last`` number its words there."""

    tags: frozenset[str]
    first: int
    last: int
    start: int
    end: int
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A known name in a sentence."""

    mention: EntityMention
    first: int
    last: int
    start: int
    end: int
