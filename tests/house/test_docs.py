from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from daemon.cli import COMMANDS, cli
from daemon.config import schema
from daemon.config.load import load_settings, read_rules
from daemon.config.rule_files import SHIPPED
from daemon.errors import Problem
from tests.house.repository import ROOT

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


def commands(
    before: str = "didevan", group: click.Group = cli
) -> Iterator[tuple[str, click.Command]]:
    """Every command by the words that call it, those of a group included."""
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None, f"{before} {word} cannot be found"
        if isinstance(command, click.Group):
            yield from commands(f"{before} {word}", command)
        else:
            yield f"{before} {word}", command


def test_every_file_of_the_command_line_that_offers_a_command_is_in_commands() -> None:
    offered = {
        path.stem
        for path in (ROOT / "daemon" / "cli").glob("[!_]*.py")
        if hasattr(import_module(f"daemon.cli.{path.stem}"), "command")
    }
    assert offered == set(COMMANDS)


def test_every_command_says_what_it_does_and_stands_in_the_docs() -> None:
    said = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, command in commands():
        assert command.help, f"{name} has no help"
        assert name in said, f"{name} is not in the README or docs/"


def test_every_option_of_every_command_has_its_help() -> None:
    for name, command in commands():
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.opts[0]} has no help"
