"""``python -m tests.gold.stories``: how well stories are merged and their facts found."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from tests.gold.stories.editions import (
    held_out,
    held_out_again,
    held_out_fourth,
    held_out_third,
)
from tests.gold.stories.score import Result, Tally, score, score_facts

APART = {
    "held-out": held_out,
    "second held-out": held_out_again,
    "third held-out": held_out_third,
    "fourth held-out": held_out_fourth,
}
ASKED = {"place": 0.95, "killed": 0.95, "wounded": 0.95, "actors": 0.90}


def report(result: Result) -> Iterator[str]:
    """The figures with what is asked of them."""
    yield f"stories: {result.articles} articles of {result.events} events"
    yield f"  B-cubed precision {result.precision:.3f} (asked: at least 0.97)"
    yield f"  B-cubed recall    {result.recall:.3f} (asked: at least 0.90)"
    yield f"  false merges      {len(result.false_merges)} (asked: none)"
    yield from (f"    {merge}" for merge in result.false_merges)
    joined, pairs = result.across
    yield f"  an English or Arabic edition with another language: {joined} of {pairs} pairs joined"
    yield "facts of the Kurdish articles"
    yield from figures(result.facts)
    yield "facts of the English and Arabic articles"
    yield from figures(result.foreign)


def figures(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """One line for each sort of fact."""
    for sort, tally in tallies.items():
        floor = f" (asked: at least {ASKED[sort]:.2f})" if sort in ASKED else ""
        yield f"  {sort:9} F1 {tally.f1:.3f} of {tally.wanted}{floor}"


def misses(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """What went wrong, one by one."""
    for sort, tally in tallies.items():
        yield from (f"  {sort} {miss}" for miss in tally.misses)


def main(arguments: list[str]) -> Iterator[str]:
    """Every figure; with ``--misses`` what went wrong too."""
    found = score()
    yield from report(found)
    named = {"": found.facts, "foreign": found.foreign}
    for name, read in APART.items():
        told = score(read())
        named[name] = score_facts(read())
        joined, pairs = told.across
        yield f"facts of the {name} articles"
        yield from figures(named[name])
        yield f"  {joined} of {pairs} pairs joined, {len(told.false_merges)} false merges"
    if "--misses" in arguments:
        yield from (f"split {split}" for split in found.split)
        for name, tallies in named.items():
            yield name
            yield from misses(tallies)


if __name__ == "__main__":
    sys.stdout.write("\n".join(main(sys.argv[1:])) + "\n")
