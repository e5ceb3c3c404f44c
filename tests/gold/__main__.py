"""``python -m tests.gold``: how well the rules do, held against the floors of ``floors.json``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.gold.labelled import (
    blind_texts,
    fourth_blind_texts,
    own_texts,
    plain_blind_texts,
    real_news,
    third_blind_texts,
)
from tests.gold.retyped import costs
from tests.gold.scores import Scores, score
from tests.rules.building import shipped

FLOORS = Path(__file__).with_name("floors.json")


def main(arguments: list[str], floors_file: Path = FLOORS) -> int:
    """Print every figure; 1 when one lies below its floor. ``--errors`` lists what was wrong."""
    measured = {
        "own": score(shipped(), own_texts(), every_category=False),
        "blind": score(shipped(), blind_texts(), every_category=True),
        "plain": score(shipped(), plain_blind_texts(), every_category=True),
        "third": score(shipped(), third_blind_texts(), every_category=True),
        "fourth": score(shipped(), fourth_blind_texts(), every_category=True),
    }
    news = real_news()
    if news is None:
        _say("the shared real news is absent: only our own texts are measured")
    else:
        measured["real"] = score(shipped(), news, every_category=True)
    _say("\nthe same texts typed badly: how much F1 falls (asked: at most 0.010)")
    for name, fallen in costs(shipped(), [*own_texts(), *(news or ())]).items():
        _say(f"  {name:38} {fallen:9.3f}")
    floors: dict[str, dict[str, float]] = json.loads(floors_file.read_text(encoding="utf-8"))
    below = 0
    for name, scores in measured.items():
        below += _report(name, scores, floors.get(name, {}), errors="--errors" in arguments)
    return 1 if below else 0


def _report(name: str, scores: Scores, floors: dict[str, float], *, errors: bool) -> int:
    """Print one set; how many of its figures lie below their floors."""
    _say(f"\n{name}: {scores.number} texts{'':16} precision  recall     F1")
    for title, one in sorted(scores.by_name.items()):
        _say(f"  {title:38} {one.precision:9.3f} {one.recall:7.3f} {one.f1:6.3f}")
    micro = scores.micro()
    _say(f"  {'categories micro':38} {micro.precision:9.3f} {micro.recall:7.3f} {micro.f1:6.3f}")
    _say(f"  {'categories macro':38} {'':17} {scores.macro():6.3f}")
    if errors:
        for line in scores.errors:
            _say(f"  {line}")
    found = scores.floors()
    low = [(title, floor) for title, floor in floors.items() if found.get(title, 0.0) < floor]
    for title, floor in low:
        _say(f"  BELOW ITS FLOOR: {name} {title}: {found.get(title, 0.0):.3f} < {floor}")
    return len(low)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
