"""The measured keywords on the five seed articles: what is found and what is not."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from daemon.text.morphology import StemIndex
from daemon.text.spelling import fold
from daemon.text.tokens import tokenise
from tests.text.keywords import KEYWORDS
from tests.text.shared import rows, shared


def _words() -> Counter[str]:
    seeds = sorted(shared("seeds").glob("*.txt"))
    assert len(seeds) == 5
    texts = (fold(seed.read_text(encoding="utf-8")) for seed in seeds)
    return Counter(token.text for text in texts for token in tokenise(text))


def _gold(words: Counter[str], pattern: str) -> Counter[str]:
    sign = re.compile(pattern.replace("ه", "ە").replace("وو", "و"))
    return Counter({word: count for word, count in words.items() if sign.search(word)})


def test_54_keywords_are_found_in_the_seeds_with_precision_and_recall_of_99_in_100(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = _words()
    counted = {row["id"]: int(row["gold_tokens"]) for row in rows("kurdish/keyword_eval.tsv")}
    assert counted.keys() == KEYWORDS.keys()
    right = wrong = missed = 0
    errors: list[str] = []
    for keyword, (stems, pattern) in KEYWORDS.items():
        gold = _gold(words, pattern)
        assert gold.total() == counted[keyword], (keyword, gold)
        index = StemIndex(stems)
        found = Counter({word: count for word, count in words.items() if index.find(word)})
        right += (found & gold).total()
        wrong += (found - gold).total()
        missed += (gold - found).total()
        errors += [f"{keyword}: +{word}" for word in found - gold]
        errors += [f"{keyword}: -{word}" for word in gold - found]
    precision, recall = right / (right + wrong), right / (right + missed)
    with capsys.disabled():
        print(f"\n54 keywords: precision {precision:.4f} recall {recall:.4f} {errors}")  # noqa: T201
    assert precision >= 0.99
    assert recall >= 0.99
