from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from daemon.config import schema
from daemon.config.load import load_settings
from daemon.config.rule_files import SHIPPED, read_rules
from daemon.errors import Problem
from tests.house.repository import ROOT, missing

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```toml[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
RULE_TABLES = {"category", "extends", "term", "rule", "guard", "entity"}
SOUND = """\
[[source]]
name = "any"
outlet = "Any"
url = "https://example.org/feed"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
"""


def blocks() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
            line = page.read_text(encoding="utf-8").count("\n", 0, match.start()) + 1
            yield f"{page.relative_to(ROOT)}:{line}", match[1]


BLOCKS = dict(blocks())


@pytest.mark.parametrize("block", BLOCKS)
def test_every_toml_block_in_the_docs_loads(block: str, tmp_path: Path) -> None:
    text = BLOCKS[block]
    sources, config = tmp_path / "sources.toml", tmp_path / "config.toml"
    sources.write_text(SOUND, encoding="utf-8")
    config.write_text("", encoding="utf-8")
    (tmp_path / "rules").mkdir()
    tables = set(tomllib.loads(text))
    if tables & RULE_TABLES:
        (tmp_path / "rules" / "block.toml").write_text(text, encoding="utf-8")
        problems: list[Problem] = []
        assert read_rules([SHIPPED, tmp_path / "rules"], problems), problems
        return
    (sources if "source" in tables else config).write_text(text, encoding="utf-8")
    assert load_settings(sources, config, state_dir=tmp_path / "state").sources


def test_the_docs_show_both_files() -> None:
    tables = [set(tomllib.loads(text)) for text in BLOCKS.values()]
    assert any("source" in keys for keys in tables)
    assert any("recipient" in keys for keys in tables)


def test_every_key_that_may_stand_in_a_file_stands_in_the_docs() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    models = [model for model in vars(schema).values() if isinstance(model, type)]
    tables = [model for model in models if issubclass(model, schema.Table)]
    keys = {key for table in tables for key in table.model_fields}
    assert len(keys) > 20
    assert {key for key in keys if not re.search(rf"^{key} = |\b{key} = ", page)} == set()


def commands() -> dict[str, click.Command]:
    """Every command by the words that call it, those of a group included."""
    found = find_spec("daemon.cli")
    if found is None or found.origin is None:
        missing("the commands are not written yet")
    registry = import_module("daemon.cli").COMMANDS
    named = registry.values() if isinstance(registry, Mapping) else registry
    return dict(leaf for command in named for leaf in leaves("", command))


def leaves(before: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    name = f"{before} {command.name}".strip()
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from leaves(name, inner)
    else:
        yield name, command


def test_every_command_says_what_it_does_and_stands_in_the_docs() -> None:
    said = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, command in commands().items():
        assert command.help, f"didevan {name} has no help"
        assert f"didevan {name}" in said, f"didevan {name} is not in the README or docs/"


def test_every_option_of_every_command_has_its_help() -> None:
    for name, command in commands().items():
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"didevan {name} {option.opts[0]} has no help"
