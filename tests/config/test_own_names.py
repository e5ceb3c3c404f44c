from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from daemon.config.own_names import FILE, add_entity
from daemon.errors import Problem, SettingsError

NAME = {"id": "zaryan", "type": "armed_group", "name": 'The "Zaryan"', "ckb": ["گرووپی زەریان"]}


def sound() -> None:
    """Nothing is wrong with the rules."""


def broken() -> None:
    raise SettingsError([Problem("names.toml", 3, "something is wrong")])


def test_a_name_is_written_as_an_entity(tmp_path: Path) -> None:
    file = add_entity(tmp_path, NAME, sound)
    assert file == tmp_path / FILE
    assert tomllib.loads(file.read_text(encoding="utf-8"))["entity"] == [NAME]
    assert "گرووپی زەریان" in file.read_text(encoding="utf-8"), "readable as it is"
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def test_what_stands_in_the_file_stays_as_it_was(tmp_path: Path) -> None:
    own = '# ours\n[[entity]]   # spaced\nid   = "a-b"\ntype = "person"\nname = "A"  # yes\n'
    (tmp_path / FILE).write_text(own, encoding="utf-8")
    (tmp_path / FILE).chmod(0o640)
    add_entity(tmp_path, NAME, sound)
    written = (tmp_path / FILE).read_text(encoding="utf-8")
    assert written.startswith(own)
    assert [one["id"] for one in tomllib.loads(written)["entity"]] == ["a-b", "zaryan"]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o640


def test_a_name_that_spoils_the_rules_is_taken_back(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="something is wrong"):
        add_entity(tmp_path, NAME, broken)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / FILE).write_text("# ours", encoding="utf-8")
    with pytest.raises(SettingsError):
        add_entity(tmp_path, NAME, broken)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "# ours"


def test_the_rules_are_checked_with_the_name_in_them(tmp_path: Path) -> None:
    seen: list[str] = []
    add_entity(tmp_path, NAME, lambda: seen.append((tmp_path / FILE).read_text("utf-8")))
    assert "zaryan" in seen[0]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        add_entity(tmp_path / "nowhere", NAME, sound)
