"""Every command explains itself in sentences."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from inspect import cleandoc

import click
import pytest
from click.testing import CliRunner

from daemon import __version__
from daemon.cli import COMMANDS, cli
from tests.cli.didevan import Didevan


def commands(words: tuple[str, ...], group: click.Group) -> Iterator[tuple[str, ...]]:
    yield words
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands((*words, name), command)
        else:
            yield (*words, name)


EVERY = list(commands((), cli))


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_help_begins_with_a_capital_and_speaks_in_sentences(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*words, "--help"])
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    command = found(words)
    assert command.help
    assert command.help[0].isupper()
    for paragraph in cleandoc(command.help).split("\n\n"):
        assert not paragraph[0].islower(), paragraph
        assert paragraph.rstrip().endswith("."), paragraph
    assert len(command.help) > 30


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_option_is_a_sentence_too(words: tuple[str, ...]) -> None:
    for option in found(words).params:
        if isinstance(option, click.Option):
            said = (option.help or "").partition("  [default:")[0]
            assert said[0].isupper(), option.name
            assert said.endswith("."), option.name


def found(words: tuple[str, ...]) -> click.Command:
    command: click.Command | None = cli
    for word in words:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    assert command is not None
    return command


def test_all_commands_are_listed_in_the_order_in_which_one_meets_them() -> None:
    said = CliRunner().invoke(cli, ["-h"]).stdout
    listed = said.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert ("database", "status") in EVERY


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(cli, ["--version"]).stdout == f"didevan, version {__version__}\n"


def test_every_line_of_the_list_is_one_sentence_that_fits_the_terminal() -> None:
    for name, said in COMMANDS.items():
        assert said[0].isupper(), name
        assert said.endswith("."), name
        assert len(said) <= 60, name


@pytest.mark.parametrize("name", ["rules", "sources", "silence", "story", "names", "database"])
def test_no_sentence_of_a_list_of_subcommands_is_cut_short(name: str) -> None:
    said = CliRunner().invoke(cli, [name, "--help"]).stdout.partition("Commands:\n")[2]
    group = found((name,))
    assert isinstance(group, click.Group)
    assert "..." not in said
    for one in group.commands.values():
        assert one.get_short_help_str(1000) in " ".join(said.split())


HEAVY = ("sqlalchemy", "pydantic", "httpx", "lxml", "structlog", "asyncio")
"""What takes long to import: no command that can do without may wait for it."""
RULES = ("daemon.rules.compiling", "daemon.service.wiring", "alembic", "apscheduler", "trafilatura")
"""What is only for commands that judge, fetch or send."""


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--version"], (*HEAVY, *RULES)),
        (["--help"], (*HEAVY, *RULES)),
        (["statsu"], (*HEAVY, *RULES)),
        (["stories"], RULES),
        (["story", "corrections"], RULES),
        (["why", "1"], RULES),
        (["status"], RULES),
        (["recipients"], RULES),
        (["silence", "list"], RULES),
    ],
    ids=" ".join,
)
def test_a_command_waits_for_no_imports_that_it_does_not_need(
    didevan: Didevan, words: list[str], unwanted: tuple[str, ...]
) -> None:
    program = "import sys; from daemon.cli import cli; cli(sys.argv[1:], standalone_mode=False)"
    files = ["--sources", str(didevan.folder / "sources.toml")]
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program, *files, *words],
        capture_output=True,
        text=True,
        env={"STATE_DIRECTORY": str(didevan.state)},
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "daemon.cli.setup" in imported
    assert imported.isdisjoint(unwanted)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["staus"], "status"),
        (["silence", "lsit"], "list"),
        (["story", "splitt", "3"], "split"),
        (["status", "--josn"], "--json"),
        (["--sorces", "x", "status"], "--sources"),
    ],
)
def test_a_word_that_was_mistyped_is_answered_with_the_nearest_right_one(
    words: list[str], meant: str
) -> None:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].endswith(f"Did you mean '{meant}'?")


def test_a_word_that_is_near_to_none_is_only_refused() -> None:
    assert "Did you mean" not in CliRunner().invoke(cli, ["qqqq"]).stderr


@pytest.mark.parametrize(
    "words", [["watch"], ["database", "downgrade"], ["poll"], ["status", "-x"]]
)
def test_what_is_no_command_is_a_usage_error(words: list[str]) -> None:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")
