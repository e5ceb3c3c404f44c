"""``parse``: its lines of JSON are a contract, and no document ends it."""

from __future__ import annotations

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from daemon.jail import Jail
from daemon.model.outcome import Fetched
from daemon.model.source import Source
from daemon.service.saved import LARGEST
from daemon.sources import KINDS
from tests.cli.didevan import Didevan

SAMPLES = Path(__file__).parent.parent / "samples"
FOLDERS = ("feeds", "sitemaps", "lists", "apis", "channels", "pages")
ENTRY = ["id", "url", "title", "published_at", "precision", "summary", "content"]
CARDS = """\
[[source]]
name = "cards"
outlet = "Nimûne"
url = "https://nimune.example/kurd/list.aspx"
kind = "listing"
language = "ckb"
zone = "Asia/Baghdad"
item = ".card"
link = "h3 a"
date = ".roj"
"""


def lines(didevan: Didevan, *words: str, given: bytes | None = None) -> list[dict[str, Any]]:
    said = didevan("parse", "--jsonl", *words, given=given).stdout
    return [json.loads(line) for line in said.splitlines()]


def test_a_feed_has_the_keys_of_the_contract(didevan: Didevan) -> None:
    file = str(SAMPLES / "feeds" / "rss2_sorani.xml")
    (line,) = lines(didevan, file, "--base", "https://nimune.example/rss.xml")
    assert list(line) == ["file", "kind", "entries", "problem"]
    assert (line["file"], line["kind"], line["problem"]) == (file, "rss", None)
    assert all(list(entry) == ENTRY for entry in line["entries"])
    first = line["entries"][0]
    assert first["title"] == "لە سلێمانی دوو کەس بە تۆمەتی تیرۆر دەستگیر کران"
    assert (first["published_at"], first["precision"]) == ("2026-02-22T07:00:00+00:00", "minute")


def test_an_entry_has_the_id_of_its_document_if_it_has_it_alone(didevan: Didevan) -> None:
    items = "".join(
        f"<item><guid>{guid}</guid><link>https://a.example/{n}</link></item>"
        for n, guid in enumerate(["tag:1", "tag:2", "tag:2", ""])
    )
    (line,) = lines(didevan, "-", given=f"<rss><channel>{items}</channel></rss>".encode())
    ids = [entry["id"] for entry in line["entries"]]
    assert ids == ["tag:1", "a.example/1", "a.example/2", "a.example/3"]


def test_every_file_gives_one_line_in_order(didevan: Didevan) -> None:
    files = [str(path) for folder in FOLDERS for path in sorted((SAMPLES / folder).iterdir())]
    found = lines(didevan, *files)
    assert [line["file"] for line in found] == files
    assert {line["kind"] for line in found} == set(KINDS)
    for line in found:
        assert bool(line["problem"]) != bool(line["entries"]) or line["file"].endswith("index.xml")


def test_a_document_may_come_from_the_standard_input(didevan: Didevan) -> None:
    feed = (SAMPLES / "feeds" / "atom_kurmanji.xml").read_bytes()
    (line,) = lines(didevan, "-", given=feed)
    assert (line["file"], len(line["entries"])) == ("-", 2)


def test_a_source_lends_its_kind_options_and_address(didevan: Didevan) -> None:
    with (didevan.folder / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(CARDS)
    page = str(SAMPLES / "lists" / "cards.html")
    (line,) = lines(didevan, page, "--source", "cards")
    assert line["kind"] == "listing"
    assert [entry["url"] for entry in line["entries"]] == [
        "https://nimune.example/kurd/detail/5120?ref=list",
        "https://nimune.example/detail/5119",
        "https://nimune.example/detail/5118",
    ]
    assert line["entries"][0]["published_at"] == "2026-02-22T06:40:00+00:00"
    told = didevan.ending(2, "parse", page, "--source", "nobody").stderr
    assert "There is no source 'nobody'." in told


@pytest.mark.parametrize("kind", KINDS)
def test_any_document_may_be_read_as_any_kind(didevan: Didevan, kind: str) -> None:
    files = [str(path) for folder in FOLDERS for path in sorted((SAMPLES / folder).iterdir())]
    found = lines(didevan, *files, "--kind", kind)
    assert {line["kind"] for line in found} == {kind}
    assert any(line["entries"] for line in found)


def test_in_words_it_says_what_was_found_and_what_to_read_next(didevan: Didevan) -> None:
    said = didevan("parse", str(SAMPLES / "sitemaps" / "index.xml")).stdout
    assert "read next: https://nimune.example/page-sitemap.xml" in said
    said = didevan("parse", str(SAMPLES / "feeds" / "atom_kurmanji.xml")).stdout
    assert "rss, 2 entries" in said
    assert "2026-02-22 08:00 UTC  Li Qamişlo teqînek & du birîndar" in said
    said = didevan("parse", str(SAMPLES / "feeds" / "empty.xml")).stdout
    assert "rss: empty_feed: a feed (rss20) without entries" in said


def spoiled(seed: int) -> bytes:
    """A sample document with parts cut, doubled, swapped or overwritten."""
    chance = random.Random(seed)  # noqa: S311
    paths = [path for folder in FOLDERS for path in sorted((SAMPLES / folder).iterdir())]
    body = bytearray(chance.choice(paths).read_bytes())
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(body) + 1), chance.randint(0, 60)
        part = bytes(body[at : at + length])
        body[at : at + length] = chance.choice(
            [b"", part * 3, part[::-1], chance.randbytes(length), b"<", b"]]>", b"&#x0;", b"\0\0"]
        )
    return bytes(body)


def test_spoiled_documents_end_nothing(didevan: Didevan, tmp_path: Path) -> None:
    files = []
    for seed in range(250):
        file = tmp_path / f"{seed}.xml"
        file.write_bytes(spoiled(seed))
        files.append(str(file))
    found = lines(didevan, *files)
    assert len(found) == len(files)
    assert not [line for line in found if (line["problem"] or {}).get("reason") == "internal_error"]


def test_a_document_too_large_is_not_read(didevan: Didevan) -> None:
    (line,) = lines(didevan, "-", given=b"<rss>" + b" " * LARGEST)
    assert line["problem"] == {"reason": "too_large", "detail": "more than 10,000,000 bytes"}


def test_an_error_of_ours_is_a_problem_of_one_document(
    didevan: Didevan, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = Jail.parse

    async def failing(jail: Jail, source: Source, fetched: Fetched, now: datetime) -> object:
        if source.kind == "rss":
            raise RecursionError("too deep")
        return await sound(jail, source, fetched, now)

    monkeypatch.setattr(Jail, "parse", failing)
    files = [str(SAMPLES / "feeds" / "empty.xml"), str(SAMPLES / "apis" / "listing.json")]
    first, second = lines(didevan, *files)
    assert first["problem"] == {"reason": "internal_error", "detail": "RecursionError: too deep"}
    assert len(second["entries"]) == 2
