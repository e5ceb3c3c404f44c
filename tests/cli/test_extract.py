"""``extract``: its JSON is a contract, and no page ends it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.didevan import Didevan
from tests.cli.test_parse import SAMPLES, spoiled

PAGES = sorted((SAMPLES / "pages").glob("*.html"))
KEYS = ["title", "body", "published_at", "precision", "origin", "author", "language", "problem"]
WITH_SELECTORS = """\
[[source]]
name = "chosen"
outlet = "Nimûne"
url = "https://nimune.example/"
kind = "rss"
language = "ckb"
zone = "Asia/Tehran"
selectors = { body = ".only", title = "b", date = "i" }
"""
SMALL = (
    "<b>سەردێڕ</b><i>22/02/2026 10:00</i><div class='only'>دەقی هەواڵەکە کە کورتە و لێرەیە.</div>"
)


def told(didevan: Didevan, *words: str, given: str | bytes | None = None) -> Any:
    return json.loads(didevan("extract", "--json", *words, given=given).stdout)


def test_a_page_has_the_keys_of_the_contract(didevan: Didevan) -> None:
    found = told(didevan, str(SAMPLES / "pages" / "wordpress.html"))
    assert list(found) == KEYS
    assert found["title"] == "لە سنووری خانەقین سێ چەکداری داعش کوژران"
    assert len(found["body"].split("\n")) == 4
    assert (found["published_at"], found["precision"], found["origin"]) == (
        "2026-02-22T07:15:00+00:00",
        "minute",
        "meta",
    )
    assert (found["author"], found["language"], found["problem"]) == ("هێمن ڕەسوڵ", "ckb", None)


def test_a_page_without_an_article_has_the_same_keys_and_its_problem(didevan: Didevan) -> None:
    found = told(didevan, str(SAMPLES / "pages" / "cloudflare.html"))
    assert list(found) == KEYS
    assert (found["title"], found["body"], found["published_at"]) == (None, "", None)
    assert (found["precision"], found["origin"], found["language"]) == ("unknown", None, None)
    assert found["problem"]["reason"] == "bot_wall"


def test_the_address_may_tell_the_day(didevan: Didevan) -> None:
    page = (SAMPLES / "pages" / "kurmanji.html").read_bytes()
    assert told(didevan, "-", given=page)["published_at"] is None
    found = told(didevan, "-", "--url", "https://nimune.example/2026/02/21/x", given=page)
    assert (found["published_at"], found["origin"]) == ("2026-02-20T21:00:00+00:00", "url")


def test_a_source_lends_its_selectors_and_its_zone(didevan: Didevan) -> None:
    with (didevan.folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(WITH_SELECTORS)
    found = told(didevan, "-", "--source", "chosen", given=SMALL)
    assert (found["title"], found["body"]) == ("سەردێڕ", "دەقی هەواڵەکە کە کورتە و لێرەیە.")
    assert (found["published_at"], found["origin"]) == ("2026-02-22T06:30:00+00:00", "selector")


def test_in_words_it_shows_the_same(didevan: Didevan) -> None:
    said = didevan("extract", str(SAMPLES / "pages" / "wordpress.html")).stdout
    assert "title:     لە سنووری خانەقین" in said
    assert "published: 2026-02-22 07:15 UTC (minute, meta)" in said
    said = didevan("extract", str(SAMPLES / "pages" / "cloudflare.html")).stdout
    assert said.startswith("no article: bot_wall: ")


@pytest.mark.parametrize("body", [b"", b"\0", b"\xff\xfe", b"<", b"%PDF-1.7", b"<p>" * 50_000])
def test_what_is_no_page_is_told(didevan: Didevan, body: bytes) -> None:
    assert told(didevan, "-", given=body)["problem"]


def test_spoiled_pages_end_nothing(didevan: Didevan, tmp_path: Path) -> None:
    for seed in range(8):
        file = tmp_path / f"{seed}.html"
        file.write_bytes(spoiled(seed))
        found = told(didevan, str(file))
        assert list(found) == KEYS
        assert (found["problem"] or {}).get("reason") != "internal_error"
