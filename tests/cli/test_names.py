from __future__ import annotations

import asyncio
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from daemon.model.new_name import NameRuling
from daemon.pipeline.names import NameWatch
from daemon.rules.matcher import Matcher
from daemon.service.opening import opened
from tests.cli.conftest import SOURCES
from tests.cli.didevan import Didevan
from tests.pipeline.test_names import at_once
from tests.store.samples import article, entry, result

TITLE = "سەرایا نەمروود بەرپرسیارێتی هێرشێکی گرتە ئەستۆ"
OTHER = "سەرایای نەمرود هێرشی کردە سەر بنکەیەک"
GROUP = "گرووپی شەهباز هێرشی کردە سەر بنکەیەک"
CONFIG = '[rules]\nfolder = "rules"\n'
CLAIM = "سەرایا نەمروود هێرشی کرد"


@pytest.fixture(scope="module")
def filled(matcher: Matcher, tmp_path_factory: pytest.TempPathFactory) -> Didevan:
    """A desk whose articles name two groups that nobody knows."""
    folder = tmp_path_factory.mktemp("names")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "config.toml").write_text("", encoding="utf-8")
    desk = Didevan(folder)
    desk.state.mkdir()
    asyncio.run(_fill(desk, matcher))
    return desk


async def _fill(desk: Didevan, matcher: Matcher) -> None:
    async with opened(desk.settings().database) as store:
        for number, (title, source) in enumerate(
            ((TITLE, "esta"), (OTHER, "lvin"), (GROUP, "esta"), (GROUP, "esta"))
        ):
            verdict = matcher.match({"title": title, "body": ""})
            told = article(entry(f"a{number}"), verdict, source, title=title, body="")
            await store.save_feed_result(result(told, source=source))
        waiting = await store.unmerged(10)
        await NameWatch(store, matcher.lexicon, at_once).look(waiting)


@pytest.fixture
def desk(filled: Didevan, tmp_path: Path) -> Didevan:
    """The same files and data, to be changed."""
    return filled.copied(tmp_path)


@pytest.fixture
def own(desk: Didevan) -> Didevan:
    """The same with a folder of own rules: reading them takes a while."""
    (desk.folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (desk.folder / "rules").mkdir()
    return desk


def listed(desk: Didevan, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in desk("names", "--json", *words).stdout.splitlines()]


def test_names_are_listed_with_their_contexts_most_outlets_first(filled: Didevan) -> None:
    first, second = listed(filled)
    assert (first["name"], first["articles"]) == ("سەرایا نەمروود", 2)
    assert set(first["outlets"]) == {"لڤین", "ئێستا"}
    assert {one["sentence"] for one in first["contexts"]} == {TITLE, OTHER}
    assert all(one["surface"] in one["sentence"] for one in first["contexts"])
    assert (second["name"], second["articles"], second["outlets"]) == (
        "گرووپی شەهباز",
        2,
        ["ئێستا"],
    )
    table = filled("names").stdout
    assert table.splitlines()[0].split() == ["id", "outlets", "articles", "last", "seen", "name"]
    assert "also سەرایای نەمرود" in table
    assert TITLE in table


def test_a_rejected_name_is_never_listed_again(desk: Didevan) -> None:
    assert "rejected: گرووپی شەهباز" in desk("names", "reject", "شەهباز").stdout
    assert [one["name"] for one in listed(desk)] == ["سەرایا نەمروود"]
    (rejected,) = listed(desk, "--rejected")
    assert (rejected["name"], rejected["ruling"]) == ("گرووپی شەهباز", "rejected")
    assert rejected["ruled_at"] is not None
    assert "rejected on" in desk("names", "--rejected").stdout
    assert desk("names", "--accepted").stdout == "no name was accepted\n"


def test_an_accepted_name_is_known_from_then_on(own: Didevan) -> None:
    words = ("--english", "Saraya al-Nimrud", "--type", "armed_group")
    said = own("names", "accept", "سرايا النمرود", *words).stdout
    file = own.folder / "rules" / "names.toml"
    assert str(file) in said
    (entity,) = tomllib.loads(file.read_text(encoding="utf-8"))["entity"]
    assert (entity["id"], entity["type"]) == ("saraya-al-nimrud", "armed_group")
    assert entity["ckb"] == ["سەرایا نەمروود", "سەرایای نەمرود"]
    rules = own.settings().rules
    known = rules.match({"title": "", "body": CLAIM}).entities
    assert "saraya-al-nimrud" in {one.id for one in known}
    (own.folder / "config.toml").write_text("", encoding="utf-8")
    assert [one["name"] for one in listed(own)] == ["گرووپی شەهباز"]
    (accepted,) = listed(own, "--accepted")
    assert (accepted["entity"], accepted["ruling"]) == ("saraya-al-nimrud", "accepted")
    refused = own.ending(1, "names", "reject", "سەرایا نەمروود").stderr
    assert "take 'saraya-al-nimrud' out of your rules" in refused


def test_a_name_is_judged_by_its_number_too(desk: Didevan) -> None:
    number = listed(desk)[1]["id"]
    assert "rejected: گرووپی شەهباز" in desk("names", "reject", str(number)).stdout
    assert [one["id"] for one in listed(desk, "--rejected")] == [number]
    assert desk.asked(lambda store: store.open_names()) == 1


def test_what_the_rules_know_by_now_is_not_listed(own: Didevan) -> None:
    known = '[[entity]]\nid = "n"\ntype = "armed_group"\nname = "N"\nckb = ["سەرایا نەمروود"]\n'
    (own.folder / "rules" / "ours.toml").write_text(known, encoding="utf-8")
    assert [one["name"] for one in listed(own)] == ["گرووپی شەهباز"]


def test_without_a_folder_of_own_rules_nothing_can_be_accepted(desk: Didevan) -> None:
    refused = desk.ending(1, "names", "accept", "شەهباز", "--english", "Shahbaz").stderr
    assert "[rules] in config.toml" in refused
    assert len(listed(desk)) == 2, "it still waits for a word"


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (("accept", "ئازاد", "--english", "Azad"), 1, "none of the names"),
        (("accept", "99", "--english", "Azad"), 1, "none of the names"),
        (("reject", "ئازاد"), 1, "none of the names"),
        (("accept", "شەهباز", "--english", "PKK", "--id", "pkk"), 1, "give another as --id"),
        (("accept", "شەهباز", "--english", "شەهباز"), 2, "give one as --id"),
        (("accept", "شەهباز"), 2, "--english"),
        (("--rejected", "--accepted"), 2, "not both"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    filled: Didevan, words: tuple[str, ...], status: int, why: str
) -> None:
    assert why in filled.ending(status, "names", *words).stderr
    assert len(listed(filled)) == 2


def test_a_file_that_cannot_be_written_is_told(own: Didevan) -> None:
    (own.folder / "rules" / ".names.toml.new").mkdir()
    refused = own.ending(1, "names", "accept", "شەهباز", "--english", "Shahbaz").stderr
    assert "cannot write to" in refused
    (own.folder / "config.toml").write_text("", encoding="utf-8")
    assert own.asked(lambda store: store.names(NameRuling.ACCEPTED)) == []


def test_nothing_new_is_told(desk: Didevan) -> None:
    for name in ("شەهباز", "سەرایا نەمروود"):
        desk("names", "reject", name)
    assert desk("names").stdout == "no new names\n"
    assert desk("names", "--json").stdout == ""
