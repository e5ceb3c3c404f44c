from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from daemon.config.files import load_sources
from daemon.config.load import load_settings
from daemon.config.places import find_places
from daemon.sources import KINDS
from tests.house.repository import ROOT, tracked

# in pieces, so that this file does not hold them
MACHINE = ("/wo" + "rk/main", "/wo" + "rk/shared", "/tm" + "p/didevan")
REGISTRY_HOSTS = ("pyp" + "i.org", "pythonh" + "osted.org")
LOCKS = sorted(ROOT.glob(".ci/*.lock"))


def test_the_shipped_sources_and_rules_load_without_a_problem(tmp_path: Path) -> None:
    places = find_places({"HOME": str(tmp_path)}, here=ROOT, system=tmp_path)
    settings = load_settings(places.sources, places.config, state_dir=places.state_dir)
    assert places.sources == ROOT / "sources.toml"
    assert len(settings.sources) >= 40
    assert settings.rules.categories


def test_only_sources_with_good_evidence_are_enabled_and_each_says_why() -> None:
    tables = tomllib.loads((ROOT / "sources.toml").read_text(encoding="utf-8"))["source"]
    enabled = [table for table in tables if table["enabled"]]
    assert enabled
    assert all(table["reason"].startswith(("high: ", "medium-high: ")) for table in enabled)
    assert all(table["reason"] for table in tables)


def test_every_table_of_the_shipped_sources_is_complete() -> None:
    tables = tomllib.loads((ROOT / "sources.toml").read_text(encoding="utf-8"))["source"]
    keys = ["name", "outlet", "url", "kind", "language", "zone", "enabled", "reason"]
    assert all(list(table)[: len(keys)] == keys for table in tables)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_pins_by_hash_and_names_no_host(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in pin for pin in pins)
    assert sum("--hash=sha256:" in line for line in lines) >= len(pins)
    assert [line for line in lines if "://" in line or "index-url" in line] == []


def test_both_lock_files_are_there() -> None:
    assert [lock.name for lock in LOCKS] == ["requirements-dev.lock", "requirements.lock"]


def test_no_file_names_a_place_on_one_machine_or_a_package_registry() -> None:
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "replace")
        found = [word for word in (*MACHINE, *REGISTRY_HOSTS) if word in text]
        assert not found, f"{path.relative_to(ROOT)} holds {found}"


def test_the_shipped_sources_are_of_every_kind_and_of_many_outlets(tmp_path: Path) -> None:
    places = find_places({"HOME": str(tmp_path)}, here=ROOT, system=tmp_path)
    sources = load_sources(places.sources)
    assert len({source.outlet for source in sources}) >= 45
    assert {source.kind for source in sources} == set(KINDS)
    assert {source.kind for source in sources if source.enabled} == {"rss", "json"}


EVIDENCE = (
    "high: ",
    "medium-high: ",
    "medium: ",
    "low-medium: ",
    "low: ",
    "dead: ",
    "probably dead: ",
)


def test_every_reason_begins_with_how_good_the_evidence_is() -> None:
    tables = tomllib.loads((ROOT / "sources.toml").read_text(encoding="utf-8"))["source"]
    assert [t["name"] for t in tables if not t["reason"].startswith(EVIDENCE)] == []
