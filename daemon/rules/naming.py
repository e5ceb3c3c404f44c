"""Which of the categories that a text meets are named: general evidence gives way to particular.

Words such as attack or killed stand in every report of violence, and so they flag a text; what
kind of violence it was, the other words say. A category that is met by general rules only is
not named beside one that it yields to and that is met by more. Whether a text is flagged never
depends on this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daemon.rules.lexicon import Category
from daemon.rules.scoring import Weighed, sums


def named(
    met: Mapping[str, float], weighed: Sequence[Weighed], categories: Mapping[str, Category]
) -> Mapping[str, float]:
    """Those of the categories ``met`` that are named, with their ratios; all if none would be."""
    own = sums([one for one in weighed if not one.rule.general])
    particular = {name for name in met if own.get(name, 0.0) >= categories[name].threshold}
    kept = {
        name: ratio
        for name, ratio in met.items()
        if name in particular
        or not any(
            other in particular or met[other] > ratio
            for other in categories[name].yields_to
            if other in met
        )
    }
    return kept or met
