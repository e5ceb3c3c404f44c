"""``python -m bench [PART…]``: speed and memory, as ratios within one run."""

from __future__ import annotations

import sys

from bench import alerts, jail, lateness, rules, stories

PARTS = {
    "rules": rules.report,
    "jail": jail.report,
    "stories": stories.report,
    "alerts": alerts.report,
    "lateness": lateness.report,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        for line in PARTS[part]():
            print(line)
