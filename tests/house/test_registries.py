from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel

from daemon.channels import CHANNELS
from daemon.sources import KINDS
from tests.house.repository import ROOT

REGISTRIES: dict[str, Mapping[str, object]] = {
    "sources": KINDS,
    "channels": CHANNELS,
}


def kind_files(room: str) -> dict[str, object]:
    """The files of a room that offer a kind, by their names."""
    stems = [path.stem for path in sorted(Path(ROOT, "daemon", room).glob("[!_]*.py"))]
    offered = {stem: import_module(f"daemon.{room}.{stem}") for stem in stems}
    return {stem: module.KIND for stem, module in offered.items() if hasattr(module, "KIND")}


@pytest.mark.parametrize("room", REGISTRIES)
def test_every_file_that_offers_a_kind_is_registered_under_its_name(room: str) -> None:
    offered = kind_files(room)
    assert offered
    assert dict(REGISTRIES[room]) == offered


@pytest.mark.parametrize("room", REGISTRIES)
def test_every_kind_refuses_options_it_does_not_know(room: str) -> None:
    for kind in REGISTRIES[room].values():
        options: type[BaseModel] = kind.Options  # type: ignore[attr-defined]
        assert options.model_config.get("extra") == "forbid"


def test_the_default_channel_needs_no_options() -> None:
    assert isinstance(CHANNELS["maildir"].Options(), BaseModel)
