"""For any text: evidence points at what it quotes, sums hold, nothing raises, time is linear."""

from __future__ import annotations

import time
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.building import shipped

WORDS = [
    "هێرشه‌که",
    "هـێـرشـی",
    "مووشەکییەکانیان",
    "داعش",
    "كوژران",
    "بۆمبێكى",
    "چێنراو",
    "په‌که‌که",
    "حەشدی",
    "شەعبی",
    "یاریزان",
    "گۆڵ",
    "êrîşa",
    "DAIŞê",
    "teqiya",
    "٣",
    "1988",
    ".",
    "\n",
    "&zwnj;",
    "\u202bهێرش\u202c",
    "ﻫﯚﺷﻴﺎﺭ",
    "تەقینەوەیەکیڕوویداو",
]
kurdish = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
texts = st.one_of(
    kurdish, st.text(max_size=200), st.tuples(kurdish, st.text(max_size=20)).map("".join)
)


@settings(max_examples=150)
@given(title=texts, body=texts)
def test_every_match_and_mention_quotes_its_field_exactly(title: str, body: str) -> None:
    fields = {"title": title, "body": body}
    verdict = shipped().match(fields)
    quoted = [(m.field, m.start, m.end, m.surface) for m in verdict.matches]
    quoted += [(m.field, m.start, m.end, m.surface) for m in verdict.entities]
    for field, start, end, surface in quoted:
        assert fields[field][start:end] == surface != ""


@settings(max_examples=100)
@given(text=texts)
def test_the_weights_of_a_flagged_category_sum_to_its_score(text: str) -> None:
    verdict = shipped().match({"text": text})
    sums: dict[str, float] = defaultdict(float)
    for match in verdict.matches:
        sums[match.category] += match.weight
    assert set(sums) == set(verdict.categories)
    if verdict.flagged:
        thresholds = {one.id: one.threshold for one in shipped().categories}
        best = max(sums[category] / thresholds[category] for category in sums)
        assert abs(best - verdict.score) < 0.02
        assert verdict.severity is not None


@settings(max_examples=60)
@given(text=texts)
def test_an_explanation_agrees_with_the_verdict_and_never_raises(text: str) -> None:
    matcher = shipped()
    explanation = matcher.explain({"text": text})
    assert explanation.verdict == matcher.match({"text": text})
    flagged = {category.category for category in explanation.categories if category.flagged}
    assert flagged == set(explanation.verdict.categories)
    assert str(explanation)


def test_no_fields_and_empty_fields_are_nothing() -> None:
    for fields in ({}, {"text": ""}, {"title": "", "body": ""}):
        verdict = shipped().match(fields)
        assert (verdict.flagged, verdict.score, verdict.matches) == (False, 0.0, ())


def _seconds(text: str) -> float:
    begin = time.process_time()
    shipped().match({"text": text})
    return time.process_time() - begin


def test_time_grows_with_the_length_of_the_text_and_not_faster() -> None:
    for words in ("هێرش ", "عەسائیب ", "هێرش" * 30, "داعش هێرشی کردە سەر گوند. ", "بەدر\n"):
        unit = words * (6_000 // len(words))
        _seconds(unit)
        small = min(_seconds(unit) for _ in range(3))
        large = min(_seconds(unit * 6) for _ in range(2))
        assert large < small * 6 * 4 + 0.05, words
