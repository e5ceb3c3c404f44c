"""What a digest tells in full, in one line, or only counts, when there is too much for one mail.

The rule: the gravest and strongest are told in full, the next in one line each, and the
rest is counted and the command that lists exactly that is named. Nothing is cut silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from daemon.alerts.block import Block
from daemon.alerts.digest import Digest
from daemon.alerts.sections import Section

_LEAST = 3  # articles every section tells in one line at least, while there is any room


@dataclass(frozen=True, slots=True)
class Room:
    """How many articles are told in full, and how many more in one line each."""

    full: int
    brief: int


ROOMS = (
    *(Room(full, 60) for full in (48, 40, 32, 26, 22, 18, 14, 10, 7, 5)),
    *(Room(5, 50), Room(4, 40), Room(4, 30), Room(3, 20), Room(2, 10), Room(2, 4), Room(1, 0)),
)
"""From the most generous to one that always fits."""


def fit(digest: Digest, room: Room) -> Digest:
    """``digest`` with at most as much as ``room`` allows, and a word on what is left out."""
    sections = tuple(_fitted(digest.sections, room))
    told = {block.rank for section in sections for block in (*section.blocks, *section.briefs)}
    every = (block for section in digest.sections for block in section.blocks)
    counted = tuple(number for one in every if one.rank not in told for number in one.articles)
    left_out = sum(section.left_out for section in sections)
    return replace(digest, sections=sections, left_out=left_out, counted=counted)


def _fitted(sections: tuple[Section, ...], room: Room) -> Iterator[Section]:
    full = room.full
    spare = room.brief - _LEAST * len(sections)
    for section in sections:
        strongest = sorted(section.blocks, key=lambda block: block.rank)
        told = strongest[:full]
        full -= len(told)
        briefs = strongest[len(told) :][: min(room.brief, _LEAST + max(spare, 0))]
        spare -= max(len(briefs) - _LEAST, 0)
        rest = strongest[len(told) + len(briefs) :]
        yield replace(
            section,
            blocks=_among(section.blocks, told),
            briefs=_among(section.blocks, briefs),
            left_out=len(rest),
        )


def _among(blocks: Sequence[Block], chosen: Sequence[Block]) -> tuple[Block, ...]:
    """Those that are chosen, in the order in which they stand."""
    ranks = {block.rank for block in chosen}
    return tuple(block for block in blocks if block.rank in ranks)
