"""The stories of a digest in sections: by severity, and within by place or by category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from daemon.alerts.block import Block
from daemon.alerts.overview import land_of
from daemon.alerts.telling import Told
from daemon.alerts.wording import SEVERITIES, category_name
from daemon.model.article import Severity
from daemon.model.post import Grouping

NOWHERE = "Place not known"


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of one severity: told in full, told in one line each, or only counted.

    Those of one group stand together.
    """

    severity: Severity
    title: str
    blocks: tuple[Block, ...]
    briefs: tuple[Block, ...] = ()
    left_out: int = 0

    @property
    def total(self) -> int:
        """How many stories the section stands for; an article of none is one by itself."""
        return len(self.blocks) + len(self.briefs) + self.left_out


def sections(
    told: Sequence[Told], grouping: Grouping, names: Mapping[str, str]
) -> tuple[Section, ...]:
    """The blocks by severity, gravest first, and in each by group, that of the strongest first."""
    blocks = [replace(one.block, group=_group(one, grouping, names)) for one in told]
    return tuple(
        Section(severity, SEVERITIES[severity], _together(chosen))
        for severity in SEVERITIES
        if (chosen := [block for block in blocks if block.severity is severity])
    )


def _group(one: Told, grouping: Grouping, names: Mapping[str, str]) -> str:
    if grouping is Grouping.PLACE:
        return land_of(one.story) or NOWHERE
    if grouping is Grouping.CATEGORY and one.categories:
        return category_name(one.categories[0], names)
    return ""


def _together(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of each group side by side; what happened nobody knows where comes last."""
    groups: dict[str, list[Block]] = {}
    for block in blocks:
        groups.setdefault(block.group, []).append(block)
    if set(groups) == {NOWHERE}:  # a heading that says nothing of any
        return tuple(replace(block, group="") for block in groups[NOWHERE])
    order = sorted(groups, key=lambda group: (group == NOWHERE, groups[group][0].rank))
    return tuple(block for group in order for block in groups[group])
