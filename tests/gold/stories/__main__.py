"""``python -m tests.gold.stories``: how well stories are merged and their facts found."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.gold.stories.score import Result, score


def report(result: Result) -> Iterator[str]:
    """The figures with what is asked of them."""
    yield f"stories: {result.articles} articles of {result.events} events"
    yield f"  B-cubed precision {result.precision:.3f} (asked: at least 0.97)"
    yield f"  B-cubed recall    {result.recall:.3f} (asked: at least 0.90)"
    yield f"  false merges      {len(result.false_merges)} (asked: none)"
    yield from (f"    {merge}" for merge in result.false_merges)
    asked = {"place": 0.95, "killed": 0.95, "wounded": 0.95, "actors": 0.90}
    for sort, tally in result.facts.items():
        floor = f" (asked: at least {asked[sort]:.2f})" if sort in asked else ""
        yield f"  {sort:8} F1 {tally.f1:.3f} of {tally.wanted}{floor}"


def misses(result: Result) -> Iterator[str]:
    """What went wrong, one by one."""
    yield from (f"split {split}" for split in result.split)
    for sort, tally in result.facts.items():
        yield from (f"{sort} {miss}" for miss in tally.misses)


if __name__ == "__main__":
    found = score()
    lines = [*report(found), *(misses(found) if "--misses" in sys.argv else ())]
    sys.stdout.write("\n".join(lines) + "\n")
