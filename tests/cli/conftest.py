"""The command line in this process, with its files in a folder of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import structlog

from daemon.config import known, load, rule_files
from daemon.config.load import Compile, read_rules
from daemon.config.rule_files import SHIPPED, read_rule_tables
from daemon.demo.newsroom import Newsroom
from daemon.errors import Problem
from daemon.rules.load import load_rules
from daemon.rules.matcher import Matcher
from daemon.rules.merging import Merged
from daemon.service import clock
from daemon.service.demonstration import begin_yesterday, write_settings
from daemon.service.opening import opened
from tests.cli.didevan import OUTLET, Didevan

SOURCES = """\
[[source]]
name = "esta"
outlet = "ئێستا"
url = "https://esta.example/feed"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"

[[source]]
name = "lvin"
outlet = "لڤین"
url = "https://lvin.example/feed"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
enabled = false
"""
CONFIG = """\
[[recipient]]
name = "shilan"
address = "shilan@example.org"
digest_at = ["07:00", "18:00"]
"""


@pytest.fixture(scope="package")
def matcher() -> Matcher:
    """The shipped rules; compiling them takes a second."""
    problems: list[Problem] = []
    rules = read_rules([SHIPPED], problems)
    assert rules is not None, problems
    return rules


@pytest.fixture(scope="package")
def tables() -> Merged:
    """The same, not compiled; reading a megabyte of TOML takes its time too."""
    problems: list[Problem] = []
    merged = read_rule_tables([SHIPPED], problems)
    assert merged is not None, problems
    return merged


@pytest.fixture(scope="package", autouse=True)
def _read_once(matcher: Matcher, tables: Merged) -> Iterator[None]:
    def compiled_rules(
        folders: Iterable[Path], problems: list[Problem], compiled: Compile = load_rules
    ) -> Matcher | None:
        folders = list(folders)
        return matcher if folders == [SHIPPED] else read_rules(folders, problems, compiled)

    def rule_tables(folders: Iterable[Path], problems: list[Problem]) -> Merged | None:
        folders = list(folders)
        return tables if folders == [SHIPPED] else read_rule_tables(folders, problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "read_rules", compiled_rules)
        patch.setattr(rule_files, "read_rule_tables", rule_tables)
        patch.setattr(known, "read_rule_tables", rule_tables)
        yield


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


@pytest.fixture
def didevan(tmp_path: Path) -> Didevan:
    """The command, in a folder with sound settings and without a database."""
    (tmp_path / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    return Didevan(tmp_path)


@pytest.fixture(scope="package")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(clock.now(), delay=0) as opened_room:
        yield opened_room


@pytest.fixture(scope="package")
def begun(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Didevan:
    """A folder that watches the demo's newsroom, with a digest due now; to be copied."""
    desk = Didevan(tmp_path_factory.mktemp("begun"))
    write_settings(desk.folder, newsroom)
    asyncio.run(_begin(desk))
    return desk


@pytest.fixture(scope="package")
def once_polled(begun: Didevan, tmp_path_factory: pytest.TempPathFactory) -> Didevan:
    """The same after a poll of one outlet, with what it said in ``said``; to be copied."""
    desk = begun.copied(tmp_path_factory.mktemp("polled"))
    (desk.folder / "said").write_text(desk("poll", OUTLET).stdout, encoding="utf-8")
    return desk


@pytest.fixture
def newsdesk(begun: Didevan, tmp_path: Path) -> Didevan:
    """The command, in a folder that watches the demo's newsroom, with a digest due now."""
    return begun.copied(tmp_path)


@pytest.fixture
def polled(once_polled: Didevan, tmp_path: Path) -> Didevan:
    """The same after a poll of one outlet."""
    return once_polled.copied(tmp_path)


async def _begin(desk: Didevan) -> None:
    settings = desk.settings()
    desk.state.mkdir()
    async with opened(settings.database) as store:
        await begin_yesterday(store, settings.recipients[0])
