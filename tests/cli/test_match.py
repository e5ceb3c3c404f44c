"""``match``: its lines of JSON are a contract, and its words say why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.didevan import Didevan

BLAST = "تەقینەوەیەکی بۆمب لە کەرکووک ڕوویدا و سێ کەس کوژران"  # a bomb in Kirkuk, three killed
SPORT = "یانەی هەولێر بە دوو گۆڵ یارییەکەی بردەوە"  # a football match, won by two goals
TITLE = "😀 تەقینەوەیەکی بۆمب لە کەرکووک"
BODY = "سەرەتا.\nته‌قینه‌وه‌ی بۆمبێک سێ کەسی کوشت."  # in the old spelling of ە
ANSWER = ["id", "flagged", "score", "severity", "language", "categories", "matches", "entities"]
MATCH = ["category", "term", "field", "surface", "start", "end", "weight"]
ENTITY = ["id", "type", "name", "surface", "start", "end"]


def answers(didevan: Didevan, *questions: object) -> list[dict[str, Any]]:
    """The answer to each question: an object, or a line as it is."""
    lines = [one if isinstance(one, str) else json.dumps(one) for one in questions]
    said = didevan("match", "--jsonl", given="\n".join(lines)).stdout
    return [json.loads(line) for line in said.splitlines()]


def test_an_answer_has_the_keys_of_the_contract(didevan: Didevan) -> None:
    [answer] = answers(didevan, {"id": 1, "text": BLAST})
    assert list(answer) == ANSWER
    assert (answer["id"], answer["flagged"], answer["language"]) == (1, True, "ckb")
    assert answer["severity"] in ("low", "medium", "high", "critical")
    assert answer["score"] >= 1
    assert "explosion_ied" in answer["categories"]
    assert answer["matches"]
    for match in answer["matches"]:
        assert list(match)[: len(MATCH)] == MATCH
        assert isinstance(match["weight"], float)
        assert match["category"] in answer["categories"]
    [kirkuk] = [entity for entity in answer["entities"] if entity["id"] == "kirkuk"]
    assert [key for key in kirkuk if key in ENTITY] == ENTITY


def test_a_text_that_is_not_flagged_has_the_same_keys(didevan: Didevan) -> None:
    [answer] = answers(didevan, {"id": 1, "text": SPORT})
    assert list(answer) == ANSWER
    assert (answer["flagged"], answer["severity"], answer["categories"], answer["matches"]) == (
        False,
        None,
        [],
        [],
    )


@pytest.mark.parametrize(
    "language", [{}, {"language": None}, {"language": "ckb"}, {"language": ""}]
)
def test_offsets_count_code_points_in_the_field_as_given(
    didevan: Didevan, language: dict[str, str | None]
) -> None:
    given = {"title": TITLE, "body": BODY}
    [answer] = answers(didevan, {"id": "x", **given, **language})
    assert {match["field"] for match in answer["matches"]} == {"title", "body"}
    for found in (*answer["matches"], *answer["entities"]):
        assert given[found["field"]][found["start"] : found["end"]] == found["surface"]
    surfaces = {match["surface"] for match in answer["matches"] if match["start"] == 8}
    assert "ته‌قینه‌وه‌ی" in surfaces, "as written, and not as folded"
    assert answer["language"] == "ckb"


def test_ids_are_kept_as_they_are_and_the_order_too(didevan: Didevan) -> None:
    ids = [3, "ب", None, 1.5, {"a": [1]}, True, 10**30, "3"]
    found = answers(didevan, *({"id": each, "text": SPORT} for each in ids))
    assert [answer["id"] for answer in found] == ids
    assert [type(answer["id"]) for answer in found] == [type(each) for each in ids]


def test_without_an_id_it_is_null(didevan: Didevan) -> None:
    [answer] = answers(didevan, {"text": SPORT})
    assert (answer["id"], list(answer)) == (None, ANSWER)


@pytest.mark.parametrize(
    ("line", "kept", "reason"),
    [
        ("{", {}, "not JSON: "),
        ("nothing", {}, "not JSON: "),
        ("[" * 100_000, {}, "not JSON: "),
        ('{"id": NaN, "text": "x"}', {}, "not JSON: NaN"),
        ('{"id": 1e999, "text": "x"}', {}, "not JSON: 1e999"),
        ('["text"]', {}, "not a JSON object"),
        ("5", {}, "not a JSON object"),
        ("null", {}, "not a JSON object"),
        ({"id": 7}, {"id": 7}, "no text: give 'text', or 'title' and 'body'"),
        ({"id": 7, "text": None, "title": None}, {"id": 7}, "no text: "),
        ({"id": 7, "text": 5}, {"id": 7}, "'text' is not a string"),
        ({"id": 7, "title": ["x"], "text": "y"}, {"id": 7}, "'title' is not a string"),
        ({"id": 7, "text": "x", "language": 5}, {"id": 7}, "'language' is not a string"),
        ({"text": False}, {}, "'text' is not a string"),
    ],
)
def test_a_bad_line_is_told_in_its_place_and_the_rest_goes_on(
    didevan: Didevan, line: object, kept: dict[str, object], reason: str
) -> None:
    before, bad, after = answers(didevan, {"id": 1, "text": BLAST}, line, {"id": 2, "text": BLAST})
    assert (before["id"], after["id"]) == (1, 2)
    assert before["flagged"]
    assert after["flagged"]
    error = bad.pop("error")
    assert error.startswith(reason)
    assert bad == kept


def test_bytes_that_are_no_text_are_a_bad_line(didevan: Didevan) -> None:
    good = json.dumps({"text": BLAST}).encode()
    said = didevan("match", "--jsonl", given=b'{"text": "\xff\xfe"}\n' + good).stdout
    bad, after = (json.loads(line) for line in said.splitlines())
    assert bad["error"].startswith("not JSON: ")
    assert after["flagged"]


def test_half_a_letter_comes_back_as_it_went_in(didevan: Didevan) -> None:
    line = '{"id": "\\ud83d", "text": "BLAST \\ud83d"}'.replace("BLAST", BLAST)
    result = didevan("match", "--jsonl", given=line)
    assert result.stdout.isascii()
    answer = json.loads(result.stdout)
    assert (answer["id"], answer["flagged"]) == ("\ud83d", True)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "!؟،"])
def test_a_text_without_words_is_no_error(didevan: Didevan, text: str) -> None:
    [answer] = answers(didevan, {"id": 1, "text": text})
    assert (answer["flagged"], answer["score"], answer["matches"]) == (False, 0.0, [])


def test_empty_lines_have_no_answer(didevan: Didevan) -> None:
    assert [one["id"] for one in answers(didevan, "", {"id": 1, "text": "x"}, "  ", "")] == [1]


def test_kurdish_is_written_as_kurdish(didevan: Didevan) -> None:
    line = json.dumps({"text": BLAST}, ensure_ascii=False)
    assert "تەقینەوەیەکی" in didevan("match", "--jsonl", given=line).stdout


@pytest.mark.parametrize(
    ("named", "language"),
    [("kmr", "kmr"), ("KMR-Latn", "kmr"), ("kmr-Arab", "kmr-Arab"), ("badini", "kmr-Arab")],
)
def test_the_language_named_helps_where_the_text_does_not_tell(
    didevan: Didevan, named: str, language: str
) -> None:
    [answer] = answers(didevan, {"text": "123", "language": named})
    assert answer["language"] == language


@pytest.mark.parametrize("named", ["tlh", "ku", "x" * 1000])
def test_a_language_that_is_none_of_ours_is_as_good_as_none(didevan: Didevan, named: str) -> None:
    unnamed, unknown = answers(didevan, {"text": BLAST}, {"text": BLAST, "language": named})
    assert unknown == unnamed


def test_files_and_the_standard_input_are_read_in_order(didevan: Didevan, tmp_path: Path) -> None:
    for name in ("first", "third"):
        line = json.dumps({"id": name, "text": SPORT})
        (tmp_path / name).write_text(line + "\n", encoding="utf-8-sig")
    files = (str(tmp_path / "first"), "-", str(tmp_path / "third"))
    said = didevan("match", "--jsonl", *files, given='{"id": "second", "text": ""}').stdout
    assert [json.loads(line)["id"] for line in said.splitlines()] == ["first", "second", "third"]


def test_a_text_is_explained_in_words(didevan: Didevan, tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(BLAST, encoding="utf-8")
    lines = didevan("match", str(file)).stdout.splitlines()
    assert lines[0] == f"{file}:"
    assert lines[1].startswith("  flagged: score ")
    assert any("(explosion_ied)" in line and line.endswith(", flagged") for line in lines)
    assert any(line.strip().startswith("+") and "«بۆمب»" in line for line in lines)
    assert any("Kirkuk" in line for line in lines)


def test_a_text_that_is_not_flagged_is_explained_too(didevan: Didevan) -> None:
    said = didevan("match", given=SPORT).stdout
    assert said.startswith("<stdin>:\n  not flagged")


def test_what_is_in_a_text_cannot_steer_the_terminal(didevan: Didevan) -> None:
    said = didevan("match", given=f"\x1b[2J{BLAST}\x1b]0;x\x07").stdout
    assert all(line.replace("\u200c", "").isprintable() for line in said.splitlines())


def test_no_sources_are_needed_and_nothing_is_made(didevan: Didevan) -> None:
    (didevan.folder / "sources.toml").unlink()
    assert "not flagged" in didevan("match", given=SPORT).stdout
    assert not didevan.state.exists()


def test_a_folder_of_rules_of_ones_own_is_used(didevan: Didevan) -> None:
    (didevan.folder / "mine").mkdir()
    (didevan.folder / "config.toml").write_text('[rules]\nfolder = "mine"\n', encoding="utf-8")
    (didevan.folder / "mine" / "broken.toml").write_text("[[rule]]\nterm = 5\n", encoding="utf-8")
    assert "broken.toml:" in didevan.ending(2, "match", given=SPORT).stderr


def test_a_file_that_is_not_there_is_a_usage_error(didevan: Didevan) -> None:
    assert "nowhere.txt" in didevan.ending(2, "match", "nowhere.txt").stderr
