from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.repository import ROOT, missing

UNIT = ROOT / "systemd" / "didevan.service"
MOST_EXPOSED = 1.5


def directives(text: str) -> list[tuple[str, str]]:
    lines = [line for line in text.splitlines() if "=" in line and not line.startswith("#")]
    return [(key, value) for key, _, value in (line.partition("=") for line in lines)]


@pytest.fixture
def unit() -> dict[str, str]:
    return dict(directives(UNIT.read_text(encoding="utf-8")))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    if shutil.which(command[0]) is None:
        missing(f"{command[0]} is not there")
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    # where it will be installed there is nothing yet: another program stands in for ours
    text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text(), flags=re.MULTILINE)
    copy = tmp_path / UNIT.name
    copy.write_text(text, encoding="utf-8")
    done = run("systemd-analyze", "verify", str(copy))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_systemd_finds_the_drop_in_sound_with_every_line_in_use(tmp_path: Path) -> None:
    text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT.read_text(), flags=re.MULTILINE)
    (tmp_path / UNIT.name).write_text(text, encoding="utf-8")
    folder = tmp_path / f"{UNIT.name}.d"
    folder.mkdir()
    example = (ROOT / "systemd" / "drop-in.example.conf").read_text(encoding="utf-8")
    used = re.sub(r"^#(?=\w+=)", "", example, flags=re.MULTILINE)
    used = re.sub(r"^ExecStart=/\S+", "ExecStart=/bin/true", used, flags=re.MULTILINE)
    assert used.count("LoadCredential=") == 2
    (folder / "local.conf").write_text(used, encoding="utf-8")
    done = run("systemd-analyze", "verify", str(tmp_path / UNIT.name))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_service_is_hardly_exposed() -> None:
    done = run("systemd-analyze", "security", "--offline=true", "--no-pager", str(UNIT))
    level = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert level, done.stdout + done.stderr
    assert float(level[1]) <= MOST_EXPOSED


def test_the_unit_tells_when_it_is_ready_and_is_watched(unit: dict[str, str]) -> None:
    assert unit["Type"] == "notify"
    assert int(unit["WatchdogSec"]) >= 30
    assert (unit["Restart"], unit["StartLimitIntervalSec"]) == ("on-failure", "0")


def test_what_does_not_mend_itself_is_not_started_again(unit: dict[str, str]) -> None:
    assert unit["RestartPreventExitStatus"].split() == ["2", "78"]


def test_what_the_service_writes_lies_in_its_state_and_is_not_run(unit: dict[str, str]) -> None:
    assert unit["StateDirectory"] == "didevan"
    assert "/var/lib/didevan" in unit["NoExecPaths"].split()
    assert unit["UMask"] == "0077"


def test_the_unit_holds_no_secret_and_needs_no_credential() -> None:
    text = UNIT.read_text(encoding="utf-8")
    assert "LoadCredential" not in text  # a credential that is not there stops the start
    assert "Environment=PASS" not in text


def test_the_user_and_the_folders_are_made_where_they_are_missing(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "opt" / "didevan").mkdir(parents=True)
    shutil.copy(ROOT / "sources.toml", tmp_path / "opt" / "didevan")
    users = run(
        "systemd-sysusers", f"--root={tmp_path}", str(ROOT / "systemd/didevan.sysusers.conf")
    )
    assert users.returncode == 0, users.stderr
    assert "\ndidevan:" in "\n" + (tmp_path / "etc" / "passwd").read_text(encoding="utf-8")
    # who runs this test may not be root, and then cannot give a file to anybody
    text = (ROOT / "systemd" / "didevan.tmpfiles.conf").read_text(encoding="utf-8")
    text = text.replace(" root root ", " - - ").replace(" didevan didevan ", " - - ")
    rules = tmp_path / "tmpfiles.conf"
    rules.write_text(text, encoding="utf-8")
    made = run("systemd-tmpfiles", f"--root={tmp_path}", "--create", str(rules))
    assert made.returncode == 0, made.stderr
    copied = tmp_path / "etc" / "didevan" / "sources.toml"
    assert copied.read_bytes() == (ROOT / "sources.toml").read_bytes()
    assert (tmp_path / "etc" / "didevan" / "rules").is_dir()
    assert (tmp_path / "var" / "lib" / "didevan").stat().st_mode & 0o777 == 0o700
