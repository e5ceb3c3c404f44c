"""Parsed rules files to sound tables, or to everything that is wrong; nothing is compiled."""

from __future__ import annotations

from collections.abc import Mapping

from daemon.rules.checking import check
from daemon.rules.merging import Merged, merge
from daemon.rules.problems import RuleProblem
from daemon.rules.tables import read_files


def sound_tables(files: Mapping[str, Mapping[str, object]]) -> Merged | tuple[RuleProblem, ...]:
    """The tables of all files laid over each other, or every problem found.

    Compiling them is most of the work of loading, and finds nothing wrong.
    """
    contents = read_files(files)
    merged = merge(contents)
    problems = [*contents.problems, *check(merged, contents)]
    if not problems and not merged.categories:
        problems.append(RuleProblem(next(iter(files), "rules"), (), "there is no category at all"))
    return tuple(dict.fromkeys(problems)) if problems else merged
