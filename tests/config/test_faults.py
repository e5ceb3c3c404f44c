from __future__ import annotations

import re
from pathlib import Path

import pytest

from daemon.errors import Problem
from tests.config.rooms import SOUND, problems_of, written

FAULTS = sorted((Path(__file__).parents[1] / "settings").glob("*.toml"))
EXPECTED = re.compile(r"^# problem (\d+): (.*)$", re.MULTILINE)
SECRET = "xyzzy-9"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda path: path.stem)
def test_each_fault_is_told_with_its_line_and_nothing_else_is(fault: Path, tmp_path: Path) -> None:
    text = fault.read_text(encoding="utf-8")
    sources, config = written(tmp_path, "sources.toml", SOUND), None
    if fault.stem.startswith("sources-"):
        file = sources = written(tmp_path, "sources.toml", text)
    else:
        file = config = written(tmp_path, "config.toml", text)
    said = text.replace("FILE", str(file)).replace("FOLDER", str(tmp_path))
    expected = tuple(
        Problem(str(file), int(line), message) for line, message in EXPECTED.findall(said)
    )
    assert expected
    assert problems_of(sources, config) == expected
    assert not any(SECRET in str(problem) for problem in expected)


def test_there_are_faults_of_both_files_and_some_hold_a_secret() -> None:
    assert {fault.stem.partition("-")[0] for fault in FAULTS} == {"sources", "config"}
    assert sum(SECRET in fault.read_text(encoding="utf-8") for fault in FAULTS) >= 3
