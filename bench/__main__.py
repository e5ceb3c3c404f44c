"""``python -m bench``: speed and memory, as ratios within one run."""

from __future__ import annotations

from itertools import chain

from bench import jail, lateness, rules, stories

if __name__ == "__main__":
    for line in chain(rules.report(), jail.report(), stories.report(), lateness.report()):
        print(line)
