"""What a digest tells in full, in one line, or only counts, when there is too much for one mail.

The rule: the gravest and strongest are told in full, the next in one line each, and the
rest is counted and the command that shows it is named. Nothing is cut silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from daemon.alerts.digest import Digest, Section

_LEAST = 3  # articles every section tells in one line at least, while there is any room


@dataclass(frozen=True, slots=True)
class Room:
    """How many articles are told in full, and how many more in one line each."""

    full: int
    brief: int


ROOMS = (
    *(Room(full, 60) for full in (48, 40, 32, 26, 22, 18, 14, 10)),
    *(Room(10, 30), Room(6, 20), Room(4, 10), Room(2, 0)),
)
"""From the most generous to one that always fits."""


def fit(digest: Digest, room: Room) -> Digest:
    """``digest`` with at most as much as ``room`` allows, and a word on what is left out."""
    sections = tuple(_fitted(digest.sections, room))
    left_out = sum(section.left_out for section in sections)
    if not left_out:
        return replace(digest, sections=sections)
    word = f"{left_out:,} more are not shown, to keep this mail small: {digest.command}"
    return replace(digest, sections=sections, left_out=word)


def _fitted(sections: tuple[Section, ...], room: Room) -> Iterator[Section]:
    full = room.full
    spare = room.brief - _LEAST * len(sections)
    for section in sections:
        blocks, rest = section.blocks[:full], section.blocks[full:]
        full -= len(blocks)
        briefs = rest[: min(room.brief, _LEAST + max(spare, 0))]
        spare -= max(len(briefs) - _LEAST, 0)
        yield replace(section, blocks=blocks, briefs=briefs, left_out=len(rest) - len(briefs))
