"""The keys that any source may have, and how mistakes in them are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from daemon.config.load import load_settings
from daemon.errors import SettingsError
from daemon.model.source import Selectors
from tests.config.rooms import SOUND, load, problems_of, written

OPTIONS = """\
candidates = ["https://esta.krd/rss.xml", "https://esta.krd/atom.xml"]
headers = { "User-Agent" = "a reader", Cookie = "consent=yes" }
full_text = true
selectors = { body = "div.text > p", date = "time@datetime" }
"""


def test_a_source_keeps_its_further_addresses_headers_and_selectors(tmp_path: Path) -> None:
    (source,) = load(written(tmp_path, "sources.toml", SOUND + OPTIONS)).sources
    assert source.candidates == ("https://esta.krd/rss.xml", "https://esta.krd/atom.xml")
    assert source.headers == {"User-Agent": "a reader", "Cookie": "consent=yes"}
    assert source.full_text
    assert source.selectors == Selectors(body="div.text > p", date="time@datetime")


def test_a_channel_is_whole_unless_its_source_says_otherwise(tmp_path: Path) -> None:
    table = SOUND.replace('"rss"', '"telegram"')
    for said, whole in (("", True), ("full_text = false\n", False)):
        file = written(tmp_path, "sources.toml", table + said)
        settings = load_settings(file, None, state_dir=tmp_path)
        assert settings.sources[0].full_text is whole


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('headers = { Host = "x" }', "'headers' must not set the header 'Host'"),
        ('headers = { Authorization = "x" }', "'headers' must not set the header 'Authorization'"),
        ('headers = { "a b" = "x" }', "'headers' must not set the header 'a b'"),
        ('headers = { X = "ێ" }', "'headers' must have printable Latin letters in 'X'"),
        ('selectors = { body = "a[" }', "'body' must be a CSS selector"),
        ('selectors = { bdy = "a" }', "selectors: unknown key 'bdy' (did you mean 'body'?)"),
        ('candidates = ["ftp://esta.krd"]', "'candidates[1]' must be a URL"),
        (
            'candidates = ["https://esta.krd/feed/"]',
            "this url is already used",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    (problem,) = problems_of(written(tmp_path, "sources.toml", f"{SOUND}{line}\n"))
    assert problem.line == 8
    assert told in problem.message


def test_the_options_of_each_kind_are_told_with_their_line(tmp_path: Path) -> None:
    text = "".join(
        SOUND.replace("esta", name).replace('"rss"', f'"{kind}"') + f"{line}\n"
        for name, kind, line in (
            ("one", "listing", 'link = "a["'),
            ("two", "json", 'items = "a..b"'),
            ("three", "sitemap", "pages = 0"),
            ("four", "telegram", 'link = "a"'),
            ("five", "listing", "pages = 1"),
        )
    )
    with pytest.raises(SettingsError) as caught:
        load_settings(written(tmp_path, "sources.toml", text), None, state_dir=tmp_path)
    said = [problem.message for problem in caught.value.problems]
    assert [message.partition(":")[0] for message in said] == [
        f"source '{name}'" for name in ("one", "two", "three", "four", "five")
    ]
    assert "'link' must be a CSS selector" in said[0]
    assert "'items' must be a path like Data.Articles[]" in said[1]
    assert "'pages' must be at least 1" in said[2]
    assert "unknown key 'link'" in said[3]
    assert "'link' is missing" in said[4]
