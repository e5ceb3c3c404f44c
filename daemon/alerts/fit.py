"""What a digest tells in full, in one line, or only counts, when there is too much for one mail.

The rule: the gravest and strongest are told in full, the next in one line each, and the
rest is counted and the command that shows it is named. Nothing is cut silently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from daemon.alerts.digest import Digest, Section

COMMAND = "didevan status"


@dataclass(frozen=True, slots=True)
class Room:
    """How many articles are told in full, and how many more in one line each."""

    full: int
    brief: int


ROOMS = (Room(36, 60), Room(24, 60), Room(16, 40), Room(10, 20), Room(5, 10), Room(2, 0))
"""From the most generous to one that always fits."""


def fit(digest: Digest, room: Room) -> Digest:
    """``digest`` with at most as much as ``room`` allows, and a word on what is left out."""
    sections = tuple(_fitted(digest.sections, room))
    left_out = sum(section.left_out for section in sections)
    word = (
        f"{left_out:,} more are not shown, to keep this mail small: {COMMAND}" if left_out else ""
    )
    return replace(digest, sections=sections, left_out=word)


def _fitted(sections: tuple[Section, ...], room: Room) -> Iterator[Section]:
    full, brief = room.full, room.brief
    for section in sections:
        blocks, rest = section.blocks[:full], section.blocks[full:]
        briefs, left = rest[:brief], rest[brief:]
        full, brief = full - len(blocks), brief - len(briefs)
        yield replace(section, blocks=blocks, briefs=briefs, left_out=len(left))
