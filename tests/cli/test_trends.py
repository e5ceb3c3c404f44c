from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from daemon.cli.trends import bars
from daemon.service.opening import opened
from tests.cli.conftest import SOURCES
from tests.cli.didevan import Didevan
from tests.store.watched import LAST, many, tell, usual, watch

DAY = ("--day", str(LAST))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Didevan:
    """A desk after four quiet weeks and a day with many blasts."""
    desk = empty(tmp_path_factory.mktemp("trends"))
    asyncio.run(_fill(desk, awake=True))
    return desk


def empty(folder: Path) -> Didevan:
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "config.toml").write_text("", encoding="utf-8")
    desk = Didevan(folder)
    desk.state.mkdir()
    return desk


async def _fill(desk: Didevan, *, awake: bool) -> None:
    async with opened(desk.settings().database) as store:
        if awake:
            await watch(store)
        await tell(store, (usual() if awake else []) + many("esta", "lvin"))


def values(desk: Didevan, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in desk("trends", "--json", *words).stdout.splitlines()]


def test_counts_are_told_for_each_day_with_what_is_usual(filled: Didevan) -> None:
    told = values(filled, *DAY, "--days", "8")
    (blasts,) = (one for one in told if one["id"] == "explosion_ied")
    assert blasts["name"] != blasts["id"]
    assert (blasts["sort"], blasts["day"], blasts["stories"]) == ("category", str(LAST), 4)
    assert list(blasts["counts"].values()) == [0, 0, 1, 0, 0, 0, 0, 4]
    assert blasts["baseline"] == pytest.approx(4 / 28)
    assert blasts["surge"]["sources"] == 2
    assert {one["sort"] for one in told} >= {"category", "place"}
    (iraq,) = (one for one in told if one["id"] == "iraq")
    assert (iraq["stories"], iraq["surge"]) == (4, None), "its stories surge in the governorate"


def test_one_sort_is_counted_alone(filled: Didevan) -> None:
    told = values(filled, *DAY, "--sort", "place")
    assert {one["sort"] for one in told} == {"place"}
    assert values(filled, *DAY, "--sort", "place", "--surges")[0]["id"] == "kirkuk-governorate"


def test_what_is_more_than_usual_is_told_alone(filled: Didevan) -> None:
    told = values(filled, *DAY, "--surges")
    assert {one["id"] for one in told} == {"explosion_ied", "kirkuk-governorate"}
    assert {one["day"] for one in told} == {str(LAST)}
    assert all(len(one["story_ids"]) == one["stories"] == 4 for one in told)
    table = filled("trends", *DAY, "--surges").stdout
    assert "Kirkuk Governorate (place)" in table
    assert "A surge: 3 or more" in table, "the method is told"
    monday = ("--day", str(usual()[0][0]))
    assert "nothing was more than usual" in filled("trends", *monday, "--surges").stdout


def test_the_table_has_a_bar_for_each_day(filled: Didevan) -> None:
    table = filled("trends", *DAY, "--days", "8").stdout
    assert "··▂····█" in table
    assert "surge, 2 sources" in table
    assert str(LAST) in table.splitlines()[0]


def test_the_rest_of_a_long_table_is_counted(
    filled: Didevan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("daemon.cli.trends.SHOWN", 2)
    assert "more: --all shows them" in filled("trends", *DAY).stdout
    assert "--all" not in filled("trends", *DAY, "--all").stdout


def test_a_span_without_stories_is_told(filled: Didevan) -> None:
    told = filled("trends", "--day", "2020-01-02", "--days", "2").stdout
    assert told == "no stories from 2020-01-01 to 2020-01-02\n"
    assert values(filled, "--day", "2020-01-02") == []


def test_before_a_week_was_read_nothing_is_usual(tmp_path: Path) -> None:
    desk = empty(tmp_path)
    asyncio.run(_fill(desk, awake=False))
    assert {one["baseline"] for one in values(desk, *DAY)} == {None}
    assert "News was read on 0 of the days before" in desk("trends", *DAY).stdout


def test_bars_are_as_high_as_their_numbers() -> None:
    assert bars([0, 1, 4, 8]) == "·▁▄█"
    assert bars([1]) == "█"
    assert bars([0, 0]) == "··"
    assert bars([1, 1000]) == "▁█"
