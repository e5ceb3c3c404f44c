"""The command ``didevan`` with the files of one folder."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from click.testing import CliRunner, Result

from daemon.cli import cli
from daemon.config.load import load_settings
from daemon.config.settings import Settings
from daemon.store import Store

T = TypeVar("T")
OUTLET = "bangi-chiya"
"""An outlet of the demo's newsroom with nothing wrong."""


@dataclass(frozen=True)
class Didevan:
    """Runs commands; ``state`` is the folder for their data."""

    folder: Path

    def copied(self, folder: Path) -> Didevan:
        """The same files and data in another folder."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Didevan(folder)

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def __call__(self, *words: str, given: str | bytes | None = None) -> Result:
        """The result of a command; an error that nobody expected is raised."""
        return self.ending(0, *words, given=given)

    def ending(self, status: int, *words: str, given: str | bytes | None = None) -> Result:
        """The result of a command that must end with this status."""
        files = ("--sources", str(self.folder / "sources.toml"))
        environment = {"STATE_DIRECTORY": str(self.state)}
        result = CliRunner().invoke(cli, [*files, *words], input=given, env=environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        assert "Traceback" not in result.output
        return result

    def json(self, *words: str) -> Any:
        """What a command prints as JSON."""
        return json.loads(self(*words).stdout)

    def settings(self) -> Settings:
        config = self.folder / "config.toml"
        return load_settings(self.folder / "sources.toml", config, state_dir=self.state)

    def asked(self, question: Callable[[Store], Awaitable[T]]) -> T:
        """What the database answers."""

        async def ask() -> T:
            store = await Store.open(self.settings().database)
            try:
                return await question(store)
            finally:
                await store.aclose()

        return asyncio.run(ask())
