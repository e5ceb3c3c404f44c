from __future__ import annotations

from pathlib import Path

import pytest

from daemon.config.load import load_settings
from daemon.config.settings import Settings
from daemon.errors import SettingsError

SOURCES = """\
[[source]]
name = "esta-ckb"
outlet = "Esta"
url = "https://esta.krd/feed/"
kind = "rss"
langauge = "ckb"
zone = "Asia/Baghdad"

[[source]]
name = "lvin-ckb"
outlet = 5
url = "https//lvinpress.com/feed/"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"

[[source]]
name = "esta-ckb"
outlet = "Esta"
url = "https://esta.krd/other/"
kind = "telegramm"
language = "ckb"
zone = "Asia/Baghdad"
"""
RULES = """\
[[term]]
id = "bomb"
glos = "bomb"
ckb = ["بۆمب"]
"""
CONFIG = '[rules]\nfolder = "mine"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "terms.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


def load(folder: Path) -> Settings:
    return load_settings(folder / "sources.toml", folder / "config.toml", state_dir=folder)


def test_six_faults_in_two_files_are_told_at_once_with_file_and_line(folder: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load(folder)
    said = str(caught.value).replace(f"{folder}/", "").splitlines()
    terms = [line for line in said if line.startswith("mine/")]
    assert any(line.startswith("mine/terms.toml:3: ") and "glos" in line for line in terms)
    assert [line for line in said if line not in terms] == [
        "sources.toml:6: source 'esta-ckb': unknown key 'langauge' (did you mean 'language'?)",
        "sources.toml:11: source 'lvin-ckb': 'outlet' must be a text in quotes, not a whole number",
        "sources.toml:12: source 'lvin-ckb': 'url' must be a URL that begins with https:// or http://",
        "sources.toml:18: source 'esta-ckb': this name is already used at sources.toml:2",
        (
            "sources.toml:21: source 'esta-ckb': unknown kind 'telegramm' "
            "(did you mean 'telegram'? known: json, listing, rss, sitemap, telegram)"
        ),
    ]
