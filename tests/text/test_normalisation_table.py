"""Every row of the measured normalisation table, in the places where its condition holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from daemon.text.spelling import canonical, fold, loosen
from tests.text.shared import rows

Row = dict[str, str]
MIDDLE = (("ب", "ب"),)
ANYWHERE = (("ب", "ب"), ("ب", ""), ("ب", " "))
INITIAL = (("", "ب"), (" ", "ب"), ("(", "ب"))
FINAL = (("ب", ""), ("ب", " "), ("ب", "،"))
HEH_GOAL = "\u06c1"
LATIN = (("b", "b"), ("", "b"), ("b", ""))


def _text(codes: str) -> str:
    if codes == "(delete)":
        return ""
    return "".join(chr(int(digits, 16)) for digits in codes.replace("U+", "").split())


def _places(row: Row) -> tuple[tuple[str, str], ...]:
    if row["level"] == "kmr-Latn":
        return LATIN
    if "word-initial" in row["condition"]:
        return INITIAL
    if "word-final" in row["condition"] and row["order"] == "6":
        return FINAL
    return MIDDLE if row["order"] == "1" else ANYWHERE


def _key(row: Row) -> Callable[[str], str]:
    if row["level"] == "canon":
        return canonical
    if row["level"] == "loose" or "LOOSE" in row["condition"]:
        return lambda text: loosen(fold(text))
    return fold


def _failures(row: Row) -> Iterator[str]:
    given = _text(row["from_cp"]) if row["from_cp"] else row["from"]
    meant = _text(row["to_cp"]) if row["to_cp"] else row["to"]
    key = _key(row)
    for before, after in _places(row):
        found = key(before + given + after)
        wanted = before + meant + after if row["level"] == "canon" else key(before + meant + after)
        if row["order"] == "1" or given == HEH_GOAL:
            wanted = canonical(wanted)  # it stands for letters that have rows of their own
        if found != wanted:
            yield f"{row['from_cp']} {row['condition']}: {found!r}, not {wanted!r}"


def test_all_893_rows_of_the_table_hold() -> None:
    table = rows("kurdish/normalisation.tsv")
    assert len(table) == 893
    assert [failure for row in table for failure in _failures(row)] == []


def test_letters_that_only_the_loose_key_merges_stay_apart_in_the_match_key() -> None:
    table = [row for row in rows("kurdish/normalisation.tsv") if "LOOSE" in row["condition"]]
    assert len(table) == 5
    assert all(fold(row["from"]) != fold(row["to"]) for row in table)
