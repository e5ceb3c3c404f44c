"""The gold texts are enough, and the scorer counts as it says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from daemon.rules.score import Score
from tests.gold.__main__ import FLOORS, main
from tests.gold.labelled import (
    REAL_NEWS,
    blind_texts,
    fourth_blind_texts,
    own_texts,
    plain_blind_texts,
    real_news,
    third_blind_texts,
)
from tests.gold.scores import Scores, score
from tests.rules.building import rule, shipped, small

LANGUAGES = {"ckb", "kmr-Arab", "kmr"}


def test_every_category_has_twenty_texts_that_must_match_and_twenty_that_must_not() -> None:
    must = Counter(category for text in own_texts() for category in text.categories)
    must_not = Counter(text.trap for text in own_texts() if text.trap)
    for category in shipped().categories:
        assert must[category.id] >= 20
        assert must_not[category.id] >= 20


def test_every_category_has_texts_of_both_kinds_in_all_three_written_forms() -> None:
    for category in shipped().categories:
        of_it = [text for text in own_texts() if category.id in text.categories | {text.trap}]
        assert {text.language for text in of_it if text.security} == LANGUAGES
        assert {text.language for text in of_it if not text.security} == LANGUAGES


def test_no_text_stands_twice_and_every_span_stands_in_its_text() -> None:
    texts = own_texts()
    assert len({text.id for text in texts}) == len({text.text for text in texts}) == len(texts)
    assert all(text.span in text.text for text in texts)
    assert all(text.span for text in texts if text.categories)


def test_no_gold_text_of_ours_is_taken_from_the_shared_news() -> None:
    news = real_news()
    if news is None:
        pytest.skip("the shared real news is absent")
    real = "\n".join(text.text for text in news)
    assert [text.id for text in own_texts() if text.text in real] == []


def test_precision_recall_and_f1_are_what_they_are_called() -> None:
    found = Score(right=3, wrong=1, missed=2)
    assert (found.precision, found.recall) == (0.75, 0.6)
    assert found.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)
    assert Score(missed=1).f1 == 0.0


def test_micro_counts_every_decision_alike_and_macro_every_category() -> None:
    scores = Scores()
    scores.by_name["category a"] = Score(right=9, wrong=1)
    scores.by_name["category b"] = Score(missed=2)
    scores.by_name["all"] = Score(wrong=50)
    assert scores.micro() == Score(right=9, wrong=1, missed=2)
    assert scores.macro() == pytest.approx((18 / 19 + 0) / 2)
    assert scores.floors()["categories macro"] == scores.macro()
    assert Scores().macro() == 1.0


def test_a_category_found_elsewhere_than_at_its_span_is_not_found() -> None:
    matcher = small(rule("attack").replace("attacks", "explosion_ied"))
    texts = [text for text in own_texts() if text.id == "explosion_ied-ckb-01"]
    scores = score(matcher, texts, every_category=False)
    assert scores.by_name["category explosion_ied"].missed == 1
    assert len(scores.errors) == 1


def test_a_figure_below_its_floor_fails_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"own": {"all": 1.1}}', encoding="utf-8")
    assert main([], floors) == 1
    assert "BELOW ITS FLOOR: own all" in capsys.readouterr().out
    floors.write_text('{"own": {"all": 0.5}}', encoding="utf-8")
    assert main([], floors) == 0


def test_every_floor_names_something_that_is_measured() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    sets = {
        "own": own_texts(),
        "blind": blind_texts(),
        "plain": plain_blind_texts(),
        "third": third_blind_texts(),
        "fourth": fourth_blind_texts(),
    }
    assert set(floors) == {*sets, "real"}
    for name, texts in sets.items():
        assert set(floors[name]) <= set(score(shipped(), texts, every_category=False).floors())


def test_without_the_shared_news_ci_refuses_and_others_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.gold.labelled.REAL_NEWS", REAL_NEWS / "absent")
    monkeypatch.delenv("CI", raising=False)
    assert real_news() is None
    monkeypatch.setenv("CI", "true")
    with pytest.raises(SystemExit, match="is missing"):
        real_news()
