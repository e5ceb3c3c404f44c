"""Small stand-ins for the registries, so that these tests say what the settings promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Literal, cast

from pydantic import BaseModel, ConfigDict, model_validator

from daemon.config.load import load_settings
from daemon.config.settings import Settings
from daemon.errors import Problem, SettingsError
from daemon.rules.matcher import Matcher
from daemon.rules.problems import RuleProblem

NOTHING = Path("/nonexistent/didevan")
LEXICON = SimpleNamespace(
    categories=[SimpleNamespace(id="explosion")],
    entities=[
        SimpleNamespace(id="kirkuk", type="place"),
        SimpleNamespace(id="pkk", type="armed_group"),
    ],
)
MATCHER = cast("Matcher", SimpleNamespace(lexicon=LEXICON))


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FeedOptions(Options):
    whole: bool = False


class PostOptions(Options):
    host: str
    port: int = 587
    security: Literal["starttls", "tls"] = "starttls"
    username: str | None = None
    password_credential: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> PostOptions:
        if (self.username is None) != (self.password_credential is None):
            raise ValueError("username and password_credential go together")
        return self


@dataclass(frozen=True)
class Room:
    Options: type[BaseModel]


KINDS = {"rss": Room(FeedOptions), "sitemap": Room(Options)}
CHANNELS = {"maildir": Room(Options), "smtp": Room(PostOptions)}


def compiled(files: Mapping[str, Mapping[str, object]]) -> Matcher | tuple[RuleProblem, ...]:
    problems = tuple(
        RuleProblem(name, ("term", place, "weight"), "'weight' must be above zero")
        for name, data in files.items()
        for place, term in enumerate(cast("list[dict[str, int]]", data.get("term", [])))
        if term["weight"] <= 0
    )
    return problems or MATCHER


def load(
    sources: Path, config: Path | None = None, *, secrets: Mapping[str, str] | None = None
) -> Settings:
    return load_settings(
        sources,
        config,
        state_dir=sources.parent / "state",
        read_secret=(secrets or {}).get,
        kinds=KINDS,
        channels=CHANNELS,
        shipped_rules=NOTHING,
        compile_rules=compiled,
    )


def problems_of(sources: Path, config: Path | None = None) -> tuple[Problem, ...]:
    try:
        load(sources, config)
    except SettingsError as error:
        return error.problems
    return ()


SOUND = """\
[[source]]
name = "esta"
outlet = "ئێستا"
url = "https://esta.krd/feed/"
kind = "rss"
language = "ckb"
zone = "Asia/Baghdad"
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
