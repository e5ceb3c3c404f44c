"""A list of sources is changed where it must be, and nowhere else."""

from __future__ import annotations

import tomllib
from pathlib import Path

from daemon.config.editing import appended, changed, replace_file, written

TEXT = """\
# our sources

[[source]]
name = "one"     # the first
outlet = "یەکەم"
url = "https://one.example/feed"   # moved in spring
kind = "rss"
enabled = true

# not proven
[[source]]
name = "two"
url = "https://two.example/feed"
cadence = { shortest_minutes = 5 }
"""


def test_what_is_named_is_set_and_all_comments_stay() -> None:
    text = changed(TEXT, {"one": {"url": "https://one.example/new", "probed": "3 entries"}})
    assert tomllib.loads(text)["source"][0]["url"] == "https://one.example/new"
    assert tomllib.loads(text)["source"][0]["probed"] == "3 entries"
    gone = [line for line in TEXT.splitlines() if line not in text.splitlines()]
    assert gone == ['url = "https://one.example/feed"   # moved in spring']
    assert "# moved in spring" in text
    assert text.index("# not proven") < text.index('name = "two"')


def test_without_changes_not_a_letter_changes() -> None:
    assert changed(TEXT, {}) == TEXT
    assert changed(TEXT, {"three": {"url": "x"}}) == TEXT


def test_changing_twice_is_changing_once() -> None:
    once = changed(TEXT, {"two": {"probed": "nothing", "candidates": ["https://two.example/rss"]}})
    again = changed(once, {"two": {"probed": "nothing", "candidates": ["https://two.example/rss"]}})
    assert again == once


def test_new_tables_come_to_the_end_with_the_common_keys_first() -> None:
    table = {"link": "a", "kind": "listing", "name": "three", "url": "https://x.example/"}
    text = appended(TEXT, [table, {"name": "four"}])
    assert text.startswith(TEXT)
    assert tomllib.loads(text)["source"][2:] == [table, {"name": "four"}]
    assert list(tomllib.loads(written([table]))["source"][0]) == ["name", "url", "kind", "link"]
    assert appended("", [{"name": "four"}]) == written([{"name": "four"}])


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0o640)
    replace_file(file, "# کورت\n".encode())
    assert file.read_text(encoding="utf-8") == "# کورت\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]
