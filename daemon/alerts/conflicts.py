"""Which source says which number, where the sources of a story differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from daemon.alerts.gloss import bounded
from daemon.alerts.plain import shorten
from daemon.alerts.wording import in_digits, listed
from daemon.model.post import Digits
from daemon.model.story import Account, Bound, Story, Victims

_MOST = 4  # outlets named for one number
_LONGEST = 60  # code points of an outlet's name


def conflicts(
    story: Story,
    accounts: Iterable[Account],
    outlets: Mapping[str, str],
    digits: Digits = Digits.LATIN,
) -> tuple[str, ...]:
    """A line for each count on which the sources differ: 'killed: 3 by Ronahî; 5 by Lvîn'.

    As in the story itself a source's later word replaces its earlier one.
    """
    told = sorted(accounts, key=lambda one: (one.reported_at, one.article))
    said = {
        found.what: "; ".join(_said(found.what, told, outlets, digits))
        for found in story.ranges
        if found.high > found.low
    }
    return tuple(f"{what}: {line}" for what, line in said.items() if line)


def disputed(story: Story) -> bool:
    """Whether its sources differ on a count."""
    return any(found.high > found.low for found in story.ranges)


def _said(
    what: Victims, told: Sequence[Account], outlets: Mapping[str, str], digits: Digits
) -> Iterator[str]:
    last = {
        one.source: count for one in told for count in one.incident.counts if count.what is what
    }
    by_number: defaultdict[tuple[int, Bound], list[str]] = defaultdict(list)
    for source, count in last.items():
        outlet = shorten(outlets.get(source, source), _LONGEST)
        by_number[count.number, count.bound].append(outlet)
    for (number, bound), names in sorted(by_number.items()):
        rest = len(names) - _MOST
        more = [in_digits(f"{rest} more", digits)] if rest > 0 else []
        so_many = in_digits(bounded(number, bound), digits)
        yield f"{so_many} by {listed([*names[:_MOST], *more])}"
