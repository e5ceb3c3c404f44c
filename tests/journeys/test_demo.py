"""What ``didevan demo`` shows: the right articles flagged, one digest, and a quiet second cycle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from daemon.demo.newsroom import Newsroom
from daemon.model.article import Origin
from daemon.model.outcome import Reason
from daemon.service import clock
from daemon.service.demonstration import Demonstration, demonstrate, prepare
from tests.journeys.newsdesk import ROOT, part_of, read_mail

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom(clock.now(), delay=30)


@pytest.fixture(scope="module")
def done(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    import asyncio

    folder = tmp_path_factory.mktemp("demo")
    prepare(folder)
    with newsroom:
        return asyncio.run(demonstrate(folder, newsroom, lambda _source, _collected: None))


def test_every_article_is_judged_as_a_person_would(done: Demonstration, newsroom: Newsroom) -> None:
    judged = {
        (one.source, article.title): article.verdict.flagged
        for one in done.first.collected
        for article in one.articles
    }
    expected = {
        (source, article.title): article.security
        for source, articles in newsroom.expected.items()
        for article in articles
    }
    assert len(expected) >= 40
    assert judged == expected


def test_every_flag_has_evidence_that_stands_in_the_text(done: Demonstration) -> None:
    for one in done.first.collected:
        for article in one.articles:
            assert bool(article.verdict.matches) == article.verdict.flagged
            for match in article.verdict.matches:
                field = article.title if match.field == "title" else article.body
                assert field[match.start : match.end] == match.surface


def test_faulty_outlets_have_their_reasons(done: Demonstration) -> None:
    collected = done.first.collected
    assert {one.source: one.problem.reason for one in collected if one.problem} == {
        "broken-window": Reason.BROKEN_FEED,
        "slow-caravan": Reason.DEADLINE,
    }


def test_behind_a_consent_wall_the_feeds_own_words_are_kept(done: Demonstration) -> None:
    walled = next(one for one in done.first.collected if one.source == "dergay-nwe")
    assert walled.articles
    for article in walled.articles:
        assert article.problem is Reason.CONSENT_WALL
        assert article.origin in {Origin.FEED_SUMMARY, Origin.FEED_CONTENT}


def test_the_second_cycle_finds_and_sends_nothing(done: Demonstration) -> None:
    assert not done.second.sent
    for one in done.second.collected:
        assert not one.articles


def test_the_digest_is_one_mail_in_both_directions_of_writing(done: Demonstration) -> None:
    assert len(done.first.sent) == 1
    mail = read_mail(done.mail.read_bytes())
    html = part_of(mail, "html")
    assert html.splitlines() == done.page.read_text(encoding="utf-8").splitlines()
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    directions = {(node.get("lang"), node.get("dir")) for node in tree.iter() if node.get("lang")}
    assert {("ckb", "rtl"), ("kmr", "ltr"), ("kmr-Arab", "rtl")} <= directions
    assert "http-equiv" not in html.lower()
    assert "analyst@example.org" in str(mail["To"])


def test_the_command_ends_well_and_says_where_the_digest_lies(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    ended = subprocess.run(
        [sys.executable, "-m", "daemon", "demo", "--folder", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert str(folder / "digest.html") in ended.stdout
    assert "second cycle: 0 new articles, 0 digests sent" in ended.stdout
    assert "Traceback" not in ended.stderr
