"""Evaluating expressions: the stretches of a text that a rule or guard is looking for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from daemon.rules.expression import SENTENCE, Count, Either, Near, Node, Operand, With
from daemon.rules.reading import Found

Operands = Mapping[str, Sequence[Found]]

_STRETCH = -2
"""Stands for the owner of a stretch between two operands, which may reach over others."""


def find(node: Node, operands: Operands) -> Sequence[Found]:
    """Where the expression is met, in order of the text; empty when it is not."""
    if isinstance(node, Operand):
        return operands.get(node.name, ())
    if isinstance(node, Either):
        return _merged(node.parts, operands)
    if isinstance(node, Count):
        found = find(node.inner, operands)
        number = len({one.owner for one in found}) if node.distinct else len(found)
        return found if number >= node.least else ()
    left = find(node.left, operands)
    if not left:
        return ()
    right = find(node.right, operands)
    if isinstance(node, With):
        return left if bool(right) != node.absent else ()
    return _near(node, left, right)


def _merged(parts: Sequence[Node], operands: Operands) -> Sequence[Found]:
    lists = [found for part in parts if (found := find(part, operands))]
    if len(lists) <= 1:
        return lists[0] if lists else ()
    return sorted({one[:5]: one for found in lists for one in found}.values())


def _near(node: Near, left: Sequence[Found], right: Sequence[Found]) -> Sequence[Found]:
    starts = [one.first for one in right]
    found: list[Found] = []
    for one in left:
        partner = _partner(node, one, right, starts)
        if node.absent and partner is None:
            found.append(one)
        elif partner is not None and not node.absent:
            found.append(_together(one, partner))
    return found


def _partner(node: Near, one: Found, right: Sequence[Found], starts: Sequence[int]) -> Found | None:
    """The nearest stretch on the right side that stands as the operator asks.

    Only the neighbours in the order of the text are looked at, so the cost stays linear.
    """
    at = bisect_left(starts, one.first)
    near = right[max(0, at - 3) : at + 4]
    fitting = [other for other in near if _fits(node, one, other)]
    return min(fitting, key=lambda other: _between(one, other), default=None)


def _fits(node: Near, one: Found, other: Found) -> bool:
    if one.field != other.field or not (_apart(one, other) or _reaches_over(one, other)):
        return False
    if node.ordered and other.start < one.end:
        return False
    if node.words == SENTENCE:
        return one.sentence == other.sentence
    return _between(one, other) <= node.words


def _apart(one: Found, other: Found) -> bool:
    return other.start >= one.end or other.end <= one.start


def _reaches_over(one: Found, other: Found) -> bool:
    """Whether one is a stretch with the other inside: 'army ... hill ... took' and 'hill'."""
    narrow, wide = sorted((one, other), key=lambda found: found.end - found.start)
    return wide.owner == _STRETCH and wide.start < narrow.start and narrow.end < wide.end


def _between(one: Found, other: Found) -> int:
    """How many words stand between the two."""
    return max(0, max(one.first, other.first) - min(one.last, other.last) - 1)


def _together(one: Found, other: Found) -> Found:
    return one._replace(
        first=min(one.first, other.first),
        last=max(one.last, other.last),
        start=min(one.start, other.start),
        end=max(one.end, other.end),
        owner=_STRETCH,
        attributes=tuple(dict.fromkeys((*one.attributes, *other.attributes))),
    )
