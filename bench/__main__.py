"""``python -m bench``: speed and memory, as ratios within one run."""

from __future__ import annotations

from bench.rules import report

if __name__ == "__main__":
    for line in report():
        print(line)
