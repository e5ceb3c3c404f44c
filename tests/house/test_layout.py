from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import daemon
from tests.house.repository import ROOT, modules, tracked

LONGEST = 300
AT_THE_TOP = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "bench",
    "daemon",
    "docs",
    "migrations",
    "pyproject.toml",
    "sources.toml",
    "systemd",
    "tests",
}
SAY_NOTHING = {"base", "common", "core", "daemon", "handler", "helpers", "manager", "utils"}
PROMISES = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_only_the_known_names_stand_at_the_top() -> None:
    assert {file.relative_to(ROOT).parts[0] for file in tracked()} <= AT_THE_TOP


def test_no_file_of_ours_is_longer_than_can_be_read_at_once() -> None:
    lengths = {place(path): len(path.read_text().splitlines()) for path in modules("daemon")}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_is_named_for_what_it_is() -> None:
    parts = {
        path: path.relative_to(ROOT / "daemon").with_suffix("").parts for path in modules("daemon")
    }
    assert [place(path) for path, names in parts.items() if SAY_NOTHING & set(names)] == []


def test_every_module_opens_with_a_sentence() -> None:
    for path in modules("daemon"):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert said, f"{place(path)} has no docstring"
        assert said.split("\n\n")[0].rstrip().endswith((".", "?", "!")), place(path)


def test_nothing_is_promised_for_later() -> None:
    paths = [*modules("daemon"), *modules("tests"), *modules("migrations"), *modules("bench")]
    assert [
        place(path) for path in paths if PROMISES.search(path.read_text(encoding="utf-8"))
    ] == []


def test_the_package_called_daemon_is_ours() -> None:
    # another package on the index is imported by the same name
    assert Path(daemon.__file__).parent == ROOT / "daemon"


@pytest.mark.parametrize("room", sorted(p.parent.name for p in ROOT.glob("daemon/*/__init__.py")))
def test_every_room_has_its_tests(room: str) -> None:
    if room == "model":
        return  # values without behaviour: every other room's tests use them
    assert list((ROOT / "tests" / room).glob("test_*.py")), f"tests/{room} is empty"
